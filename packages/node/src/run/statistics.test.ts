import { expect, test } from 'vitest';
import { digestOf } from './digest.ts';
import { arithmeticMean, geometricMean, median } from './statistics.ts';

test('median and means', () => {
  expect(median([3, 1, 2])).toBe(2);
  expect(median([4, 1, 2, 3])).toBe(2.5);
  expect(geometricMean([2, 0.5])).toBeCloseTo(1);
  expect(geometricMean([])).toBeNaN();
  expect(arithmeticMean([1, 2, 6])).toBe(3);
});

test('a digest tells apart what differs only in type or bytes', () => {
  const values = [1n, '1', 2n, new Uint8Array([1]), '01', [1n], { a: 1n }, null];
  expect(new Set(values.map(digestOf)).size).toBe(values.length);
  expect(digestOf({ code: [['0x', new Uint8Array([1, 2])]] })).toBe(
    digestOf({ code: [['0x', Buffer.from([1, 2])]] }),
  );
});
