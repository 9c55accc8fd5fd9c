import { expect, test } from 'vitest';
import type { Address, Block, Transaction } from '../types.ts';
import { groupByAffinity } from './affinity.ts';
import { shareOut } from './shareOut.ts';

const address = (i: number): Address => `0x${'ab'.repeat(16)}${i.toString(16).padStart(8, '0')}`;
const word = (of: Address) => of.slice(2).padStart(64, '0');
const call = (from: number, to: number, ...named: number[]) => ({
  from: address(from),
  to: address(to),
  gasLimit: 100_000n,
  data: `0x12345678${named.map((i) => word(address(i))).join('')}`,
  accessList: [],
  authorizationList: [],
});
const blockOf = (transactions: object[]) =>
  ({
    header: { beneficiary: address(999) },
    transactions: transactions as unknown as Transaction[],
  }) as Block;

test('holders of one token are shared out, and the token is split', () => {
  const transfers = Array.from({ length: 96 }, (_, i) => call(1000 + i, 1, 2000 + i));
  const { homes, places, workers } = groupByAffinity(blockOf(transfers), 2);
  expect(workers).toBe(2);
  expect(homes.reduce((sum, home) => sum + home, 0)).toBe(48);
  expect(places.get(address(1))?.isSplit).toBe(true);
  transfers.forEach(({ from }, i) => {
    expect(places.get(from)).toEqual({ owner: homes[i], isSplit: false });
  });
});

test('swaps on one pair stay together, though the router is hot', () => {
  const swaps = Array.from({ length: 50 }, (_, i) => call(1000 + i, 1, 7, 8));
  expect(groupByAffinity(blockOf(swaps), 2).workers).toBe(1);
});

test('swaps on many pairs are shared out by pair', () => {
  const swaps = Array.from({ length: 60 }, (_, i) => call(1000 + i, 1, 10 + (i % 6), 20 + (i % 6)));
  const { homes, workers } = groupByAffinity(blockOf(swaps), 2);
  expect(workers).toBe(2);
  for (let i = 6; i < 60; i++) expect(homes[i]).toBe(homes[i % 6]);
  expect(homes.reduce((sum, home) => sum + home, 0)).toBe(30);
});

test('calls of a hot contract that name nobody else stay together', () => {
  const calls = Array.from({ length: 20 }, (_, i) => call(1000 + i, 1));
  expect(groupByAffinity(blockOf(calls), 4).workers).toBe(1);
});

test('the beneficiary always has an owner', () => {
  expect(groupByAffinity(blockOf([call(1, 2)]), 2).places.has(address(999))).toBe(true);
});

test('the heaviest group goes to who has least, and nobody is left a gap', () => {
  const { workerOf, workers, groups, largest } = shareOut([5, 5, 6, 7], [10, 10, 15, 1], 4);
  expect([groups, largest, workers]).toEqual([3, 20, 3]);
  expect([...new Set(workerOf.values())].sort()).toEqual([0, 1, 2]);
});
