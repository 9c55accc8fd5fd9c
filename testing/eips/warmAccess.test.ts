/** Access costs by what the transaction touched before (EIP-2929), and by what the hardforks before charged. */
import type { Hardfork } from '@heddle/evm';
import { expect, test } from 'vitest';
import { addressOf } from '../generators/cast.ts';
import { runCode } from './runCode.ts';

const other = addressOf(5, 0xab);

/** Gas of a source at each hardfork. */
const cases: [source: string, gas: Partial<Record<Hardfork, bigint>>][] = [
  [`${other} BALANCE POP`, { frontier: 20n, tangerineWhistle: 400n, istanbul: 700n, berlin: 2600n }],
  [`${other} BALANCE POP ${other} BALANCE POP`, { istanbul: 1400n + 5n, berlin: 2700n + 5n }],
  [`${other} EXTCODESIZE POP`, { frontier: 20n, tangerineWhistle: 700n, berlin: 2600n }],
  ['1 SLOAD POP', { frontier: 50n, tangerineWhistle: 200n, istanbul: 800n, berlin: 2100n }],
  ['1 SLOAD POP 1 SLOAD POP', { istanbul: 1600n + 5n, berlin: 2200n + 5n }],
  ['ADDRESS BALANCE POP', { berlin: 100n - 1n }], // ADDRESS costs one less than a PUSH
  ['COINBASE BALANCE POP', { london: 2600n - 1n, shanghai: 100n - 1n }], // EIP-3651
  ['2 BALANCE POP', { berlin: 100n }], // a precompile is warm
];

const rows = cases.flatMap(([source, gas]) =>
  Object.entries(gas).map(([hardfork, price]) => [source, hardfork as Hardfork, price + 3n + 2n] as const),
);

test.each(rows)('%s in %s costs %i', async (source, hardfork, gas) => {
  expect(await runCode(source, hardfork)).toMatchObject({ succeeded: true, gas });
});
