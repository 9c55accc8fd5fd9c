/** The quadratic extension of bn254's field: real + imaginary * i with i * i = -1, one part behind the other. */

import { FIELD_STRIDE, ONE } from './constants.generated';
import { decodeField, invert, isZero } from './field';
import {
  add,
  copy,
  multiply,
  multiply2,
  multiplyXi2,
  reducedSum,
  square2,
  subtract,
} from './limbs.generated';

/** Bytes of an element. */
export const FIELD2_BYTES: usize = 2 * FIELD_STRIDE;
const I = FIELD_STRIDE;

const ZERO: usize = memory.data(40, 8);
const SUM: usize = memory.data(40, 8);
const DIFFERENCE: usize = memory.data(40, 8);
const SCALE: usize = memory.data(40, 8);

export { multiply2, multiplyXi2, square2 };

export function copy2(out: usize, a: usize): void {
  copy(out, a);
  copy(out + I, a + I);
}

export function setOne2(out: usize): void {
  copy2(out, ONE);
}

export function add2(out: usize, a: usize, b: usize): void {
  add(out, a, b);
  add(out + I, a + I, b + I);
}

export function subtract2(out: usize, a: usize, b: usize): void {
  subtract(out, a, b);
  subtract(out + I, a + I, b + I);
}

export function double2(out: usize, a: usize): void {
  add2(out, a, a);
}

export function negate2(out: usize, a: usize): void {
  subtract(out, ZERO, a);
  subtract(out + I, ZERO, a + I);
}

export function conjugate2(out: usize, a: usize): void {
  copy(out, a);
  subtract(out + I, ZERO, a + I);
}

/** out = factor * a, reduced, for a small factor. */
export function multiplySmall2(out: usize, a: usize, factor: i64): void {
  reducedSum(out, factor, a, 0, a);
  reducedSum(out + I, factor, a + I, 0, a);
}

/** Brings a sum back near the modulus. */
export function reduce2(a: usize): void {
  multiplySmall2(a, a, 1);
}

/** out = a * factor for a factor of the field itself. */
export function scale2(out: usize, a: usize, factor: usize): void {
  multiply(out, a, factor);
  multiply(out + I, a + I, factor);
}

export function invert2(out: usize, a: usize): void {
  multiply(SUM, a, a);
  multiply(DIFFERENCE, a + I, a + I);
  add(SUM, SUM, DIFFERENCE);
  invert(SCALE, SUM);
  conjugate2(out, a);
  scale2(out, out, SCALE);
}

export function isZero2(a: usize): bool {
  return isZero(a) && isZero(a + I);
}

/** Reads 64 bytes, the imaginary part first (EIP-197); false when a part is not below the prime. */
export function decode2(out: usize, bytes: usize): bool {
  return decodeField(out + I, bytes) && decodeField(out, bytes + 32);
}
