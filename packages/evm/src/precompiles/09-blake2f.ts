/**
 * The compression function of BLAKE2b with any number of rounds (EIP-152, RFC 7693).
 *
 * The 64-bit words are pairs of 32-bit halves, low half first, as in the input: BigInt would be far slower.
 */
import type { Precompile } from './precompile.ts';

const INPUT_BYTES = 213;
const STATE_AT = 4;
const MESSAGE_AT = 68;
const OFFSET_AT = 196;
const FINAL_AT = 212;

/** Initialisation vector, as halves (RFC 7693, 2.6). */
const IV = Uint32Array.of(
  0xf3bcc908,
  0x6a09e667,
  0x84caa73b,
  0xbb67ae85,
  0xfe94f82b,
  0x3c6ef372,
  0x5f1d36f1,
  0xa54ff53a,
  0xade682d1,
  0x510e527f,
  0x2b3e6c1f,
  0x9b05688c,
  0xfb41bd6b,
  0x1f83d9ab,
  0x137e2179,
  0x5be0cd19,
);

/** Which message words a round uses; rounds repeat after ten (RFC 7693, 2.7). */
const SCHEDULE = [
  '0123456789abcdef',
  'ea489fd61c02b753',
  'b8c052fdae367194',
  '7931dcbe265a40f8',
  '905724afe1bc683d',
  '2c6a0b834d75fe19',
  'c51fed4a0763928b',
  'db7ec13950f4862a',
  '6fe9b308c2d714a5',
  'a2847615fb9e3cd0',
].map((row) => Uint8Array.from(row, (digit) => 2 * Number.parseInt(digit, 16)));

/** The words that the eight mixings of a round take: four columns, then four diagonals, as indices of halves. */
const MIXINGS = [
  [0, 4, 8, 12],
  [1, 5, 9, 13],
  [2, 6, 10, 14],
  [3, 7, 11, 15],
  [0, 5, 10, 15],
  [1, 6, 11, 12],
  [2, 7, 8, 13],
  [3, 4, 9, 14],
].map((words) => words.map((word) => 2 * word) as [number, number, number, number]);

/** v[target] += v[other] + word of 64 bits. */
function addWord(v: Uint32Array, target: number, other: number, low: number, high: number): void {
  const sum = (v[target] as number) + (v[other] as number) + low;
  // A double holds the sum of three halves exactly; what is above 32 bits carries.
  const carry = Math.floor(sum / 0x1_0000_0000);
  v[target] = sum;
  v[target + 1] = (v[target + 1] as number) + (v[other + 1] as number) + high + carry;
}

/** v[target] = (v[target] ^ v[other]) rotated right by `bits`, which is not 0 or 32. */
function xorRotate(v: Uint32Array, target: number, other: number, bits: number): void {
  let low = (v[target] as number) ^ (v[other] as number);
  let high = (v[target + 1] as number) ^ (v[other + 1] as number);
  if (bits >= 32) [low, high] = [high, low];
  const shift = bits & 31;
  if (shift === 0) {
    v[target] = low;
    v[target + 1] = high;
    return;
  }
  v[target] = (low >>> shift) | (high << (32 - shift));
  v[target + 1] = (high >>> shift) | (low << (32 - shift));
}

/** One round over the 16 working words `v` (RFC 7693, 3.1 and 3.2). */
function round(v: Uint32Array, message: Uint32Array, order: Uint8Array): void {
  for (let i = 0; i < 8; i++) {
    const [a, b, c, d] = MIXINGS[i] as [number, number, number, number];
    const x = order[2 * i] as number;
    const y = order[2 * i + 1] as number;
    addWord(v, a, b, message[x] as number, message[x + 1] as number);
    xorRotate(v, d, a, 32);
    addWord(v, c, d, 0, 0);
    xorRotate(v, b, c, 24);
    addWord(v, a, b, message[y] as number, message[y + 1] as number);
    xorRotate(v, d, a, 16);
    addWord(v, c, d, 0, 0);
    xorRotate(v, b, c, 63);
  }
}

function halves(input: Uint8Array, start: number, count: number): Uint32Array {
  const view = new DataView(input.buffer, input.byteOffset + start);
  return Uint32Array.from({ length: count }, (_, i) => view.getUint32(4 * i, true));
}

function compress(input: Uint8Array): Uint8Array {
  const state = halves(input, STATE_AT, 16);
  const message = halves(input, MESSAGE_AT, 32);
  const offset = halves(input, OFFSET_AT, 4);
  const v = new Uint32Array(32);
  v.set(state, 0);
  v.set(IV, 16);
  for (let i = 0; i < 4; i++) v[24 + i] = (v[24 + i] as number) ^ (offset[i] as number);
  if (input[FINAL_AT] === 1) for (const half of [28, 29]) v[half] = ~(v[half] as number);
  const rounds = roundsOf(input);
  for (let i = 0; i < rounds; i++) round(v, message, SCHEDULE[i % 10] as Uint8Array);
  const result = new DataView(new ArrayBuffer(64));
  for (let i = 0; i < 16; i++) {
    result.setUint32(4 * i, (state[i] as number) ^ (v[i] as number) ^ (v[16 + i] as number), true);
  }
  return new Uint8Array(result.buffer);
}

function roundsOf(input: Uint8Array): number {
  return new DataView(input.buffer, input.byteOffset).getUint32(0);
}

/**
 * Input is rounds (4 bytes, big-endian), state (64), message (128), offset (16, all little-endian) and
 * whether this is the last block (1); the output is the new state.
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
