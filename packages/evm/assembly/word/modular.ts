import { sub256 } from './add';
import { lt256 } from './compare';
import { divide } from './divide';
import { copy256 } from './move';
import { mul512 } from './multiply';
import { QUOTIENT, WIDE } from './scratch';

/** `out` = (`a` + `b`) mod `m` without wrapping the sum at 2^256; 0 if `m` is 0. */
export function addmod256(a: usize, b: usize, m: usize, out: usize, scratch: usize): void {
  const sum = scratch + WIDE;
  const carry = addWide(a, b, sum);
  if ((lt256(a, m) & lt256(b, m)) != 0) {
    // The sum is below 2m: at most one subtraction, whose borrow the carry absorbs.
    if ((carry | (lt256(sum, m) ^ 1)) != 0) sub256(sum, m, out);
    else copy256(out, sum);
    return;
  }
  store<u64>(sum, carry, 32);
  divide(sum, 5, m, scratch + QUOTIENT, out, scratch);
}

/** `out` = (`a` * `b`) mod `m` without wrapping the product at 2^256; 0 if `m` is 0. */
export function mulmod256(a: usize, b: usize, m: usize, out: usize, scratch: usize): void {
  const product = scratch + WIDE;
  mul512(a, b, product);
  divide(product, 8, m, scratch + QUOTIENT, out, scratch);
}

/** Writes `a` + `b` mod 2^256 to `out` and returns the carry. */
function addWide(a: usize, b: usize, out: usize): u64 {
  let carry: u64 = 0;
  for (let offset: usize = 0; offset < 32; offset += 8) {
    const part = load<u64>(a + offset) + carry;
    const sum = part + load<u64>(b + offset);
    carry = u64(part < carry) + u64(sum < part);
    store<u64>(out + offset, sum);
  }
  return carry;
}
