import { rulesOf } from '@heddle/evm';
import { expect, test } from 'vitest';
import type { Header } from '../types.ts';
import { difficultyAfter } from './difficulty.ts';

/** Of block `number` with Homestead's rules, ten seconds after a parent of that difficulty. */
function difficultyOf(number: bigint, difficulty: bigint): bigint {
  const parent = { number: number - 1n, difficulty, timestamp: 0n } as Header;
  return difficultyAfter(parent, 10n, rulesOf('homestead'));
}

test('the bomb doubles with every 100,000 blocks, from the second time on', () => {
  const bombs = [199_999n, 200_000n, 299_999n, 300_000n, 1_000_000n];
  expect(bombs.map((number) => difficultyOf(number, 1_000_000n) - 1_000_000n)).toEqual([
    0n,
    1n,
    1n,
    2n,
    256n,
  ]);
});

test('what the bomb adds counts towards the minimum', () => {
  expect(difficultyOf(900_000n, 1_000n)).toBe(131_072n);
  expect(difficultyOf(4_270_000n, 1_000n)).toBe(2n ** 40n + 1_000n);
});
