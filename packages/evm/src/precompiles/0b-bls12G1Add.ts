import { bls12G1 } from './bls12.ts';
import type { Precompile } from './precompile.ts';

/** Sum of two points of BLS12-381's G1, which need not be in the subgroup (EIP-2537). */
export const bls12G1Add: Precompile = {
  address: 0x0b,
  name: 'BLS12_G1ADD',
  since: 'prague',
  gas: () => 375n,
  run: (input) => (input.length === 2 * bls12G1.encodedBytes ? bls12G1.addEncoded(input) : undefined),
};
