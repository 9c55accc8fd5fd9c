/**
 * Products. WebAssembly has no 64 x 64 -> 128 bit multiplication, so upper halves are built from 32-bit
 * halves; the limb products of one column are then added with the carry counted in the next column.
 */

const LOW_32: u64 = 0xffffffff;

/** Upper 64 bits of the 128-bit product `a` * `b`. */
export function mulHigh(a: u64, b: u64): u64 {
  const aLow = a & LOW_32;
  const aHigh = a >> 32;
  const bLow = b & LOW_32;
  const bHigh = b >> 32;
  const middle = aHigh * bLow + ((aLow * bLow) >> 32);
  const middle2 = aLow * bHigh + (middle & LOW_32);
  return aHigh * bHigh + (middle >> 32) + (middle2 >> 32);
}

/** `out` = `a` * `b` mod 2^256. */
export function mul256(a: usize, b: usize, out: usize): void {
  const a0 = load<u64>(a);
  const a1 = load<u64>(a, 8);
  const a2 = load<u64>(a, 16);
  const a3 = load<u64>(a, 24);
  const b0 = load<u64>(b);
  const b1 = load<u64>(b, 8);
  const b2 = load<u64>(b, 16);
  const b3 = load<u64>(b, 24);
  let column1 = mulHigh(a0, b0);
  let term = a0 * b1;
  column1 += term;
  let column2 = u64(column1 < term);
  term = a1 * b0;
  column1 += term;
  column2 += u64(column1 < term);
  term = mulHigh(a0, b1);
  column2 += term;
  let column3 = u64(column2 < term);
  term = mulHigh(a1, b0);
  column2 += term;
  column3 += u64(column2 < term);
  term = a0 * b2;
  column2 += term;
  column3 += u64(column2 < term);
  term = a1 * b1;
  column2 += term;
  column3 += u64(column2 < term);
  term = a2 * b0;
  column2 += term;
  column3 += u64(column2 < term);
  column3 += mulHigh(a0, b2) + mulHigh(a1, b1) + mulHigh(a2, b0) + a0 * b3 + a1 * b2 + a2 * b1 + a3 * b0;
  store<u64>(out, a0 * b0);
  store<u64>(out, column1, 8);
  store<u64>(out, column2, 16);
  store<u64>(out, column3, 24);
}

/** `out` = `a` * `factor` mod 2^256; returns the limb that did not fit (0 if the product is below 2^256). */
export function mul64(a: usize, factor: u64, out: usize): u64 {
  return mulAddRow(a, factor, 0, 0, 0, 0, out);
}

/** Writes the 8 limbs of `a` * `b` to `out`, which overlaps neither operand. */
export function mul512(a: usize, b: usize, out: usize): void {
  store<u64>(out, mulAddRow(a, load<u64>(b), 0, 0, 0, 0, out), 32);
  for (let row: usize = 8; row < 32; row += 8) {
    const sum = out + row;
    const top = mulAddRow(
      a,
      load<u64>(b + row),
      load<u64>(sum),
      load<u64>(sum, 8),
      load<u64>(sum, 16),
      load<u64>(sum, 24),
      sum,
    );
    store<u64>(sum, top, 32);
  }
}

/** Writes the lower 4 limbs of `a` * `factor` + (`c3` `c2` `c1` `c0`) to `out` and returns the fifth. */
function mulAddRow(a: usize, factor: u64, c0: u64, c1: u64, c2: u64, c3: u64, out: usize): u64 {
  const a0 = load<u64>(a);
  const a1 = load<u64>(a, 8);
  const a2 = load<u64>(a, 16);
  const a3 = load<u64>(a, 24);
  const sum0 = a0 * factor + c0;
  const carry0 = mulHigh(a0, factor) + u64(sum0 < c0);
  c1 += carry0;
  const sum1 = a1 * factor + c1;
  const carry1 = mulHigh(a1, factor) + u64(c1 < carry0) + u64(sum1 < c1);
  c2 += carry1;
  const sum2 = a2 * factor + c2;
  const carry2 = mulHigh(a2, factor) + u64(c2 < carry1) + u64(sum2 < c2);
  c3 += carry2;
  const sum3 = a3 * factor + c3;
  store<u64>(out, sum0);
  store<u64>(out, sum1, 8);
  store<u64>(out, sum2, 16);
  store<u64>(out, sum3, 24);
  return mulHigh(a3, factor) + u64(c3 < carry2) + u64(sum3 < c3);
}
