/** How deep DUPN, SWAPN and EXCHANGE reach, from the byte behind them (EIP-8024). */

/** Bytes between these do not name a depth: they would be JUMPDEST or PUSH to code that does not know the opcodes. */
const NO_DEPTH_FROM: u32 = 91;
const NO_PAIR_FROM: u32 = 82;
const DEPTHS_AGAIN_FROM: u32 = 128;

/** The depth for DUPN and SWAPN, 17 to 235; 0 for a byte that names none. */
export function depthOf(byte: u32): usize {
  if (byte >= NO_DEPTH_FROM && byte < DEPTHS_AGAIN_FROM) return 0;
  return <usize>((byte + 145) & 255);
}

/** The two depths for EXCHANGE, the lesser, 1 to 14, in the lower half of 32 bits; 0 for a byte that names none. */
export function depthsOf(byte: u32): u32 {
  if (byte >= NO_PAIR_FROM && byte < DEPTHS_AGAIN_FROM) return 0;
  const code = byte ^ 143;
  const row = code >> 4;
  const column = code & 15;
  return row < column ? (row + 1) | ((column + 1) << 16) : (column + 1) | ((29 - row) << 16);
}
