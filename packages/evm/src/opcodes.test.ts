import { expect, test } from 'vitest';
import { hardforks, isAtLeast } from './hardforks.ts';
import { gasAt } from './instructionTable.ts';
import { opcodes } from './opcodes.ts';

test('every opcode has a byte and a name of its own', () => {
  expect(new Set(opcodes.map(({ code }) => code)).size).toBe(opcodes.length);
  expect(new Set(opcodes.map(({ name }) => name)).size).toBe(opcodes.length);
});

test('stack effects fit their runs', () => {
  for (const { code, name, takes, gives } of opcodes) {
    if (/^PUSH\d/.test(name)) expect([name, takes, gives]).toEqual([`PUSH${code - 0x5f}`, 0, 1]);
    if (/^DUP\d/.test(name))
      expect([name, takes, gives]).toEqual([`DUP${code - 0x7f}`, code - 0x7f, code - 0x7e]);
    if (/^SWAP\d/.test(name))
      expect([name, takes, gives]).toEqual([`SWAP${code - 0x8f}`, code - 0x8e, code - 0x8e]);
    if (/^LOG/.test(name)) expect([name, takes, gives]).toEqual([`LOG${code - 0xa0}`, code - 0x9e, 0]);
  }
});

/** How many opcodes exist at the hardforks that brought some. */
test.each([
  ['frontier', 129],
  ['homestead', 130], // DELEGATECALL
  ['byzantium', 134], // RETURNDATASIZE, RETURNDATACOPY, STATICCALL, REVERT
  ['constantinople', 139], // SHL, SHR, SAR, EXTCODEHASH, CREATE2
  ['istanbul', 141], // CHAINID, SELFBALANCE
  ['london', 142], // BASEFEE
  ['shanghai', 143], // PUSH0
  ['cancun', 148], // TLOAD, TSTORE, MCOPY, BLOBHASH, BLOBBASEFEE
  ['osaka', 149], // CLZ
  ['amsterdam', 153], // SLOTNUM, DUPN, SWAPN, EXCHANGE
] as const)('%s has %i opcodes', (hardfork, count) => {
  const existing = opcodes.filter(({ since, name }) => isAtLeast(hardfork, since) && name !== 'INVALID');
  expect(existing.map(({ name }) => name)).toHaveLength(count);
});

test('prices change at the hardforks that say so', () => {
  const gas = (name: string) => {
    const opcode = opcodes.find((row) => row.name === name)!;
    const prices = hardforks
      .filter((fork) => isAtLeast(fork, opcode.since))
      .map((fork) => gasAt(opcode, fork));
    return prices.filter((price, i) => price !== prices[i - 1]);
  };
  expect(gas('SLOAD')).toEqual([50, 200, 800, 100]); // EIP-150, EIP-1884, EIP-2929
  expect(gas('BALANCE')).toEqual([20, 400, 700, 100]);
  expect(gas('EXTCODEHASH')).toEqual([400, 700, 100]);
  expect(gas('SELFDESTRUCT')).toEqual([0, 5000]);
  expect(gas('CREATE')).toEqual([32000, 9000]); // EIP-8037
  expect(gas('ADD')).toEqual([3]);
});
