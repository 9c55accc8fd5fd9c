/**
 * Random and adversarial blocks, executed by every mechanism and compared with serial execution. More of them:
 * `node testing/differential/manyBlocks.mjs --help`.
 */
import { afterAll, describe, expect, test } from 'vitest';
import { blockOfSeed, families } from './blockOfSeed.ts';
import { Comparator } from './comparison.ts';
import { oneSchedulePerMechanism } from './schedules.ts';
import { foundSeeds } from './seeds.ts';

/** Eight rounds of the adversarial kinds. Some 10 s per mechanism on two cores (2026-11). */
const SEEDS = { random: 40, adversarial: 152 };

const comparator = new Comparator();
afterAll(() => comparator.close());

describe.each(families)('%s', (family) => {
  const seeds = new Set([...foundSeeds(family), ...Array.from({ length: SEEDS[family] }, (_, seed) => seed)]);
  test.each([...seeds])('block of seed %i', async (seed) => {
    const { block, state, title } = blockOfSeed(family, seed);
    const { found } = await comparator.compare(block, state, oneSchedulePerMechanism(seed));
    expect(found, title).toBeUndefined();
  });
});
