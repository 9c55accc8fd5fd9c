import { hi } from './compare';
import { copy256, set64 } from './move';

/** `out` = `a` & `b`. */
export function and256(a: usize, b: usize, out: usize): void {
  const x0 = load<u64>(a) & load<u64>(b);
  const x1 = load<u64>(a, 8) & load<u64>(b, 8);
  const x2 = load<u64>(a, 16) & load<u64>(b, 16);
  const x3 = load<u64>(a, 24) & load<u64>(b, 24);
  store<u64>(out, x0);
  store<u64>(out, x1, 8);
  store<u64>(out, x2, 16);
  store<u64>(out, x3, 24);
}

/** `out` = `a` | `b`. */
export function or256(a: usize, b: usize, out: usize): void {
  const x0 = load<u64>(a) | load<u64>(b);
  const x1 = load<u64>(a, 8) | load<u64>(b, 8);
  const x2 = load<u64>(a, 16) | load<u64>(b, 16);
  const x3 = load<u64>(a, 24) | load<u64>(b, 24);
  store<u64>(out, x0);
  store<u64>(out, x1, 8);
  store<u64>(out, x2, 16);
  store<u64>(out, x3, 24);
}

/** `out` = `a` ^ `b`. */
export function xor256(a: usize, b: usize, out: usize): void {
  const x0 = load<u64>(a) ^ load<u64>(b);
  const x1 = load<u64>(a, 8) ^ load<u64>(b, 8);
  const x2 = load<u64>(a, 16) ^ load<u64>(b, 16);
  const x3 = load<u64>(a, 24) ^ load<u64>(b, 24);
  store<u64>(out, x0);
  store<u64>(out, x1, 8);
  store<u64>(out, x2, 16);
  store<u64>(out, x3, 24);
}

/** `out` = `a` with every bit flipped. */
export function not256(a: usize, out: usize): void {
  const x0 = ~load<u64>(a);
  const x1 = ~load<u64>(a, 8);
  const x2 = ~load<u64>(a, 16);
  const x3 = ~load<u64>(a, 24);
  store<u64>(out, x0);
  store<u64>(out, x1, 8);
  store<u64>(out, x2, 16);
  store<u64>(out, x3, 24);
}

/** `out` = byte `i` of `x` counted from the most significant (0); zero if `i` > 31. */
export function byte256(i: usize, x: usize, out: usize): void {
  const position = load<u64>(i);
  set64(out, hi(i) != 0 || position > 31 ? 0 : <u64>load<u8>(x + 31 - <usize>position));
}

/**
 * `out` = `x` with the sign of its byte `k`, counted from the least significant (0), extended upwards; `x`
 * itself if `k` > 30.
 */
export function signextend256(k: usize, x: usize, out: usize): void {
  const position = load<u64>(k);
  const unchanged = hi(k) != 0 || position > 30;
  copy256(out, x);
  if (unchanged) return;
  const limb = <usize>position & ~7;
  const unused = 56 - ((position & 7) << 3);
  const extended = <i64>(load<u64>(out + limb) << unused) >> unused;
  store<u64>(out + limb, extended);
  for (let above = limb + 8; above < 32; above += 8) store<u64>(out + above, extended >> 63);
}

/** `out` = number of leading zero bits of `a`, 256 for zero (EIP-7939). */
export function clz256(a: usize, out: usize): void {
  let zeros: u64 = 256;
  for (let offset: i32 = 24; offset >= 0; offset -= 8) {
    const limb = load<u64>(a + offset);
    if (limb != 0) {
      zeros = <u64>((24 - offset) << 3) + clz<u64>(limb);
      break;
    }
  }
  set64(out, zeros);
}
