/**
 * Random blocks with lists of what their transactions use: complete ones, bare ones, and ones with holes. HEDDLE_LISTED_BLOCKS
 * says how many (default 40), HEDDLE_RANDOM_FROM the first seed (default 0).
 */
import {
  type BlockResult,
  createPool,
  type DeclaredAccess,
  type ExecuteOptions,
  executeBlock,
  type Pool,
} from '@heddle/engine';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { randomBlock, randomOptions } from '../generators/randomBlock.ts';
import { firstDifference } from './firstDifference.ts';

const count = Number(process.env.HEDDLE_LISTED_BLOCKS ?? 40);
const from = Number(process.env.HEDDLE_RANDOM_FROM ?? 0);
const pools = new Map<number, Pool>();

beforeAll(async () => {
  for (const workers of [1, 2, 3, 8]) pools.set(workers, await createPool({ workers }));
});

afterAll(async () => {
  for (const pool of pools.values()) await pool.close();
});

function outcomeOf({ report: _, ...outcome }: BlockResult) {
  return outcome;
}

/** Ways to use a block's complete lists. */
function variantsOf(accessLists: DeclaredAccess[][], seed: number): ExecuteOptions[] {
  const bare = accessLists.map((list) => list.map(({ address, storageKeys }) => ({ address, storageKeys })));
  const holed = accessLists.map((list, txIndex) => (txIndex % 5 === seed % 5 ? list.slice(1) : list));
  return [
    { mechanism: 'access-list', accessLists, onUndeclared: 'strict' },
    { mechanism: 'access-list', accessLists: bare },
    { mechanism: 'locks', accessLists: holed },
  ];
}

test.each(Array.from({ length: count }, (_, i) => from + i))('block of seed %i', async (seed) => {
  const { block, state } = randomBlock(seed, randomOptions(seed));
  const serial = outcomeOf(await executeBlock(block, state, { mechanism: 'serial' }));
  const listing = { mechanism: 'serial', createAccessLists: true } as const;
  const { accessLists } = await executeBlock(block, state, listing);
  for (const [workers, pool] of pools) {
    for (const [index, variant] of variantsOf(accessLists!, seed).entries()) {
      const run = { ...variant, pool, jitterSeed: seed * 31 + workers };
      const planned = outcomeOf(await executeBlock(block, state, run));
      expect(firstDifference(serial, planned), `${workers} workers, variant ${index}`).toBeUndefined();
    }
  }
});
