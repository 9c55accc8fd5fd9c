import { isBn254PairingOne } from './bn254PairingCheck.ts';
import { wordOfOne } from './bytes.ts';
import { byHardfork, type Precompile } from './precompile.ts';

const PAIR_BYTES = 192;

/** Gas of the call and of each pair (EIP-197, EIP-1108). */
const price = byHardfork({
  byzantium: { call: 100000n, pair: 80000n },
  istanbul: { call: 45000n, pair: 34000n },
});

/** Whether the product of pairings of bn254 is one, as a word: input is pairs of 64 and 128 bytes (EIP-197). */
export const bn254Pairing: Precompile = {
  address: 0x08,
  name: 'BN254_PAIRING',
  since: 'byzantium',
  gas: (input, hardfork) => {
    const { call, pair } = price(hardfork);
    return call + pair * BigInt(Math.floor(input.length / PAIR_BYTES));
  },
  run: (input) => {
    if (input.length % PAIR_BYTES !== 0) return undefined;
    const isOne = isBn254PairingOne(input);
    if (isOne === undefined) return undefined;
    return isOne ? wordOfOne() : new Uint8Array(32);
  },
};
