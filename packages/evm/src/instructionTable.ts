import { type Hardfork, isAtLeast } from './hardforks.ts';
import { type Opcode, opcodes } from './opcodes.ts';

/** Bytes of a word on the stack, and words that fit. */
const WORD_BYTES = 32;
const STACK_WORDS = 1024;

/** Gas of a row at a hardfork. */
export function gasAt({ gas, repriced = [] }: Opcode, hardfork: Hardfork): number {
  return repriced.reduce((price, [since, then]) => (isAtLeast(hardfork, since) ? then : price), gas);
}

/**
 * The core's table for a hardfork: 256 words of gas (16 bits), stack bytes taken (16) and the highest
 * stack in bytes before the opcode, less those (32). An undefined opcode takes more than any stack holds.
 */
export function instructionTable(hardfork: Hardfork): BigUint64Array {
  const table = new BigUint64Array(256).fill(0xffffn << 16n);
  for (const opcode of opcodes) {
    if (!isAtLeast(hardfork, opcode.since)) continue;
    const least = opcode.takes * WORD_BYTES;
    const most = (STACK_WORDS - opcode.gives + opcode.takes) * WORD_BYTES;
    const range = Math.min(most, STACK_WORDS * WORD_BYTES) - least;
    table[opcode.code] = BigInt(gasAt(opcode, hardfork)) | (BigInt(least) << 16n) | (BigInt(range) << 32n);
  }
  return table;
}
