/** Gas of storage writes by what the slot held before, by the tables of EIP-1283, EIP-2200 and EIP-3529. */
import type { Hardfork } from '@heddle/evm';
import { expect, test } from 'vitest';
import { word } from '../generators/cast.ts';
import { runCode, runner } from './runCode.ts';

/** Original value of slot 0, the values written, and the gas used and refunded. */
type Row = [original: bigint, values: number[], used: bigint, refund: bigint];

const netGas: Row[] = [
  [0n, [0, 0], 1_612n, 0n],
  [0n, [0, 1], 20_812n, 0n],
  [0n, [1, 0], 20_812n, 19_200n],
  [0n, [1, 2], 20_812n, 0n],
  [0n, [1, 1], 20_812n, 0n],
  [1n, [0, 0], 5_812n, 15_000n],
  [1n, [0, 1], 5_812n, 4_200n],
  [1n, [0, 2], 5_812n, 0n],
  [1n, [2, 0], 5_812n, 15_000n],
  [1n, [2, 3], 5_812n, 0n],
  [1n, [2, 1], 5_812n, 4_200n],
  [1n, [1, 0], 5_812n, 15_000n],
  [0n, [1, 0, 1], 40_818n, 19_200n],
  [1n, [0, 1, 0], 10_818n, 19_200n],
];

const netGasSmallRefund: Row[] = [
  [0n, [0, 0], 2_312n, 0n],
  [0n, [0, 1], 22_212n, 0n],
  [0n, [1, 0], 22_212n, 19_900n],
  [0n, [1, 2], 22_212n, 0n],
  [1n, [0, 0], 5_112n, 4_800n],
  [1n, [0, 1], 5_112n, 2_800n],
  [1n, [2, 0], 5_112n, 4_800n],
  [1n, [2, 1], 5_112n, 2_800n],
  [1n, [1, 0], 5_112n, 4_800n],
  [0n, [1, 0, 1], 42_218n, 19_900n],
  [1n, [0, 1, 0], 8_018n, 7_600n],
];

const plain: Row[] = [
  [0n, [1], 20_006n, 0n],
  [0n, [0], 5_006n, 0n],
  [1n, [2], 5_006n, 0n],
  [1n, [0], 5_006n, 15_000n],
  [0n, [1, 0], 25_012n, 15_000n],
];

const tables: [Hardfork, bigint, Row[]][] = [
  ['homestead', 2n, plain],
  ['petersburg', 2n, plain], // EIP-1283 was taken back
  ['istanbul', 2n, netGas],
  ['london', 5n, netGasSmallRefund],
];

const rows = tables.flatMap(([hardfork, divisor, table]) =>
  table.map(
    ([original, values, used, refund]) => [hardfork, original, values, used, refund, divisor] as const,
  ),
);

test.each(rows)(
  '%s: %i, then %j uses %i and gives back %i',
  async (hardfork, original, values, used, refund, divisor) => {
    const source = values.map((value) => `${value} 0 SSTORE`).join(' ');
    const storage = new Map(original === 0n ? [] : [[word(0n), original]]);
    const { succeeded, gas } = await runCode(source, hardfork, { [runner]: { storage } });
    const cap = (used + 21_000n) / divisor;
    expect({ succeeded, gas }).toEqual({ succeeded: true, gas: used - (refund < cap ? refund : cap) });
  },
);
