/** Reproducible choices: the same seed gives the same ones everywhere. */
export interface Random {
  /** An integer from 0 (inclusive) to `end` (exclusive). */
  below(end: number): number;
  /** True with the given probability, 0 to 1. */
  chance(probability: number): boolean;
  /** One of the choices. */
  pick<T>(choices: readonly T[]): T;
  /** One of the choices, each as likely as its weight says. */
  weighted<T>(choices: readonly (readonly [weight: number, choice: T])[]): T;
}

/** Choices from a 32-bit xorshift generator (Marsaglia 2003) with an odd multiplier after it. */
export function createRandom(seed: number): Random {
  // The state may not be 0, and neighbouring seeds should not start alike.
  let state = Math.imul(seed ^ 0x5bd1e995, 0x27d4eb2f) || 1;
  const fraction = () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (Math.imul(state, 0x2c1b3c6d) >>> 0) / 2 ** 32;
  };
  const below = (end: number) => Math.floor(fraction() * end);
  return {
    below,
    chance: (probability) => fraction() < probability,
    pick: (choices) => choices[below(choices.length)]!,
    weighted: (choices) => {
      let left = fraction() * choices.reduce((sum, [weight]) => sum + weight, 0);
      for (const [weight, choice] of choices) {
        left -= weight;
        if (left < 0) return choice;
      }
      return choices.at(-1)![1];
    },
  };
}
