import { expect, test } from 'vitest';
import { tipsAt } from './tips.ts';

const tips = [
  { tip: 1n, gasUsed: 25n },
  { tip: 2n, gasUsed: 25n },
  { tip: 9n, gasUsed: 50n },
];

test.each([
  [
    [0, 25, 26, 50, 51, 100],
    [1n, 1n, 2n, 2n, 9n, 9n],
  ],
  [[100], [9n]],
  [[], []],
])('at %j of the gas', (percentiles, expected) => {
  expect(tipsAt(percentiles, tips, 100n)).toEqual(expected);
});

test('of a block without transactions are zero', () => {
  expect(tipsAt([0, 50], [], 0n)).toEqual([0n, 0n]);
});

test('stay with the last transaction where gas was used beside them', () => {
  expect(tipsAt([100], tips, 1_000n)).toEqual([9n]);
});
