import { keccak256 } from '@heddle/evm';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { paddedHex, toHex } from '../bytes.ts';
import type { Hex } from '../types.ts';
import { EMPTY_TRIE_ROOT, type TrieEntry, trieRoot } from './trie.ts';

const ascii = (text: string): Hex => toHex(Buffer.from(text));

test('the empty trie', () => {
  expect(trieRoot([])).toBe(EMPTY_TRIE_ROOT);
  expect(toHex(keccak256(Uint8Array.of(0x80)))).toBe(EMPTY_TRIE_ROOT);
});

/** ethereum/tests, trieanyorder.json. */
test.each<[string, Record<string, string>]>([
  ['0xd23786fb4a010da3ce639d66d5e904a11dbc02746d1ce25029e53290cabf28ab', { A: 'a'.repeat(50) }],
  [
    '0x5991bb8c6514148a29db676a14ac506cd2cd5775ace63c30a4fe457715e9ac84',
    { do: 'verb', horse: 'stallion', doge: 'coin', dog: 'puppy' },
  ],
  ['0x17beaa1648bafa633cda809c90c04af50fc8aed3cb40d16efbddee6fdf63c4c3', { foo: 'bar', food: 'bass' }],
  ['0x3f67c7a47520f79faa29255d2d3c084a7a6df0453116ed7232ff10277a8be68b', { be: 'e', dog: 'puppy', bed: 'd' }],
])('root %s', (root, content) => {
  const entries = Object.entries(content).map(([key, value]): TrieEntry => [ascii(key), ascii(value)]);
  expect(trieRoot(entries)).toBe(root);
});

test('the order of entries does not matter, any change of content does', () => {
  const keys = fc.uniqueArray(fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }), { minLength: 1, maxLength: 60 });
  fc.assert(
    fc.property(keys, (numbers) => {
      const entries = numbers.map((key): TrieEntry => [paddedHex(key, 32), paddedHex(key + 1n, 9)]);
      const root = trieRoot(entries);
      expect(trieRoot([...entries].reverse())).toBe(root);
      expect(trieRoot(entries.slice(1))).not.toBe(root);
    }),
  );
});
