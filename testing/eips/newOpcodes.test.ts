/** Opcodes that came after Frontier: undefined before their hardfork, and what they cost from then on. */
import type { Hardfork } from '@heddle/evm';
import { expect, test } from 'vitest';
import { runCode } from './runCode.ts';

const PUSH = 3n;

/** Source, the hardfork before, the one with it, gas of all of it there. */
const cases: [source: string, before: Hardfork, since: Hardfork, gas: bigint][] = [
  ['1 1 SHL POP', 'byzantium', 'constantinople', 2n * PUSH + 3n + 2n], // EIP-145
  ['1 1 SHR POP', 'byzantium', 'constantinople', 2n * PUSH + 3n + 2n],
  ['1 1 SAR POP', 'byzantium', 'constantinople', 2n * PUSH + 3n + 2n],
  ['0x99 EXTCODEHASH POP', 'byzantium', 'constantinople', PUSH + 400n + 2n], // EIP-1052
  ['0 0 0 0 CREATE2 POP', 'byzantium', 'constantinople', 4n * PUSH + 32_000n + 2n], // EIP-1014
  ['RETURNDATASIZE POP', 'spuriousDragon', 'byzantium', 4n], // EIP-211
  ['0 0 0 RETURNDATACOPY', 'spuriousDragon', 'byzantium', 3n * PUSH + 3n],
  ['CHAINID POP', 'petersburg', 'istanbul', 4n], // EIP-1344
  ['SELFBALANCE POP', 'petersburg', 'istanbul', 5n + 2n], // EIP-1884
  ['BASEFEE POP', 'berlin', 'london', 4n], // EIP-3198
  ['PUSH0 POP', 'paris', 'shanghai', 4n], // EIP-3855
  ['0 TLOAD POP', 'shanghai', 'cancun', PUSH + 100n + 2n], // EIP-1153
  ['1 0 TSTORE', 'shanghai', 'cancun', 2n * PUSH + 100n],
  ['33 0 32 MCOPY', 'shanghai', 'cancun', 3n * PUSH + 3n + 3n * 2n + 3n * 3n], // EIP-5656: two words, memory of three
  ['0 BLOBHASH POP', 'shanghai', 'cancun', PUSH + 3n + 2n], // EIP-4844
  ['BLOBBASEFEE POP', 'shanghai', 'cancun', 4n], // EIP-7516
  ['1 CLZ POP', 'prague', 'osaka', PUSH + 5n + 2n], // EIP-7939
  ['SLOTNUM POP', 'bpo2', 'amsterdam', 4n], // EIP-7843
];

test.each(cases)('%s: undefined in %s, exact gas in %s', async (source, before, since, gas) => {
  expect(await runCode(source, before)).toMatchObject({ succeeded: false, gas: 1_000_000n });
  expect(await runCode(source, since)).toMatchObject({ succeeded: true, gas });
});
