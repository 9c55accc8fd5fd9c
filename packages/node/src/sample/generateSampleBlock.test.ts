import { expect, test } from 'vitest';
import { contracts } from './contracts.generated.ts';
import { generateSampleBlock } from './generateSampleBlock.ts';
import { callData } from './words.ts';

test('the same seed gives the same block, another seed another', () => {
  const once = generateSampleBlock({ transactions: 50, seed: 7 });
  const again = generateSampleBlock({ transactions: 50, seed: 7 });
  expect(again.block).toEqual(once.block);
  expect(again.state.stateRoot()).toBe(once.state.stateRoot());
  expect(generateSampleBlock({ transactions: 50, seed: 8 }).block).not.toEqual(once.block);
});

test('amounts are amounts, and weights once a total is given', () => {
  expect(generateSampleBlock({ ethTransfers: 7, nftMints: 3 }).block.transactions).toHaveLength(10);
  const { transactions } = generateSampleBlock({ ethTransfers: 2, nftMints: 1, transactions: 31 }).block;
  const mints = transactions.filter((tx) => tx.data === callData(contracts.Collectible.selectors['mint()']));
  expect([transactions.length, mints.length]).toEqual([31, 10]);
});

test('full contention sends every transfer to a few popular accounts', () => {
  const recipients = (contention: number) =>
    new Set(generateSampleBlock({ ethTransfers: 200, contention }).block.transactions.map((tx) => tx.to))
      .size;
  expect(recipients(0)).toBe(200);
  expect(recipients(1)).toBe(4);
});

test('a header has the fields of its hardfork', () => {
  const headerOf = (hardfork: 'london' | 'cancun') =>
    generateSampleBlock({ transactions: 1, hardfork }).block.header;
  expect(headerOf('london')).not.toHaveProperty('withdrawalsRoot');
  expect(headerOf('cancun')).toMatchObject({ excessBlobGas: 0n });
});

test.each([
  [{ contention: 2 }, 'contention must be from 0 to 1, not 2'],
  [{ tokens: 0 }, 'tokens must be a whole number from 1, not 0'],
  [{ transactions: -1 }, 'transactions must be 0 or more, not -1'],
  [{ ethTransfers: 1.5 }, 'ethTransfers must be a whole number, not 1.5'],
  [{ hardfork: 'berlin' }, 'a sample block needs a hardfork from london on, not berlin'],
] as const)('refuses %o', (options, message) => {
  expect(() => generateSampleBlock(options)).toThrow(message);
});
