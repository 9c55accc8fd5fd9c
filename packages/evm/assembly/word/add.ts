/** `out` = `a` + `b` mod 2^256. */
export function add256(a: usize, b: usize, out: usize): void {
  const a0 = load<u64>(a);
  const a1 = load<u64>(a, 8);
  const a2 = load<u64>(a, 16);
  const sum0 = a0 + load<u64>(b);
  const part1 = a1 + load<u64>(b, 8);
  const part2 = a2 + load<u64>(b, 16);
  const part3 = load<u64>(a, 24) + load<u64>(b, 24);
  const sum1 = part1 + u64(sum0 < a0);
  const sum2 = part2 + (u64(part1 < a1) | u64(sum1 < part1));
  const sum3 = part3 + (u64(part2 < a2) | u64(sum2 < part2));
  store<u64>(out, sum0);
  store<u64>(out, sum1, 8);
  store<u64>(out, sum2, 16);
  store<u64>(out, sum3, 24);
}

/** `out` = `a` - `b` mod 2^256. */
export function sub256(a: usize, b: usize, out: usize): void {
  const a0 = load<u64>(a);
  const a1 = load<u64>(a, 8);
  const a2 = load<u64>(a, 16);
  const b0 = load<u64>(b);
  const b1 = load<u64>(b, 8);
  const b2 = load<u64>(b, 16);
  const part1 = a1 - b1;
  const part2 = a2 - b2;
  const part3 = load<u64>(a, 24) - load<u64>(b, 24);
  const borrow1 = u64(a0 < b0);
  const borrow2 = u64(a1 < b1) | u64(part1 < borrow1);
  const borrow3 = u64(a2 < b2) | u64(part2 < borrow2);
  store<u64>(out, a0 - b0);
  store<u64>(out, part1 - borrow1, 8);
  store<u64>(out, part2 - borrow2, 16);
  store<u64>(out, part3 - borrow3, 24);
}

/** `out` = -`a` mod 2^256. */
export function negate256(a: usize, out: usize): void {
  const a0 = load<u64>(a);
  const a1 = load<u64>(a, 8);
  const a2 = load<u64>(a, 16);
  const a3 = load<u64>(a, 24);
  store<u64>(out, 0 - a0);
  store<u64>(out, ~a1 + u64(a0 == 0), 8);
  store<u64>(out, ~a2 + u64((a0 | a1) == 0), 16);
  store<u64>(out, ~a3 + u64((a0 | a1 | a2) == 0), 24);
}
