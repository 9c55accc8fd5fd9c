import { expect, test } from 'vitest';
import { independent } from './handMade.ts';
import { retime } from './retime.ts';

test('an interruption of one run does not count', () => {
  const run = (...times: number[]) => times.map((ms) => ({ startMs: 1, endMs: 1 + ms }));
  const { transactions } = retime(independent(2), [run(2, 50), run(3, 4), run(90, 5)]);
  expect(transactions.map(({ ms }) => ms)).toEqual([3, 5]);
});
