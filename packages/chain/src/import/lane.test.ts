import { expect, test } from 'vitest';
import { Lane } from './lane.ts';

const turn = () => new Promise((resolve) => setImmediate(resolve));

test('tasks run one at a time, in order, whatever became of those before', async () => {
  const lane = new Lane();
  const log: string[] = [];
  const task = (name: string, fails = false) =>
    lane.run(async () => {
      log.push(`${name} begins`);
      await turn();
      log.push(`${name} ends`);
      if (fails) throw new Error(name);
      return name;
    });
  const results = await Promise.allSettled([task('a'), task('b', true), task('c')]);
  expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  expect(log).toEqual(['a begins', 'a ends', 'b begins', 'b ends', 'c begins', 'c ends']);
});

test('drained waits for what is in the lane', async () => {
  const lane = new Lane();
  let hasEnded = false;
  lane.run(async () => {
    await turn();
    hasEnded = true;
  });
  await lane.drained();
  expect(hasEnded).toBe(true);
});
