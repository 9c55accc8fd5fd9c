import { lt256 } from './compare';
import { copy256 } from './move';
import { mulHigh } from './multiply';
import { reciprocal1, reciprocal2 } from './reciprocal';
import { ALIGNED_DIVIDEND, ALIGNED_DIVISOR, DIVISOR_BITS, DIVISOR_GAP } from './scratch';

const LOW_32: u64 = 0xffffffff;

/**
 * Schoolbook long division in base 2^64 (Knuth, The Art of Computer Programming 2, 4.3.1, algorithm D), its
 * quotient digits estimated from three limbs of the dividend and two of the divisor by reciprocal instead of
 * from one and one by division, so that the estimate is wrong for about one digit in 2^64.
 */

/**
 * Divides the `limbs` (up to 8) limbs at `dividend` by the one-limb `divisor` > 0. Writes the significant
 * limbs of the quotient to `quotient` (limbs above them are not written) and returns the remainder.
 */
export function divideByLimb(dividend: usize, limbs: usize, divisor: u64, quotient: usize): u64 {
  const dividendLimbs = significantLimbs(dividend, limbs);
  const bits = clz<u64>(divisor);
  const rest = 63 - bits;
  const normal = divisor << bits;
  const reciprocal = reciprocal1(normal);
  let limb = load<u64>(dividend + ((dividendLimbs - 1) << 3));
  let remainder = (limb >> 1) >> rest;
  for (let offset = dividendLimbs << 3; offset > 0; ) {
    offset -= 8;
    const below = offset != 0 ? load<u64>(dividend + offset - 8) : 0;
    const next = (limb << bits) | ((below >> 1) >> rest);
    limb = below;
    let fraction = reciprocal * remainder;
    let digit = mulHigh(reciprocal, remainder) + remainder + 1;
    fraction += next;
    digit += u64(fraction < next);
    remainder = next - digit * normal;
    const tooLarge = 0 - u64(remainder > fraction);
    digit += tooLarge;
    remainder += tooLarge & normal;
    if (remainder >= normal) {
      digit++;
      remainder -= normal;
    }
    store<u64>(quotient + offset, digit);
  }
  return remainder >> bits;
}

/**
 * Prepares `scratch` for divisions by the word `divisor`, which exceeds 64 bits: shifts it left until its top
 * bit is set, so that every step of a division works on the same limb positions.
 */
export function alignDivisor(divisor: usize, scratch: usize): void {
  const limbs = significantLimbs(divisor, 4);
  const gap = (<usize>4 - limbs) << 3;
  const bits = clz<u64>(load<u64>(divisor + 24 - gap));
  clearBelow(scratch + ALIGNED_DIVISOR, gap);
  shiftLeft(divisor, limbs, bits, scratch + ALIGNED_DIVISOR + gap);
  store<u64>(scratch, <u64>gap, DIVISOR_GAP);
  store<u64>(scratch, bits, DIVISOR_BITS);
}

/**
 * Divides the `limbs` (up to 8) limbs at `dividend` by the divisor that `alignDivisor` left in `scratch`.
 * Writes the significant limbs of the quotient to `quotient` (limbs above them are not written) and the
 * remainder, a whole word, to `remainder`.
 */
export function divideAligned(
  dividend: usize,
  limbs: usize,
  quotient: usize,
  remainder: usize,
  scratch: usize,
): void {
  const divisor = scratch + ALIGNED_DIVISOR;
  const gap = <usize>load<u64>(scratch, DIVISOR_GAP);
  const bits = load<u64>(scratch, DIVISOR_BITS);
  const dividendBytes = significantLimbs(dividend, limbs) << 3;
  if (dividendBytes + gap < 32) {
    copy256(remainder, dividend);
    return;
  }
  const window = scratch + ALIGNED_DIVIDEND;
  clearBelow(window, gap);
  const top = shiftLeft(dividend, dividendBytes >> 3, bits, window + gap);
  store<u64>(window + gap + dividendBytes, top);
  let offset = dividendBytes + gap - 32;
  // Operands of about the same length are common and their quotient is small: its first digit needs no
  // reciprocal.
  if (top >> 31 == 0) {
    const first = window + offset;
    store<u64>(quotient + offset, top == 0 ? subtractOnce(first, divisor) : divideStepShort(first, divisor));
    offset -= 8;
  }
  if (<isize>offset >= 0) {
    const reciprocal = reciprocal2(load<u64>(divisor, 24), load<u64>(divisor, 16));
    for (; <isize>offset >= 0; offset -= 8) {
      store<u64>(quotient + offset, divideStep(window + offset, divisor, reciprocal));
    }
  }
  shiftRightAligned(window, gap, bits, remainder);
}

/** Number of the `limbs` limbs at `a` up to the uppermost that is not zero, at least 1. */
function significantLimbs(a: usize, limbs: usize): usize {
  while (limbs > 1 && load<u64>(a + (limbs << 3) - 8) == 0) limbs--;
  return limbs;
}

/** Writes zeros to the `bytes` (0, 8 or 16) bytes at `out`. */
function clearBelow(out: usize, bytes: usize): void {
  for (let offset: usize = 0; offset < bytes; offset += 8) store<u64>(out + offset, 0);
}

/** Writes the `limbs` limbs at `from` shifted left by `bits` < 64 to `out`; returns the bits pushed out. */
function shiftLeft(from: usize, limbs: usize, bits: u64, out: usize): u64 {
  const rest = 63 - bits;
  let below: u64 = 0;
  for (let offset: usize = 0; offset < limbs << 3; offset += 8) {
    const limb = load<u64>(from + offset);
    store<u64>(out + offset, (limb << bits) | below);
    below = (limb >> 1) >> rest;
  }
  return below;
}

/**
 * Undoes the alignment: writes the four limbs at `from` shifted right by `gap` bytes (a multiple of 8) and
 * `bits` < 64 to `out`.
 */
function shiftRightAligned(from: usize, gap: usize, bits: u64, out: usize): void {
  const rest = 63 - bits;
  let above: u64 = 0;
  for (let offset: usize = 32; offset > gap; ) {
    offset -= 8;
    const limb = load<u64>(from + offset);
    store<u64>(out + offset - gap, (limb >> bits) | above);
    above = (limb << 1) << rest;
  }
  for (let offset: usize = <usize>32 - gap; offset < 32; offset += 8) store<u64>(out + offset, 0);
}

/**
 * Subtracts the four limbs at `divisor` from those at `window` if they are not larger; returns the number of
 * subtractions. Both outcomes are about equally frequent, so the choice is a mask and not a branch that would
 * be mispredicted.
 */
function subtractOnce(window: usize, divisor: usize): u64 {
  const digit = lt256(window, divisor) ^ 1;
  const mask = 0 - digit;
  const w0 = load<u64>(window);
  const w1 = load<u64>(window, 8);
  const w2 = load<u64>(window, 16);
  const d0 = load<u64>(divisor) & mask;
  const d1 = load<u64>(divisor, 8) & mask;
  const d2 = load<u64>(divisor, 16) & mask;
  const part1 = w1 - d1;
  const part2 = w2 - d2;
  const part3 = load<u64>(window, 24) - (load<u64>(divisor, 24) & mask);
  const borrow1 = u64(w0 < d0);
  const borrow2 = u64(w1 < d1) | u64(part1 < borrow1);
  const borrow3 = u64(w2 < d2) | u64(part2 < borrow2);
  store<u64>(window, w0 - d0);
  store<u64>(window, part1 - borrow1, 8);
  store<u64>(window, part2 - borrow2, 16);
  store<u64>(window, part3 - borrow3, 24);
  return digit;
}

/**
 * `divideStep` for a window whose top limb is not zero but below 2^31: one division of the upper bits
 * estimates the digit, which is below 2^32, so well that it is at most 1 too large.
 */
function divideStepShort(window: usize, divisor: usize): u64 {
  const top = load<u64>(window, 32);
  const bits = clz<u64>(top);
  const rest = 64 - bits;
  const upper = (top << bits) | (load<u64>(window, 24) >> rest);
  return subtractShortMultiple(window, divisor, upper / (load<u64>(divisor, 24) >> rest));
}

/**
 * One quotient digit: divides the five limbs at `window`, whose upper four are below the divisor, by the four
 * limbs at `divisor`. Leaves the remainder in the lower four limbs of the window; the fifth is not written.
 */
function divideStep(window: usize, divisor: usize, reciprocal: u64): u64 {
  const d3 = load<u64>(divisor, 24);
  const d2 = load<u64>(divisor, 16);
  const w4 = load<u64>(window, 32);
  const w3 = load<u64>(window, 24);
  const w2 = load<u64>(window, 16);
  // The estimate needs (w4, w3) < (d3, d2). If they are equal the digit is exactly 2^64 - 1: 2^64 times the
  // divisor exceeds the window by less than 2^192, the lower limbs, and the divisor itself is at least 2^255.
  if (w4 == d3 && w3 == d2) return subtractLargestMultiple(window, divisor);
  let fraction = reciprocal * w4;
  let digit = mulHigh(reciprocal, w4) + w4;
  fraction += w3;
  digit += u64(fraction < w3);
  const product = d2 * digit;
  let r2 = w2 - product;
  let r3 = w3 - digit * d3 - mulHigh(d2, digit) - u64(w2 < product) - d3 - u64(r2 < d2);
  r2 -= d2;
  digit++;
  const tooLarge = 0 - u64(r3 >= fraction);
  const back = tooLarge & d2;
  digit += tooLarge;
  r2 += back;
  r3 += (tooLarge & d3) + u64(r2 < back);
  if (r3 > d3 || (r3 == d3 && r2 >= d2)) {
    digit++;
    r3 -= d3 + u64(r2 < d2);
    r2 -= d2;
  }
  return subtractLow(window, divisor, digit, r2, r3);
}

/**
 * Completes a digit estimated from the upper limbs: (`r3`, `r2`) is what they leave, now the product of the
 * digit and the two lower limbs of the divisor is subtracted. Returns the digit, one less if that went below
 * zero.
 */
function subtractLow(window: usize, divisor: usize, digit: u64, r2: u64, r3: u64): u64 {
  const d1 = load<u64>(divisor, 8);
  const d0 = load<u64>(divisor);
  if ((d0 | d1) == 0) {
    // A divisor of up to 128 bits.
    store<u64>(window, r2, 16);
    store<u64>(window, r3, 24);
    return digit;
  }
  const w0 = load<u64>(window);
  const w1 = load<u64>(window, 8);
  const product0 = d0 * digit;
  const carry0 = mulHigh(d0, digit) + u64(w0 < product0);
  const product1 = d1 * digit + carry0;
  const carry1 = mulHigh(d1, digit) + u64(product1 < carry0) + u64(w1 < product1);
  const borrow = u64(r2 < carry1);
  store<u64>(window, w0 - product0);
  store<u64>(window, w1 - product1, 8);
  store<u64>(window, r2 - carry1, 16);
  store<u64>(window, r3 - borrow, 24);
  if (r3 >= borrow) return digit;
  addBack(window, divisor);
  return digit - 1;
}

/** Subtracts 2^64 - 1 times the divisor from the five limbs of the window. Returns that digit. */
function subtractLargestMultiple(window: usize, divisor: usize): u64 {
  const digit: u64 = ~0;
  let carry: u64 = 0;
  for (let offset: usize = 0; offset < 32; offset += 8) {
    const d = load<u64>(divisor + offset);
    const w = load<u64>(window + offset);
    const product = d * digit + carry;
    carry = mulHigh(d, digit) + u64(product < carry) + u64(w < product);
    store<u64>(window + offset, w - product);
  }
  return digit;
}

/**
 * Subtracts `digit` (at most 2^32) times the divisor from the five limbs of the window; if that goes below
 * zero, adds the divisor back until it is not. Returns the corrected digit.
 */
function subtractShortMultiple(window: usize, divisor: usize, digit: u64): u64 {
  let carry: u64 = 0;
  for (let offset: usize = 0; offset < 32; offset += 8) {
    const d = load<u64>(divisor + offset);
    const w = load<u64>(window + offset);
    const low = (d & LOW_32) * digit;
    const high = (d >> 32) * digit + (low >> 32);
    const product = d * digit + carry;
    carry = (high >> 32) + u64(product < carry) + u64(w < product);
    store<u64>(window + offset, w - product);
  }
  for (let top = load<u64>(window, 32) - carry; top != 0; digit--) top += addBack(window, divisor);
  return digit;
}

/** Adds the divisor to the four lower limbs of the window; returns the carry. */
function addBack(window: usize, divisor: usize): u64 {
  let carry: u64 = 0;
  for (let offset: usize = 0; offset < 32; offset += 8) {
    const d = load<u64>(divisor + offset);
    const part = load<u64>(window + offset) + carry;
    const sum = part + d;
    carry = u64(part < carry) + u64(sum < d);
    store<u64>(window + offset, sum);
  }
  return carry;
}
