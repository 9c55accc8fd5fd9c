import { permute, ROUND_CONSTANTS_BYTES, writeRoundConstants } from './keccakPermutation';

/**
 * Keccak-256 as Ethereum uses it: the sponge of SHA-3 with the padding byte of the original submission, 0x01.
 */

/** Bytes absorbed per permutation. */
const RATE: usize = 136;
const STATE_BYTES: usize = 200;

/** Size of the area that callers pass as `scratch`. */
export const KECCAK_SCRATCH_BYTES: usize = STATE_BYTES + ROUND_CONSTANTS_BYTES;

/**
 * Writes the 32-byte digest of the `length` bytes at `input` to `out`, first byte of the digest first. `out`
 * may overlap the input; `scratch` is the address of `KECCAK_SCRATCH_BYTES` bytes that overlap neither and
 * whose contents mean nothing before and after.
 */
export function keccak256(input: usize, length: usize, out: usize, scratch: usize): void {
  const constants = scratch + STATE_BYTES;
  // Written on every call (1.5 % of one permutation) so that no caller has a table to set up or to protect.
  writeRoundConstants(constants);
  clearState(scratch);
  while (length >= RATE) {
    absorbLanes(scratch, input, RATE);
    permute(scratch, constants);
    input += RATE;
    length -= RATE;
  }
  const whole = length & ~7;
  absorbLanes(scratch, input, whole);
  const last = scratch + whole;
  store<u64>(last, load<u64>(last) ^ paddedTail(input + whole, length & 7));
  store<u64>(scratch, load<u64>(scratch, RATE - 8) ^ ((<u64>0x80) << 56), RATE - 8);
  permute(scratch, constants);
  v128.store(out, v128.load(scratch));
  v128.store(out, v128.load(scratch, 16), 16);
}

/** Zeros the 25 lanes at `state`. */
function clearState(state: usize): void {
  for (let offset: usize = 0; offset < STATE_BYTES - 8; offset += 16) v128.store(state + offset, i64x2(0, 0));
  store<u64>(state, 0, STATE_BYTES - 8);
}

/** Mixes the `bytes` bytes at `input`, a multiple of 8, into the first lanes. */
function absorbLanes(state: usize, input: usize, bytes: usize): void {
  for (let offset: usize = 0; offset < bytes; offset += 8) {
    store<u64>(state + offset, load<u64>(state + offset) ^ load<u64>(input + offset));
  }
}

/**
 * The last `bytes` (0 to 7) bytes at `input` followed by the padding byte, as a lane. Reads no byte beyond
 * them.
 */
function paddedTail(input: usize, bytes: usize): u64 {
  let tail: u64 = 1;
  if ((bytes & 1) != 0) tail = (tail << 8) | load<u8>(input + bytes - 1);
  if ((bytes & 2) != 0) tail = (tail << 16) | load<u16>(input + (bytes & 4));
  if ((bytes & 4) != 0) tail = (tail << 32) | load<u32>(input);
  return tail;
}
