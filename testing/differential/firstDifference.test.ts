import { expect, test } from 'vitest';
import { firstDifference } from './firstDifference.ts';

test('equal trees have no difference', () => {
  const tree = () => ({ a: [1n, { b: new Uint8Array([1, 2]) }], c: undefined });
  expect(firstDifference(tree(), tree())).toBeUndefined();
});

test.each([
  [{ a: [1n, 2n] }, { a: [1n, 3n] }, { path: 'a.1', expected: 2n, actual: 3n }],
  [{ a: [1n] }, { a: [1n, 3n] }, { path: 'a.1', expected: undefined, actual: 3n }],
  [{ a: null }, { a: {} }, { path: 'a', expected: null, actual: {} }],
  [{ a: new Uint8Array([1]) }, { a: new Uint8Array([2]) }, { path: 'a.0', expected: 1, actual: 2 }],
])('%o against %o', (expected, actual, difference) => {
  expect(firstDifference(expected, actual)).toEqual(difference);
});
