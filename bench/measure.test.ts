import { expect, test } from 'vitest';
import { alternate, geometricMean, median } from './measure.ts';

const { signal } = new AbortController();

test('sides take turns, the first round does not count, and slow sides go once', async () => {
  const order: string[] = [];
  const side = (name: string, ms: number[]) => ({
    name,
    run: async () => {
      order.push(name);
      return ms.shift();
    },
  });
  const result = await alternate([side('a', [99, 1, 3]), { ...side('b', [7]), once: true }], {
    repeat: 2,
    signal,
  });
  expect(order).toEqual(['a', 'a', 'b', 'a']);
  expect([...result]).toEqual([
    ['a', 2],
    ['b', 7],
  ]);
});

test('a side that cannot is not asked again', async () => {
  let asked = 0;
  const run = async () => {
    asked++;
    return undefined;
  };
  expect([...(await alternate([{ name: 'a', run }], { repeat: 3, signal }))]).toEqual([['a', undefined]]);
  expect(asked).toBe(1);
});

test('an interrupt ends it', async () => {
  const run = alternate([{ name: 'a', run: async () => 1 }], { repeat: 1, signal: AbortSignal.abort() });
  await expect(run).rejects.toThrow();
});

test('means', () => {
  expect(median([3, 1, 2])).toBe(2);
  expect(median([])).toBeUndefined();
  expect(geometricMean([2, 0.5])).toBe(1);
});
