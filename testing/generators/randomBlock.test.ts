import { describe, expect, test } from 'vitest';
import { leastGasLimit } from './intrinsicGas.ts';
import { coveredHardforks, randomBlock, randomOptions } from './randomBlock.ts';

describe.each(coveredHardforks)('%s', (hardfork) => {
  const { block } = randomBlock(5, { transactions: 300, keys: 10, hardfork });

  test('the same seed gives the same block', () => {
    expect(randomBlock(5, { transactions: 300, keys: 10, hardfork }).block).toEqual(block);
  });

  test('every gas limit suffices and every price pays the base fee', () => {
    for (const tx of block.transactions) {
      expect(tx.gasLimit).toBeGreaterThanOrEqual(leastGasLimit(tx, block));
      expect(tx.maxFeePerGas).toBeGreaterThanOrEqual(block.header.baseFeePerGas ?? 0n);
    }
  });

  test('the block has room for all of them', () => {
    const sum = block.transactions.reduce((gas, tx) => gas + tx.gasLimit, 0n);
    expect(sum).toBeLessThanOrEqual(block.header.gasLimit);
  });

  test('nonces of a sender rise', () => {
    const last = new Map<string, bigint>();
    for (const { from, nonce } of block.transactions) {
      expect(nonce).toBeGreaterThan(last.get(from!) ?? -1n);
      last.set(from!, nonce);
    }
  });
});

test('transactions of every type appear', () => {
  const { block } = randomBlock(1, { transactions: 1000, keys: 20, hardfork: 'prague' });
  expect([...new Set(block.transactions.map((tx) => tx.type))].sort()).toEqual([0, 1, 2, 3, 4]);
});

test('seeds spread over hardforks, sizes and keys', () => {
  const all = Array.from({ length: 200 }, (_, seed) => randomOptions(seed));
  expect(new Set(all.map((options) => options.hardfork)).size).toBe(coveredHardforks.length);
  expect(Math.max(...all.map((options) => options.transactions))).toBeGreaterThan(1500);
  expect(Math.min(...all.map((options) => options.keys))).toBe(2);
});
