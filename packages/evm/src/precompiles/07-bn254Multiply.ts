import { bn254G1 } from './bn254.ts';
import { padded } from './bytes.ts';
import { byHardfork, type Precompile } from './precompile.ts';

/** Gas of the call (EIP-196, EIP-1108). */
const price = byHardfork({ byzantium: 40000n, istanbul: 6000n });

/** Product of a point of bn254 and a number: input is x, y and the number in a word each (EIP-196). */
export const bn254Multiply: Precompile = {
  address: 0x07,
  name: 'BN254_MUL',
  since: 'byzantium',
  gas: (_input, hardfork) => price(hardfork),
  run: (input) => bn254G1.multiplyEncoded(padded(input, 0, 96)),
};
