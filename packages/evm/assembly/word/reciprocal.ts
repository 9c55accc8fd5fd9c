import { mulHigh } from './multiply';

/**
 * Reciprocals that turn the quotient digits of a long division into multiplications: Möller and Granlund,
 * "Improved division by invariant integers", IEEE Transactions on Computers 60 (2011).
 */

const LOW_32: u64 = 0xffffffff;

/**
 * floor((2^128 - 1) / `divisor`) - 2^64, for a `divisor` with its top bit set.
 *
 * The quotient of the 128-bit numerator is found as two 32-bit digits, each estimated by one 64-bit division.
 */
export function reciprocal1(divisor: u64): u64 {
  const high = divisor >> 32;
  const low = divisor & LOW_32;
  const numerator = ~divisor;
  const digit1 = quotientDigit32(numerator, high, low);
  const rest = ((numerator << 32) | LOW_32) - digit1 * divisor;
  return (digit1 << 32) + quotientDigit32(rest, high, low);
}

/**
 * The 32-bit digit floor((`numerator` * 2^32 + 2^32 - 1) / divisor) for `numerator` < divisor = `high` * 2^32
 * + `low`.
 */
function quotientDigit32(numerator: u64, high: u64, low: u64): u64 {
  let digit = numerator / high;
  let rest = numerator - digit * high;
  while (digit > LOW_32 || digit * low > ((rest << 32) | LOW_32)) {
    digit--;
    rest += high;
    if (rest > LOW_32) break;
  }
  return digit;
}

/** floor((2^192 - 1) / (`high` * 2^64 + `low`)) - 2^64, for a `high` with its top bit set. */
export function reciprocal2(high: u64, low: u64): u64 {
  let reciprocal = reciprocal1(high);
  let rest = high * reciprocal + low;
  if (rest < low) {
    reciprocal--;
    if (rest >= high) {
      reciprocal--;
      rest -= high;
    }
    rest -= high;
  }
  const carry = mulHigh(reciprocal, low);
  rest += carry;
  if (rest < carry) {
    reciprocal--;
    if (rest > high || (rest == high && (reciprocal + 1) * low >= low)) reciprocal--;
  }
  return reciprocal;
}
