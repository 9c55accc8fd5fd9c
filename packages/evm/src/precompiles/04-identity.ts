import { wordsOf } from './bytes.ts';
import type { Precompile } from './precompile.ts';

/** A copy of the input (yellow paper, appendix E). */
export const identity: Precompile = {
  address: 0x04,
  name: 'IDENTITY',
  since: 'frontier',
  gas: (input) => 15n + 3n * wordsOf(input.length),
  run: (input) => new Uint8Array(input),
};
