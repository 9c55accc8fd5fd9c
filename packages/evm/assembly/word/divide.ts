import { negate256 } from './add';
import { hi } from './compare';
import { alignDivisor, divideAligned, divideByLimb } from './longDivision';
import { copy256, set64 } from './move';
import { FIRST, QUOTIENT, SECOND } from './scratch';

/** `out` = `a` / `b` rounded down; 0 if `b` is 0. */
export function div256(a: usize, b: usize, out: usize, scratch: usize): void {
  if ((hi(a) | hi(b)) == 0) {
    const divisor = load<u64>(b);
    set64(out, divisor == 0 ? 0 : load<u64>(a) / divisor);
    return;
  }
  const quotient = scratch + QUOTIENT;
  set64(quotient, 0);
  divide(a, 4, b, quotient, scratch + FIRST, scratch);
  copy256(out, quotient);
}

/** `out` = `a` mod `b`; 0 if `b` is 0. */
export function mod256(a: usize, b: usize, out: usize, scratch: usize): void {
  if ((hi(a) | hi(b)) == 0) {
    const divisor = load<u64>(b);
    set64(out, divisor == 0 ? 0 : load<u64>(a) % divisor);
    return;
  }
  divide(a, 4, b, scratch + QUOTIENT, out, scratch);
}

/**
 * `out` = `a` / `b` as two's complement numbers, rounded towards zero; 0 if `b` is 0. -2^255 / -1 wraps to
 * -2^255.
 */
export function sdiv256(a: usize, b: usize, out: usize, scratch: usize): void {
  const negative = (load<i64>(a, 24) ^ load<i64>(b, 24)) < 0;
  const dividend = magnitude(a, scratch + SECOND);
  const divisor = magnitude(b, scratch + FIRST);
  div256(dividend, divisor, out, scratch);
  if (negative) negate256(out, out);
}

/** `out` = remainder of `sdiv256`, which has the sign of `a`; 0 if `b` is 0. */
export function smod256(a: usize, b: usize, out: usize, scratch: usize): void {
  const negative = load<i64>(a, 24) < 0;
  const dividend = magnitude(a, scratch + SECOND);
  const divisor = magnitude(b, scratch + FIRST);
  mod256(dividend, divisor, out, scratch);
  if (negative) negate256(out, out);
}

/** Address of |`a`|: `a` itself, or `room` with its negation written there. */
function magnitude(a: usize, room: usize): usize {
  if (load<i64>(a, 24) >= 0) return a;
  negate256(a, room);
  return room;
}

/**
 * Divides the `limbs` (4 to 8) limbs at `dividend` by the word `divisor`: the significant limbs of the
 * quotient go to `quotient` (limbs above them are not written) and the remainder, a word, to `remainder`.
 * Division by zero leaves the quotient and makes the remainder 0.
 */
export function divide(
  dividend: usize,
  limbs: usize,
  divisor: usize,
  quotient: usize,
  remainder: usize,
  scratch: usize,
): void {
  if (hi(divisor) == 0) {
    const limb = load<u64>(divisor);
    set64(remainder, limb == 0 ? 0 : divideByLimb(dividend, limbs, limb, quotient));
    return;
  }
  alignDivisor(divisor, scratch);
  divideAligned(dividend, limbs, quotient, remainder, scratch);
}
