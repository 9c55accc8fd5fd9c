import { mixRounds } from './blake2bRounds.ts';
import type { Precompile } from './precompile.ts';

const INPUT_BYTES = 213;
const STATE_AT = 4;
const MESSAGE_AT = 68;
const OFFSET_AT = 196;
const FINAL_AT = 212;

const WORD_BYTES = 8;
const STATE_BYTES = 8 * WORD_BYTES;

/** Initialisation vector (RFC 7693, 2.6), little-endian. */
const IV = new Uint8Array(
  BigUint64Array.of(
    0x6a09e667f3bcc908n,
    0xbb67ae8584caa73bn,
    0x3c6ef372fe94f82bn,
    0xa54ff53a5f1d36f1n,
    0x510e527fade682d1n,
    0x9b05688c2b3e6c1fn,
    0x1f83d9abfb41bd6bn,
    0x5be0cd19137e2179n,
  ).buffer,
);

function xorInto(target: Uint8Array, other: Uint8Array): void {
  for (let i = 0; i < target.length; i++) target[i] = (target[i] as number) ^ (other[i] as number);
}

function roundsOf(input: Uint8Array): number {
  return new DataView(input.buffer, input.byteOffset).getUint32(0);
}

/** The function F of RFC 7693, 3.2, with as many rounds as the input says. */
function compress(input: Uint8Array): Uint8Array {
  const state = new Uint8Array(input.subarray(STATE_AT, MESSAGE_AT));
  const working = new Uint8Array(2 * STATE_BYTES);
  working.set(state, 0);
  working.set(IV, STATE_BYTES);
  xorInto(working.subarray(12 * WORD_BYTES, 14 * WORD_BYTES), input.subarray(OFFSET_AT, FINAL_AT));
  if (input[FINAL_AT] === 1) {
    xorInto(working.subarray(14 * WORD_BYTES, 15 * WORD_BYTES), new Uint8Array(WORD_BYTES).fill(0xff));
  }
  mixRounds(working, input.subarray(MESSAGE_AT, OFFSET_AT), roundsOf(input));
  xorInto(state, working.subarray(0, STATE_BYTES));
  xorInto(state, working.subarray(STATE_BYTES));
  return state;
}

/**
 * The compression function of BLAKE2b (EIP-152): input is rounds (4 bytes, big-endian), state (64),
 * message (128), offset (16, all little-endian) and whether this is the last block (1); the output is the
 * new state.
 */
export const blake2f: Precompile = {
  address: 0x09,
  name: 'BLAKE2F',
  since: 'istanbul',
  gas: (input) => (input.length === INPUT_BYTES ? BigInt(roundsOf(input)) : 0n),
  run: (input) => {
    if (input.length !== INPUT_BYTES || (input[FINAL_AT] as number) > 1) return undefined;
    return compress(input);
  },
};
