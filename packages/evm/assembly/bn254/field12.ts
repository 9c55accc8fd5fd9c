/**
 * The extension of degree 12, where pairings live: a + b w over the one of degree 6 with w^2 = v. Operands
 * and results are reduced.
 */

import {
  FIELD_STRIDE,
  FROBENIUS_1,
  FROBENIUS_2,
  FROBENIUS_3,
  FROBENIUS_4,
  FROBENIUS_5,
  ONE,
} from './constants.generated';
import { isZero } from './field';
import {
  add2,
  conjugate2,
  double2,
  FIELD2_BYTES,
  multiply2,
  multiplyXi2,
  reduce2,
  square2,
  subtract2,
} from './field2';
import {
  add6,
  copy6,
  FIELD6_BYTES,
  invert6,
  multiply6,
  multiplySparse6,
  multiplyV6,
  negate6,
  reduce6,
  subtract6,
} from './field6';
import { subtract } from './limbs.generated';

/** Bytes of an element. */
export const FIELD12_BYTES: usize = 2 * FIELD6_BYTES;
/** Offset of b. */
const W = FIELD6_BYTES;

const AA: usize = memory.data(240, 8);
const BB: usize = memory.data(240, 8);
const SUM: usize = memory.data(240, 8);
const OTHER: usize = memory.data(240, 8);

/** Squares of the three elements of degree 4 that a cyclotomic square is made of. */
const SQUARES: usize = memory.data(480, 8);

export function copy12(out: usize, a: usize): void {
  memory.copy(out, a, FIELD12_BYTES);
}

export function setOne12(out: usize): void {
  memory.fill(out, 0, FIELD12_BYTES);
  memory.copy(out, ONE, FIELD_STRIDE);
}

export function isOne12(a: usize): bool {
  subtract(SUM, a, ONE);
  if (!isZero(SUM)) return false;
  for (let at = FIELD_STRIDE; at < FIELD12_BYTES; at += FIELD_STRIDE) {
    if (!isZero(a + at)) return false;
  }
  return true;
}

/** The inverse of an element whose norm over the extension of degree 6 is one. */
export function conjugate12(out: usize, a: usize): void {
  copy6(out, a);
  negate6(out + W, a + W);
}

export function multiply12(out: usize, a: usize, b: usize): void {
  multiply6(AA, a, b);
  multiply6(BB, a + W, b + W);
  add6(SUM, a, a + W);
  add6(OTHER, b, b + W);
  multiply6(out + W, SUM, OTHER);
  subtract6(out + W, out + W, AA);
  subtract6(out + W, out + W, BB);
  multiplyV6(BB, BB);
  add6(out, AA, BB);
  reduce6(out);
  reduce6(out + W);
}

/** out = a * a: with m = product of the two parts, (a + b)(a + bv) - m - mv and 2m. */
export function square12(out: usize, a: usize): void {
  multiply6(BB, a, a + W);
  multiplyV6(OTHER, a + W);
  add6(OTHER, OTHER, a);
  add6(SUM, a, a + W);
  multiply6(AA, SUM, OTHER);
  subtract6(AA, AA, BB);
  add6(out + W, BB, BB);
  multiplyV6(BB, BB);
  subtract6(out, AA, BB);
  reduce6(out);
  reduce6(out + W);
}

/** a = a * (1 + (first + second v) w): the value of a line. */
export function multiplyLine12(a: usize, first: usize, second: usize): void {
  multiplySparse6(AA, a, first, second);
  multiplySparse6(BB, a + W, first, second);
  multiplyV6(BB, BB);
  add6(a, a, BB);
  add6(a + W, a + W, AA);
  reduce6(a);
  reduce6(a + W);
}

/** out = 1 / a = (a - bw) / (a^2 - b^2 v). */
export function invert12(out: usize, a: usize): void {
  multiply6(AA, a, a);
  multiply6(BB, a + W, a + W);
  multiplyV6(BB, BB);
  subtract6(AA, AA, BB);
  reduce6(AA);
  invert6(SUM, AA);
  multiply6(out, a, SUM);
  multiply6(AA, a + W, SUM);
  negate6(out + W, AA);
  reduce6(out);
  reduce6(out + W);
}

/** The coefficient of w^power lies in the half `power & 1`, at v^(power >> 1). */
function coefficient(a: usize, power: usize): usize {
  return a + (power & 1) * W + (power >> 1) * FIELD2_BYTES;
}

function frobeniusPart(out: usize, a: usize, power: usize, factor: usize): void {
  const part = coefficient(out, power);
  conjugate2(part, coefficient(a, power));
  multiply2(part, part, factor);
}

/** out = a^p. */
export function frobenius12(out: usize, a: usize): void {
  conjugate2(out, a);
  frobeniusPart(out, a, 1, FROBENIUS_1);
  frobeniusPart(out, a, 2, FROBENIUS_2);
  frobeniusPart(out, a, 3, FROBENIUS_3);
  frobeniusPart(out, a, 4, FROBENIUS_4);
  frobeniusPart(out, a, 5, FROBENIUS_5);
}

/** (x + y s)^2 with s^2 = xi: real part to `out`, the other behind it. */
function square4(out: usize, x: usize, y: usize): void {
  square2(AA, x);
  square2(BB, y);
  add2(SUM, x, y);
  square2(SUM, SUM);
  subtract2(SUM, SUM, AA);
  subtract2(out + FIELD2_BYTES, SUM, BB);
  multiplyXi2(BB, BB);
  add2(out, AA, BB);
}

/** part = 3 * square - 2 * part. */
function tripleLess(part: usize, square: usize): void {
  subtract2(part, square, part);
  double2(part, part);
  add2(part, part, square);
  reduce2(part);
}

/** part = 3 * square + 2 * part. */
function tripleMore(part: usize, square: usize): void {
  add2(part, square, part);
  double2(part, part);
  add2(part, part, square);
  reduce2(part);
}

/**
 * a = a * a for an element of the cyclotomic subgroup, where results of the easy part of the final
 * exponentiation lie (Granger and Scott, "Faster squaring in the cyclotomic subgroup of sixth degree extensions").
 */
export function squareCyclotomic12(a: usize): void {
  const second = SQUARES + 2 * FIELD2_BYTES;
  const third = second + 2 * FIELD2_BYTES;
  square4(SQUARES, coefficient(a, 0), coefficient(a, 3));
  square4(second, coefficient(a, 1), coefficient(a, 4));
  square4(third, coefficient(a, 2), coefficient(a, 5));
  tripleLess(coefficient(a, 0), SQUARES);
  tripleMore(coefficient(a, 3), SQUARES + FIELD2_BYTES);
  tripleLess(coefficient(a, 2), second);
  tripleMore(coefficient(a, 5), second + FIELD2_BYTES);
  tripleLess(coefficient(a, 4), third);
  multiplyXi2(third + FIELD2_BYTES, third + FIELD2_BYTES);
  tripleMore(coefficient(a, 1), third + FIELD2_BYTES);
}
