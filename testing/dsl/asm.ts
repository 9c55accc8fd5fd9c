import type { Hex } from '@heddle/engine';
import { opcodes } from './opcodes.ts';

/** Code and the places that its source names. */
export interface Assembled {
  code: Hex;
  /** Byte offset of the JUMPDEST of each label. */
  labels: ReadonlyMap<string, number>;
}

/**
 * Assembles words separated by white space:
 * - a mnemonic (`SLOAD`) is that opcode;
 * - a number (`32`, `0xff`) is the shortest PUSH of it, PUSH1 for zero, so that it runs under every hardfork;
 * - `#8f` is that byte, for what stands behind an opcode;
 * - `name:` is a JUMPDEST called so, and `@name` pushes its offset in two bytes.
 * @throws {Error} for a word that is none of these, and for a label that is missing or defined twice.
 */
export function asm(source: string): Assembled {
  const bytes: number[] = [];
  const labels = new Map<string, number>();
  const uses: { name: string; at: number }[] = [];
  for (const word of source.split(/\s+/).filter(Boolean)) {
    if (word.endsWith(':')) {
      defineLabel(labels, word.slice(0, -1), bytes.length);
      bytes.push(opcodes.get('JUMPDEST')!);
    } else if (word.startsWith('@')) {
      uses.push({ name: word.slice(1), at: bytes.length + 1 });
      bytes.push(opcodes.get('PUSH2')!, 0, 0);
    } else if (word.startsWith('#')) {
      bytes.push(Number.parseInt(word.slice(1), 16));
    } else {
      bytes.push(...(/^\d/.test(word) ? pushOf(BigInt(word)) : [opcodeOf(word)]));
    }
  }
  for (const { name, at } of uses) {
    const target = labels.get(name);
    if (target === undefined) throw new Error(`asm: no label ${name}`);
    bytes[at] = target >> 8;
    bytes[at + 1] = target & 0xff;
  }
  return { code: `0x${Buffer.from(bytes).toString('hex')}`, labels };
}

function defineLabel(labels: Map<string, number>, name: string, offset: number): void {
  if (labels.has(name)) throw new Error(`asm: label ${name} is defined twice`);
  labels.set(name, offset);
}

function pushOf(value: bigint): number[] {
  const digits = value.toString(16);
  const bytes = Buffer.from(digits.padStart(digits.length + (digits.length % 2), '0'), 'hex');
  if (bytes.length > 32) throw new Error(`asm: ${value} does not fit 32 bytes`);
  return [opcodes.get('PUSH1')! + bytes.length - 1, ...bytes];
}

function opcodeOf(word: string): number {
  const opcode = opcodes.get(word);
  if (opcode === undefined) throw new Error(`asm: unknown word ${word}`);
  return opcode;
}
