import { bls12G1, bls12G2 } from './bls12.ts';
import { wordOfOne } from './bytes.ts';
import { checkEncodedPairs } from './pairing.ts';
import type { Precompile } from './precompile.ts';

const PAIR_BYTES = bls12G1.encodedBytes + bls12G2.encodedBytes;

/** Whether the product of pairings of BLS12-381 is one, as a word: input is pairs of 128 and 256 bytes (EIP-2537). */
export const bls12Pairing: Precompile = {
  address: 0x0f,
  name: 'BLS12_PAIRING_CHECK',
  since: 'prague',
  gas: (input) => 37700n + 32600n * BigInt(Math.floor(input.length / PAIR_BYTES)),
  run: (input) => {
    if (input.length === 0 || input.length % PAIR_BYTES !== 0) return undefined;
    const isOne = checkEncodedPairs(input, bls12G1, bls12G2);
    if (isOne === undefined) return undefined;
    return isOne ? wordOfOne() : new Uint8Array(32);
  },
};
