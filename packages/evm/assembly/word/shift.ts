import { hi } from './compare';
import { set64 } from './move';

/** `out` = `x` << `shift`; zero from 256 bits on. */
export function shl256(shift: usize, x: usize, out: usize): void {
  const amount = load<u64>(shift);
  if (hi(shift) != 0 || amount > 255) {
    set64(out, 0);
    return;
  }
  let x0 = load<u64>(x);
  let x1 = load<u64>(x, 8);
  let x2 = load<u64>(x, 16);
  let x3 = load<u64>(x, 24);
  if ((amount & 128) != 0) {
    x3 = x1;
    x2 = x0;
    x1 = 0;
    x0 = 0;
  }
  if ((amount & 64) != 0) {
    x3 = x2;
    x2 = x1;
    x1 = x0;
    x0 = 0;
  }
  // A limb shifted right by 1 and by 63 - bits gives the bits that move up a limb; a single shift by 64 -
  // bits would be no shift for 0.
  const bits = amount & 63;
  const rest = 63 - bits;
  store<u64>(out, x0 << bits);
  store<u64>(out, (x1 << bits) | ((x0 >> 1) >> rest), 8);
  store<u64>(out, (x2 << bits) | ((x1 >> 1) >> rest), 16);
  store<u64>(out, (x3 << bits) | ((x2 >> 1) >> rest), 24);
}

/** `out` = `x` >> `shift`, filling with zeros; zero from 256 bits on. */
export function shr256(shift: usize, x: usize, out: usize): void {
  shiftRight(shift, x, 0, out);
}

/** `out` = `x` >> `shift`, filling with the sign bit; 0 or -1 from 256 bits on. */
export function sar256(shift: usize, x: usize, out: usize): void {
  shiftRight(shift, x, <u64>(load<i64>(x, 24) >> 63), out);
}

/** `out` = `x` >> `shift`, filling with copies of the limb `fill` (all zeros or all ones). */
function shiftRight(shift: usize, x: usize, fill: u64, out: usize): void {
  const amount = load<u64>(shift);
  if (hi(shift) != 0 || amount > 255) {
    const both = i64x2.splat(fill);
    v128.store(out, both);
    v128.store(out, both, 16);
    return;
  }
  let x0 = load<u64>(x);
  let x1 = load<u64>(x, 8);
  let x2 = load<u64>(x, 16);
  let x3 = load<u64>(x, 24);
  if ((amount & 128) != 0) {
    x0 = x2;
    x1 = x3;
    x2 = fill;
    x3 = fill;
  }
  if ((amount & 64) != 0) {
    x0 = x1;
    x1 = x2;
    x2 = x3;
    x3 = fill;
  }
  const bits = amount & 63;
  const rest = 63 - bits;
  store<u64>(out, (x0 >> bits) | ((x1 << 1) << rest));
  store<u64>(out, (x1 >> bits) | ((x2 << 1) << rest), 8);
  store<u64>(out, (x2 >> bits) | ((x3 << 1) << rest), 16);
  store<u64>(out, (x3 >> bits) | ((fill << 1) << rest), 24);
}
