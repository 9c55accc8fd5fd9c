/** Blocks on a state that workers read by themselves, against the same state in memory. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createPool, executeBlock, type MemoryState, type Pool } from '@heddle/engine';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { coveredHardforks, randomBlock, randomChain } from '../generators/randomBlock.ts';
import { FileState } from '../sources/fileSource.ts';
import { blockOfSeed } from './blockOfSeed.ts';
import { differenceBy } from './comparison.ts';
import { outcomeOf, serialOutcome } from './outcome.ts';
import { schedulesFor, usualChoice } from './schedules.ts';

const folder = mkdtempSync(join(tmpdir(), 'heddle-source-'));
const pools = new Map<number, Pool>();
beforeAll(async () => {
  for (const workers of [1, 2, 3, 8]) pools.set(workers, await createPool({ workers }));
});
afterAll(async () => {
  await Promise.all([...pools.values()].map((pool) => pool.close()));
  rmSync(folder, { recursive: true });
});

const seeds = [0, 1, 2, 3, 4, 5, 6, 7];

test.each(seeds)('random block of seed %i by every mechanism on 1, 2, 3 and 8 workers', async (seed) => {
  const { block, state } = randomBlock(seed, {
    transactions: 60,
    keys: [3, 20, 100][seed % 3]!,
    hardfork: coveredHardforks[seed]!,
  });
  const expected = await serialOutcome(block, state, pools.get(1)!);
  for (const schedule of schedulesFor(seed, { ...usualChoice, rareWorkers: [] })) {
    const reader = new FileState(join(folder, `${seed}.json`), state);
    // Lists may name slots that were dropped unread; see `isListable` in comparison.ts.
    const plain = {
      ...schedule,
      listsAccesses: false,
      told: schedule.told === 'blockList' ? 'nothing' : schedule.told,
    } as const;
    const pool = pools.get(schedule.workers)!;
    expect(
      await differenceBy(plain, block, reader, expected, pool),
      JSON.stringify(schedule),
    ).toBeUndefined();
    await pool.cache.release(reader);
  }
});

test.each(Array.from({ length: 38 }, (_, seed) => seed))('adversarial block of seed %i', async (seed) => {
  const { block, state } = blockOfSeed('adversarial', seed);
  const expected = await outcomeOf(block, state, { mechanism: 'serial', pool: pools.get(1)! });
  const reader = new FileState(join(folder, 'adversarial.json'), state as MemoryState);
  const pool = pools.get([2, 3, 8][seed % 3]!)!;
  const actual = await outcomeOf(block, reader, {
    mechanism: 'optimistic',
    fallBack: false,
    jitterSeed: seed + 1,
    pool,
  });
  expect(actual).toEqual(expected);
  await pool.cache.release(reader);
});

test('workers read themselves, once each, and see what was written before the block', async () => {
  const { blocks, state } = randomChain(3, 12, { transactions: 40, keys: 50, hardfork: 'prague' });
  const pool = pools.get(2)!;
  const reader = new FileState(join(folder, 'chain.json'), state);
  let first = 0;
  for (const [height, block] of blocks.entries()) {
    const expected = await executeBlock(block, state.fork(), { mechanism: 'serial', pool: pools.get(1)! });
    if (height % 4 === 3) pool.cache.forget(reader);
    reader.asked = 0;
    const { changes, report } = await executeBlock(block, reader, { pool, fallBack: false });
    expect(changes).toEqual(expected.changes);
    if (height === 0) first = report.reads.byWorkers;
    else if (height % 4 !== 3) expect(report.reads.byWorkers).toBeLessThan(first);
    expect(report.reads.byMainThread).toBeLessThanOrEqual(12); // the beneficiary, withdrawals, what the protocol calls
    expect(reader.asked).toBe(report.reads.byMainThread);
    pool.cache.advance(reader, height + 1);
    state.apply(changes);
    reader.write();
    reader.revision = height + 1;
  }
  expect(first).toBeGreaterThan(20);
  await pool.cache.release(reader);
});
