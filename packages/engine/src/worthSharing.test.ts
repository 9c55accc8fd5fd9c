import { expect, test } from 'vitest';
import type { Block, Transaction } from './types.ts';
import { isWorthSharing } from './worthSharing.ts';

function blockOf(
  transactions: Partial<Transaction>[],
  gasUsed: bigint,
): Pick<Block, 'header' | 'transactions'> {
  return { header: { gasUsed } as Block['header'], transactions: transactions as Transaction[] };
}

const transfer = { to: '0x01', data: '0x', gasLimit: 21_000n } as const;
const call = { to: '0x01', data: '0xa9059cbb', gasLimit: 200_000n } as const;

test.each([
  ['no transactions', [], 0n, false],
  ['1,000 transfers', Array(1000).fill(transfer), 21_000_000n, false],
  ['100 calls of 10 Mgas in all', Array(100).fill(call), 10_000_000n, true],
  ['100 calls of 1 Mgas in all', Array(100).fill(call), 1_000_000n, false],
  ['three calls of 30 Mgas in all: too few to share', Array(3).fill(call), 30_000_000n, false],
  ['100 calls of unknown gas, by their limits', Array(100).fill(call), 0n, true],
])('%s', (_, transactions, gasUsed, expected) => {
  expect(isWorthSharing(blockOf(transactions, gasUsed))).toBe(expected);
});
