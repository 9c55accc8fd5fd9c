/** What the field of bn254 needs besides sums and products: see limbs.generated.ts for the form of elements. */

import { INVERSION_EXPONENT, MODULUS, ONE, R_SQUARED } from './constants.generated';
import { copy, multiply, reducedSum } from './limbs.generated';

const LIMB_BITS: usize = 29;
const LIMB_MASK: u64 = 0x1fffffff;
const LIMBS_BYTES: usize = 36;

const BASE: usize = memory.data(40, 8);
const NUMBER: usize = memory.data(48, 8);

/** out = 1 / a by Fermat's little theorem; 0 for 0. */
export function invert(out: usize, a: usize): void {
  copy(BASE, a);
  copy(out, ONE);
  for (let bit: usize = 0; bit < 256; bit++) {
    multiply(out, out, out);
    const byte = load<u8>(INVERSION_EXPONENT + (bit >> 3));
    if ((byte >> <u8>(7 - (bit & 7))) & 1) multiply(out, out, BASE);
  }
}

/** Whether an element is zero modulo the prime. */
export function isZero(a: usize): bool {
  reducedSum(NUMBER, 1, a, 0, a);
  return isEqualLimbs(NUMBER, MODULUS) || isNil(NUMBER);
}

function isEqualLimbs(a: usize, b: usize): bool {
  for (let i: usize = 0; i < LIMBS_BYTES; i += 4) {
    if (load<i32>(a + i) != load<i32>(b + i)) return false;
  }
  return true;
}

function isNil(a: usize): bool {
  for (let i: usize = 0; i < LIMBS_BYTES; i += 4) {
    if (load<i32>(a + i) != 0) return false;
  }
  return true;
}

/** Reads 32 big-endian bytes; false when they are not below the prime. */
export function decodeField(out: usize, bytes: usize): bool {
  for (let i: usize = 0; i < 32; i += 8) store<u64>(NUMBER + 24 - i, bswap<u64>(load<u64>(bytes + i)));
  store<u64>(NUMBER, 0, 32);
  for (let bit: usize = 0, at = out; bit < 9 * LIMB_BITS; bit += LIMB_BITS, at += 4) {
    store<u32>(at, <u32>((load<u64>(NUMBER + (bit >> 3)) >> (bit & 7)) & LIMB_MASK));
  }
  if (!isBelowModulus(out)) return false;
  multiply(out, out, R_SQUARED);
  return true;
}

function isBelowModulus(a: usize): bool {
  for (let i = LIMBS_BYTES; i > 0; i -= 4) {
    const difference = load<i32>(a + i - 4) - load<i32>(MODULUS + i - 4);
    if (difference != 0) return difference < 0;
  }
  return false;
}
