/** The extension of degree 6: a + b v + c v^2 over the quadratic one with v^3 = xi. */

import {
  add2,
  copy2,
  FIELD2_BYTES,
  invert2,
  multiply2,
  multiplyXi2,
  negate2,
  reduce2,
  square2,
  subtract2,
} from './field2';

/** Bytes of an element. */
export const FIELD6_BYTES: usize = 3 * FIELD2_BYTES;
/** Offsets of b and c. */
const B = FIELD2_BYTES;
const C: usize = 2 * FIELD2_BYTES;

const AA: usize = memory.data(80, 8);
const BB: usize = memory.data(80, 8);
const CC: usize = memory.data(80, 8);
const SUM: usize = memory.data(80, 8);
const OTHER: usize = memory.data(80, 8);
const RESULT: usize = memory.data(240, 8);

export function copy6(out: usize, a: usize): void {
  memory.copy(out, a, FIELD6_BYTES);
}

export function add6(out: usize, a: usize, b: usize): void {
  for (let at: usize = 0; at < FIELD6_BYTES; at += FIELD2_BYTES) add2(out + at, a + at, b + at);
}

export function subtract6(out: usize, a: usize, b: usize): void {
  for (let at: usize = 0; at < FIELD6_BYTES; at += FIELD2_BYTES) subtract2(out + at, a + at, b + at);
}

export function negate6(out: usize, a: usize): void {
  for (let at: usize = 0; at < FIELD6_BYTES; at += FIELD2_BYTES) negate2(out + at, a + at);
}

/** Brings sums back near the modulus. */
export function reduce6(a: usize): void {
  for (let at: usize = 0; at < FIELD6_BYTES; at += FIELD2_BYTES) reduce2(a + at);
}

/** out = a * v. */
export function multiplyV6(out: usize, a: usize): void {
  multiplyXi2(SUM, a + C);
  copy2(out + C, a + B);
  copy2(out + B, a);
  copy2(out, SUM);
}

/** out = (x + y)(z + w) - xz - yw, where the two last products are known. */
function cross(out: usize, x: usize, y: usize, z: usize, w: usize, xz: usize, yw: usize): void {
  add2(SUM, x, y);
  add2(OTHER, z, w);
  multiply2(out, SUM, OTHER);
  subtract2(out, out, xz);
  subtract2(out, out, yw);
}

/** out = a * b with six products (Karatsuba). */
export function multiply6(out: usize, a: usize, b: usize): void {
  multiply2(AA, a, b);
  multiply2(BB, a + B, b + B);
  multiply2(CC, a + C, b + C);
  cross(RESULT, a + B, a + C, b + B, b + C, BB, CC);
  cross(RESULT + B, a, a + B, b, b + B, AA, BB);
  cross(RESULT + C, a, a + C, b, b + C, AA, CC);
  multiplyXi2(RESULT, RESULT);
  add2(out, RESULT, AA);
  multiplyXi2(CC, CC);
  add2(out + B, RESULT + B, CC);
  add2(out + C, RESULT + C, BB);
}

/** out = a * (first + second * v) with five products; the two are elements of the quadratic extension. */
export function multiplySparse6(out: usize, a: usize, first: usize, second: usize): void {
  multiply2(AA, a, first);
  multiply2(BB, a + B, second);
  cross(RESULT + B, a, a + B, first, second, AA, BB);
  multiply2(CC, a + C, second);
  multiplyXi2(CC, CC);
  multiply2(OTHER, a + C, first);
  add2(out + C, BB, OTHER);
  copy2(out + B, RESULT + B);
  add2(out, AA, CC);
}

/** out = a * factor for a factor of the quadratic extension. */
function scale6(out: usize, a: usize, factor: usize): void {
  for (let at: usize = 0; at < FIELD6_BYTES; at += FIELD2_BYTES) multiply2(out + at, a + at, factor);
}

/** out = x * x - y * z. */
function squareLess(out: usize, x: usize, y: usize, z: usize): void {
  square2(out, x);
  multiply2(OTHER, y, z);
  subtract2(out, out, OTHER);
}

/** out = 1 / a: the conjugates' product over the norm. */
export function invert6(out: usize, a: usize): void {
  multiplyXi2(SUM, a + C);
  squareLess(RESULT, a, a + B, SUM);
  multiply2(RESULT + B, SUM, a + C);
  multiply2(OTHER, a, a + B);
  subtract2(RESULT + B, RESULT + B, OTHER);
  squareLess(RESULT + C, a + B, a, a + C);
  multiply2(AA, a + C, RESULT + B);
  multiply2(BB, a + B, RESULT + C);
  add2(AA, AA, BB);
  multiplyXi2(AA, AA);
  multiply2(BB, a, RESULT);
  add2(AA, AA, BB);
  invert2(AA, AA);
  scale6(out, RESULT, AA);
}
