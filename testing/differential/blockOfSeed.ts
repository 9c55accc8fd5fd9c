import type { Block, StateReader } from '@heddle/engine';
import { adversarialBlock, adversarialOptions } from '../generators/adversarialBlock.ts';
import { randomBlock, randomOptions } from '../generators/randomBlock.ts';

/** The families of made-up blocks. */
export const families = ['random', 'adversarial'] as const;
export type Family = (typeof families)[number];

/** A made-up block, and words that say which. */
export interface SeededBlock {
  block: Block;
  state: StateReader;
  /** Such as `chains, london, 17 transactions`. */
  title: string;
}

/** The block of a seed in its family; always the same. */
export function blockOfSeed(family: Family, seed: number): SeededBlock {
  const { block, state } = family === 'random' ? randomBlock(seed) : adversarialBlock(seed);
  const what = family === 'random' ? `${randomOptions(seed).keys} keys` : adversarialOptions(seed).kind;
  return { block, state, title: `${what}, ${block.hardfork}, ${block.transactions.length} transactions` };
}
