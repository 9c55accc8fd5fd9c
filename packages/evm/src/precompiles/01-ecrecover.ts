import { addressOf, recoverPublicKey } from '../recover.ts';
import { EMPTY, isZero, padded } from './bytes.ts';
import type { Precompile } from './precompile.ts';

/**
 * The address that signed a hash, as a word: input is hash, v (27 or 28), r and s in a word each.
 * A signature that nobody can have made gives an empty output; the call succeeds (yellow paper, appendix E).
 */
export const ecrecover: Precompile = {
  address: 0x01,
  name: 'ECREC',
  since: 'frontier',
  gas: () => 3000n,
  run: (input) => {
    const [hash, v, signature] = [padded(input, 0, 32), padded(input, 32, 32), padded(input, 64, 64)];
    const yParity = (v[31] as number) - 27;
    if ((yParity !== 0 && yParity !== 1) || !isZero(v.subarray(0, 31))) return EMPTY;
    const key = recoverPublicKey(hash, signature, yParity);
    if (key === undefined) return EMPTY;
    const word = new Uint8Array(32);
    word.set(addressOf(key), 12);
    return word;
  },
};
