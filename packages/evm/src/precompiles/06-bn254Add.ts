import { bn254G1 } from './bn254.ts';
import { padded } from './bytes.ts';
import { byHardfork, type Precompile } from './precompile.ts';

/** Gas of the call (EIP-196, EIP-1108). */
const price = byHardfork({ byzantium: 500n, istanbul: 150n });

/** Sum of two points of bn254: input is x1, y1, x2, y2 in a word each, short ones continue with zeros (EIP-196). */
export const bn254Add: Precompile = {
  address: 0x06,
  name: 'BN254_ADD',
  since: 'byzantium',
  gas: (_input, hardfork) => price(hardfork),
  run: (input) => bn254G1.addEncoded(padded(input, 0, 128)),
};
