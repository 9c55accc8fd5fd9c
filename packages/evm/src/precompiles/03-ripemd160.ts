import { createHash, getHashes } from 'node:crypto';
import { ripemd160 as ripemd160InScript } from '@noble/hashes/legacy.js';
import { wordsOf } from './bytes.ts';
import type { Precompile } from './precompile.ts';

/** OpenSSL 3 keeps RIPEMD-160 in a provider that a distribution may leave out. */
const isNative = getHashes().includes('ripemd160');

function hash(input: Uint8Array): Uint8Array {
  return isNative ? createHash('ripemd160').update(input).digest() : ripemd160InScript(input);
}

/** RIPEMD-160 of the input, left-padded to a word (yellow paper, appendix E). */
export const ripemd160: Precompile = {
  address: 0x03,
  name: 'RIPEMD160',
  since: 'frontier',
  gas: (input) => 600n + 120n * wordsOf(input.length),
  run: (input) => {
    const word = new Uint8Array(32);
    word.set(hash(input), 12);
    return word;
  },
};
