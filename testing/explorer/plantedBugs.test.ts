import { expect, test } from 'vitest';
import { applyPatch } from './compileCore.ts';
import { Explorer } from './explorer.ts';
import { plantedBugs } from './plantedBugs.ts';
import { exploreSome } from './search.ts';
import { formatSeed, parseSeed, subjectOf } from './seed.ts';

/** The rarest of them shows once in some hundred schedules. */
const MOST_SCHEDULES = 5000;

test.each(Object.entries(plantedBugs))('finds %s', async (core, { block }) => {
  const scene = { core, way: 'optimistic', block, workers: 2 } as const;
  const explorer = await Explorer.create(await subjectOf(scene));
  const failure = await exploreSome(explorer, MOST_SCHEDULES);
  expect(failure, 'no schedule went wrong').toBeDefined();

  const seed = formatSeed(scene, failure!.moves);
  const again = parseSeed(seed);
  expect(again.scene).toEqual(scene);
  expect(await explorer.run(again.controller()), seed).toEqual(failure);
});

test('a patch whose text is gone, or stands twice, is refused', () => {
  const patch = { file: 'a.ts', replace: 'old', by: 'new' };
  expect(applyPatch('an old text', patch)).toBe('an new text');
  expect(() => applyPatch('a text', patch)).toThrow('contains 0 times');
  expect(() => applyPatch('old and old', patch)).toThrow('contains 2 times');
  expect(() => applyPatch(undefined, patch)).toThrow('a.ts');
});
