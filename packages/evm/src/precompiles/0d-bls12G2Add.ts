import { bls12G2 } from './bls12.ts';
import type { Precompile } from './precompile.ts';

/** Sum of two points of BLS12-381's G2, which need not be in the subgroup (EIP-2537). */
export const bls12G2Add: Precompile = {
  address: 0x0d,
  name: 'BLS12_G2ADD',
  since: 'prague',
  gas: () => 600n,
  run: (input) => (input.length === 2 * bls12G2.encodedBytes ? bls12G2.addEncoded(input) : undefined),
};
