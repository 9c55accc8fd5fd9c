import { expect, test } from 'vitest';
import { hardforks, isAtLeast } from './hardforks.ts';
import { instructionTable } from './instructionTable.ts';
import { opcodes } from './opcodes.ts';

/** Whether the core's loop lets an opcode run on a stack of so many words: the comparison it makes. */
function runsOn(table: BigUint64Array, code: number, words: number): boolean {
  const row = table[code]!;
  const least = Number((row >> 16n) & 0xffffn);
  const range = Number(row >> 32n);
  return (words * 32 - least) >>> 0 <= range;
}

test('an opcode runs on the stacks between underflow and overflow', () => {
  const table = instructionTable('amsterdam');
  for (const { code, name, takes, gives } of opcodes) {
    const grows = Math.max(gives - takes, 0);
    expect([name, runsOn(table, code, takes)]).toEqual([name, true]);
    expect([name, runsOn(table, code, 1024 - grows)]).toEqual([name, true]);
    if (takes > 0) expect([name, runsOn(table, code, takes - 1)]).toEqual([name, false]);
    if (grows > 0) expect([name, runsOn(table, code, 1024)]).toEqual([name, false]);
  }
});

test('an opcode that does not exist yet runs on no stack', () => {
  for (const hardfork of hardforks) {
    const table = instructionTable(hardfork);
    const existing = new Set(
      opcodes.filter(({ since }) => isAtLeast(hardfork, since)).map(({ code }) => code),
    );
    for (let code = 0; code < 256; code++) {
      if (existing.has(code)) continue;
      for (const words of [0, 1, 7, 1024])
        expect([hardfork, code, runsOn(table, code, words)]).toEqual([hardfork, code, false]);
    }
  }
});
