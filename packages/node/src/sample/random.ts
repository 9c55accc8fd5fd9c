/** A stream of reproducible pseudo-random numbers: the same seed gives the same stream everywhere. */
export interface Random {
  /** A number from 0 (inclusive) to 1 (exclusive). */
  fraction(): number;
  /** An integer from 0 (inclusive) to `end` (exclusive). */
  below(end: number): number;
}

/**
 * A 32-bit counter stepped by the golden ratio and mixed by two multiplications (the splitmix construction of
 * Steele, Lea and Flood, 2014). Good enough to spread a sample; not for secrets.
 */
export function createRandom(seed: number): Random {
  let counter = seed | 0;
  const next = (): number => {
    counter = (counter + 0x9e3779b9) | 0;
    let mixed = Math.imul(counter ^ (counter >>> 16), 0x85ebca6b);
    mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
    return (mixed ^ (mixed >>> 16)) >>> 0;
  };
  const fraction = () => next() / 2 ** 32;
  return { fraction, below: (end) => Math.floor(fraction() * end) };
}
