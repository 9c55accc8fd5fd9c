/**
 * Random blocks over few accounts and slots, executed in parallel and compared with serial execution.
 * HEDDLE_RANDOM_BLOCKS says how many (default 150), HEDDLE_RANDOM_FROM the first seed (default 0).
 */
import { type BlockResult, createPool, executeBlock, type Pool } from '@heddle/engine';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { randomBlock, randomOptions } from '../generators/randomBlock.ts';
import { parallelRuns } from '../parallelRuns.ts';
import { firstDifference } from './firstDifference.ts';
import { foundSeeds, keepSeed } from './seeds.ts';

const count = Number(process.env.HEDDLE_RANDOM_BLOCKS ?? 150);
const from = Number(process.env.HEDDLE_RANDOM_FROM ?? 0);
const seeds = [...new Set([...foundSeeds(), ...Array.from({ length: count }, (_, i) => from + i)])];

/** One worker shows errors of the mechanism alone; eight on fewer cores show those of preemption. */
const workerCounts = [1, 2, 3, 8];
const pools = new Map<number, Pool>();

beforeAll(async () => {
  for (const workers of workerCounts) pools.set(workers, await createPool({ workers }));
});

afterAll(async () => {
  for (const pool of pools.values()) await pool.close();
});

/** What must not depend on the mechanism: everything but the report of how it went. */
function outcomeOf({ report: _, ...outcome }: BlockResult) {
  return outcome;
}

test.each(seeds)('block of seed %i', async (seed) => {
  const options = randomOptions(seed);
  const { block, state } = randomBlock(seed, options);
  const serial = outcomeOf(await executeBlock(block, state, { mechanism: 'serial' }));
  for (const [workers, pool] of pools) {
    for (const how of parallelRuns) {
      const run = { ...how, workers, pool, jitterSeed: seed * 31 + workers };
      const parallel = outcomeOf(await executeBlock(block, state, run));
      const difference = firstDifference(serial, parallel);
      if (difference) keepSeed(seed);
      const story = `seed ${seed}, ${workers} workers, ${JSON.stringify({ ...how, ...options })}`;
      expect(difference, story).toBeUndefined();
    }
  }
});
