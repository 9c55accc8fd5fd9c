/** The scheduler as shipped under many schedules. HEDDLE_EXPLORE_BLOCKS says how many random blocks (default 6). */
import { expect, test } from 'vitest';
import { blockNames } from './blocks.ts';
import { following, randomly } from './controllers.ts';
import { exploreAll } from './exhaustive.ts';
import { Explorer } from './explorer.ts';
import { exploreSome } from './search.ts';
import { formatSeed, type Scene, subjectOf } from './seed.ts';

async function explorerOf(scene: Scene): Promise<Explorer> {
  return Explorer.create(await subjectOf(scene));
}

test.each(blockNames)('%s: all schedules of two workers with one preemption', async (block) => {
  const scene = { core: 'shipped', way: 'optimistic', block, workers: 2 } as const;
  const { failure, isComplete, schedules } = await exploreAll(await explorerOf(scene), 1);
  expect(failure?.problem, failure && formatSeed(scene, failure.moves)).toBeUndefined();
  expect(isComplete).toBe(true);
  expect(schedules).toBeGreaterThan(100);
});

const blocks = Number(process.env.HEDDLE_EXPLORE_BLOCKS ?? 6);

test.each(
  Array.from({ length: blocks }, (_, i) => [`random-${i}-${6 + i * 3}-${2 + (i % 4)}`, 2 + (i % 3)] as const),
)('%s: some schedules of %i workers', async (block, workers) => {
  const scene = { core: 'shipped', way: 'optimistic', block, workers } as const;
  const failure = await exploreSome(await explorerOf(scene), 40);
  expect(failure?.problem, failure && formatSeed(scene, failure.moves)).toBeUndefined();
});

test('a schedule repeats, step for step', async () => {
  const scene = { core: 'shipped', way: 'optimistic', block: 'relay', workers: 3 } as const;
  const explorer = await explorerOf(scene);
  await explorer.run(randomly(7));
  const { moves, steps } = explorer.pool.machine;
  expect(moves.length).toBeGreaterThan(10);
  await explorer.run(following(moves));
  expect(explorer.pool.machine.steps).toBe(steps);
  expect(explorer.pool.machine.moves).toEqual(moves);
});
