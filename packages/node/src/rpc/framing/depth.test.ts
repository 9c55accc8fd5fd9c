import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isDeeperThan } from './depth.ts';

/** Depth as one would define it. */
function depthOf(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  return 1 + Math.max(0, ...Object.values(value).map(depthOf));
}

test('finds the depth of any JSON', () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 6 }), (value) => {
      const [text, depth] = [JSON.stringify(value), depthOf(value)];
      expect(isDeeperThan(depth, text)).toBe(false);
      if (depth > 0) expect(isDeeperThan(depth - 1, text)).toBe(true);
    }),
    { seed: 11, numRuns: 500 },
  );
});

test.each([
  ['{"a":"[[[[[["}', 1],
  ['["\\"[[[",[]]', 2],
  ['["\\\\",[[]]]', 3],
  ['["\\\\\\"[[[[["]', 1],
])('does not count brackets in strings: %s', (text, depth) => {
  expect(isDeeperThan(depth, text)).toBe(false);
  expect(isDeeperThan(depth - 1, text)).toBe(true);
});

test('takes a string that does not end for one', () => {
  expect(isDeeperThan(1, `{"${'['.repeat(100)}`)).toBe(false);
});

test('takes linear time', () => {
  const begun = performance.now();
  isDeeperThan(64, '"\\'.repeat(2_000_000));
  isDeeperThan(64, `"${'\\'.repeat(4_000_000)}`);
  isDeeperThan(1e9, '['.repeat(4_000_000));
  expect(performance.now() - begun).toBeLessThan(2_000);
});
