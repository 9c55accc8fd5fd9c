import { readFileSync } from 'node:fs';
import { sha256 } from '@noble/hashes/sha2.js';
import { keccak_256 } from '@noble/hashes/sha3.js';
import { beforeAll, describe, expect, test } from 'vitest';
import { keccakPermutationSource, permutePairSource } from '../scripts/generateKeccak.mjs';
import { type ArithmeticModule, compileArithmetic } from './arithmeticModule.ts';
import { Random } from './operands.ts';

const LONGEST = 600;
const INPUT = 4096;
const OUT = 2048;
const SCRATCH = 8192;

const hashes = [
  { name: 'keccak256', model: (bytes: Uint8Array) => keccak_256(bytes) },
  { name: 'sha256', model: (bytes: Uint8Array) => sha256(bytes) },
];

let core: ArithmeticModule;

beforeAll(async () => {
  core = await compileArithmetic();
  const random = new Random(1);
  for (let address = 0; address < SCRATCH + 4096; address++) core.bytes[address] = random.below(256);
});

const hexAt = (address: number) => Buffer.from(core.bytes.slice(address, address + 32)).toString('hex');
const hexOf = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');

describe.each(hashes)('$name agrees with @noble/hashes', ({ name, model }) => {
  test(`on every length from 0 to ${LONGEST}, at any alignment`, () => {
    for (let length = 0; length <= LONGEST; length++) {
      const input = INPUT + (length % 17);
      const expected = hexOf(model(core.bytes.slice(input, input + length)));
      core.exports[name]?.(input, length, OUT, SCRATCH);
      expect(hexAt(OUT), `${length} bytes`).toBe(expected);
    }
  });

  test('with the digest written over the input', () => {
    const expected = hexOf(model(core.bytes.slice(INPUT, INPUT + 64)));
    core.exports[name]?.(INPUT, 64, INPUT, SCRATCH);
    expect(hexAt(INPUT)).toBe(expected);
  });

  test('and reads nothing beyond the input', () => {
    const end = core.bytes.length;
    for (let length = 0; length <= 40; length++) {
      const expected = hexOf(model(core.bytes.slice(end - length, end)));
      core.exports[name]?.(end - length, length, OUT, SCRATCH);
      expect(hexAt(OUT), `${length} bytes`).toBe(expected);
    }
  });
});

test('two states are permuted at once as they are one by one', () => {
  const LANES = 25;
  const [constants, pair, other] = [1024, 16384, 20480];
  const lane = (at: number) => core.view.getBigUint64(at, true);
  core.exports.writeRoundConstants?.(constants);
  const states = [INPUT, INPUT + 256];
  for (let index = 0; index < LANES; index++) {
    for (const [half, state] of states.entries()) {
      core.view.setBigUint64(pair + 16 * index + 8 * half, lane(state + 8 * index), true);
    }
  }
  for (const state of states) core.exports.permute?.(state, constants);
  core.exports.permutePair?.(pair, other, constants);
  for (let index = 0; index < LANES; index++) {
    for (const [half, state] of states.entries()) {
      expect(lane(pair + 16 * index + 8 * half), `lane ${index}`).toBe(lane(state + 8 * index));
    }
  }
});

test.each([
  ['keccakPermutation', keccakPermutationSource],
  ['trie/permutePair', permutePairSource],
])('%s is what the generator writes', (name, source) => {
  const file = new URL(`../assembly/${name}.ts`, import.meta.url);
  expect(readFileSync(file, 'utf8')).toBe(source());
});
