/** The scheduler as shipped under many schedules. HEDDLE_EXPLORE_BLOCKS says how many random blocks (default 3). */
import { expect, test } from 'vitest';
import { blockNames, offerNames } from './blocks.ts';
import { following, randomly } from './controllers.ts';
import { exploreAll } from './exhaustive.ts';
import { Explorer } from './explorer.ts';
import { exploreSome } from './search.ts';
import { formatSeed, type Scene, subjectOf } from './seed.ts';
import { wayNames } from './ways.ts';

async function explorerOf(scene: Scene): Promise<Explorer> {
  return Explorer.create(await subjectOf(scene));
}

const thorough = [
  ...blockNames.map((block) => ({ block, way: 'optimistic' })),
  ...offerNames.map((block) => ({ block, way: 'building' })),
];

test.each(thorough)('$block: all schedules of two workers with one preemption', async ({ block, way }) => {
  const scene = { core: 'shipped', way, block, workers: 2 };
  const { failure, isComplete, schedules } = await exploreAll(await explorerOf(scene), 1);
  expect(failure?.problem, failure && formatSeed(scene, failure.moves)).toBeUndefined();
  expect(isComplete).toBe(true);
  expect(schedules).toBeGreaterThan(100);
});

const count = Number(process.env.HEDDLE_EXPLORE_BLOCKS ?? 3);
/** Small and large, of 2 to 4 workers. */
const randomBlocks = Array.from({ length: count }, (_, i) => ({
  block: `random-${i}-${6 + i * 6}-${2 + (i % 4)}`,
  workers: 2 + (i % 3),
}));
const blocks = [...blockNames.map((block) => ({ block, workers: 2 })), ...randomBlocks];
const offered = offerNames.map((block) => ({ core: 'shipped', way: 'building', block, workers: 3 }));
const scenes = [
  ...wayNames.flatMap((way) => blocks.map((one) => ({ core: 'shipped', way, ...one }))),
  ...offered,
];

test.each(scenes)('$way: $block under some schedules of $workers workers', async (scene) => {
  const failure = await exploreSome(await explorerOf(scene), 30);
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
