/** Moving words: constants, copies and the big-endian form used by EVM memory, call data and code. */

/** The 16 bytes of `x` in opposite order. */
function reverseBytes(x: v128): v128 {
  return v128.shuffle<u8>(x, x, 15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0);
}

/** `out` = `value`. */
export function set64(out: usize, value: u64): void {
  v128.store(out, i64x2.replace_lane(i64x2(0, 0), 0, value));
  v128.store(out, i64x2(0, 0), 16);
}

/** `out` = word at `from`. */
export function copy256(out: usize, from: usize): void {
  const low = v128.load(from);
  const high = v128.load(from, 16);
  v128.store(out, low);
  v128.store(out, high, 16);
}

/** `out` = the 32 big-endian bytes at `bytes`. */
export function loadBE(out: usize, bytes: usize): void {
  const high = v128.load(bytes);
  const low = v128.load(bytes, 16);
  v128.store(out, reverseBytes(low));
  v128.store(out, reverseBytes(high), 16);
}

/** Writes the word at `from` as 32 big-endian bytes to `bytes`. */
export function storeBE(bytes: usize, from: usize): void {
  const low = v128.load(from);
  const high = v128.load(from, 16);
  v128.store(bytes, reverseBytes(high));
  v128.store(bytes, reverseBytes(low), 16);
}

/**
 * `out` = the `n` (1 to 32) big-endian bytes at `bytes`. May read up to 8 bytes from `bytes` on and up to 32 bytes that end with the
 * last byte of the number, so both sides must be readable memory.
 */
export function loadBEn(out: usize, bytes: usize, n: usize): void {
  if (n <= 8) {
    set64(out, bswap<u64>(load<u64>(bytes)) >> (64 - ((<u64>n) << 3)));
    return;
  }
  const end = bytes + n - 32;
  // Bytes of the word that lie at or above position n came from before the number: the comparison clears them.
  const count = i8x16.splat(<i8>n);
  const lowMask = i8x16.lt_s(i8x16(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15), count);
  const highMask = i8x16.lt_s(i8x16(16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31), count);
  const low = v128.load(end, 16);
  const high = v128.load(end);
  v128.store(out, v128.and(reverseBytes(low), lowMask));
  v128.store(out, v128.and(reverseBytes(high), highMask), 16);
}
