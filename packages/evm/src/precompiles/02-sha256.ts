import { createHash } from 'node:crypto';
import { wordsOf } from './bytes.ts';
import type { Precompile } from './precompile.ts';

/** SHA-256 of the input (yellow paper, appendix E). */
export const sha256: Precompile = {
  address: 0x02,
  name: 'SHA256',
  since: 'frontier',
  gas: (input) => 60n + 12n * wordsOf(input.length),
  run: (input) => new Uint8Array(createHash('sha256').update(input).digest()),
};
