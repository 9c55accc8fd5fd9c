import type { Hash, Hex } from '@heddle/engine';

/** A slot that is some way behind a hash. */
export interface Derivation {
  /** What was hashed, up to its last 32 bytes: the key of a mapping; `0x` for an array, which hashes its slot alone. */
  key: Hex;
  /** The last 32 bytes: the slot of the mapping or array. */
  parent: bigint;
  /** Slots from the hash to the slot asked for. */
  offset: bigint;
}

/** Structs and arrays reach so far behind their hash; far below the distance of two hashes, which is chance at 2^-200. */
const LONGEST_REACH = 2n ** 40n;

/** The inputs of KECCAK256 in a block, to be found by slots at or behind their hashes. */
export class Preimages {
  readonly #hashes: bigint[];
  readonly #inputs = new Map<bigint, Hex>();

  constructor(preimages: readonly { hash: Hash; input: Hex }[]) {
    for (const { hash, input } of preimages) {
      // Shorter ones cannot end in a slot.
      if (input.length >= 2 + 64) this.#inputs.set(BigInt(hash), input);
    }
    this.#hashes = [...this.#inputs.keys()].sort((a, b) => (a < b ? -1 : 1));
  }

  /** The nearest hash at or below a slot; undefined when none is near. */
  derivationOf(slot: bigint): Derivation | undefined {
    const hash = this.#atOrBelow(slot);
    if (hash === undefined || slot - hash > LONGEST_REACH) return undefined;
    const input = this.#inputs.get(hash)!;
    return { key: input.slice(0, -64) as Hex, parent: BigInt(`0x${input.slice(-64)}`), offset: slot - hash };
  }

  #atOrBelow(slot: bigint): bigint | undefined {
    let low = 0;
    let high = this.#hashes.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#hashes[middle]! <= slot) low = middle + 1;
      else high = middle;
    }
    return this.#hashes[low - 1];
  }
}
