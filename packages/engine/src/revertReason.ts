/** What a revert says, when it says it the way Solidity does. */
import { fromHex } from './bytes.ts';
import type { Hex } from './types.ts';

/** Selectors of Error(string) and Panic(uint256). */
const ERROR = '0x08c379a0';
const PANIC = '0x4e487b71';
const WORD = 32;

/** Meaning of a panic code (Solidity documentation, "Panic via assert and Error via require"), in geth's words. */
const panics = new Map<bigint, string>([
  [0x00n, 'generic panic'],
  [0x01n, 'assert(false)'],
  [0x11n, 'arithmetic underflow or overflow'],
  [0x12n, 'division or modulo by zero'],
  [0x21n, 'enum overflow'],
  [0x22n, 'invalid encoded storage byte array accessed'],
  [0x31n, 'out-of-bounds array access; popping on an empty array'],
  [0x32n, 'out-of-bounds access of an array or bytesN'],
  [0x41n, 'out of memory'],
  [0x51n, 'uninitialized function'],
]);

/** The sentence in the output of a revert: the text of Error(string), or what a Panic(uint256) means; undefined for anything else. */
export function revertReason(output: Hex): string | undefined {
  if (output.startsWith(PANIC)) return panicText(output);
  if (!output.startsWith(ERROR)) return undefined;
  const bytes = fromHex(output).subarray(4);
  const at = uintAt(bytes, 0);
  const length = at === undefined ? undefined : uintAt(bytes, at);
  if (at === undefined || length === undefined || at + WORD + length > bytes.length) return undefined;
  return Buffer.from(bytes.subarray(at + WORD, at + WORD + length)).toString('utf8');
}

function panicText(output: Hex): string | undefined {
  const digits = output.slice(PANIC.length, PANIC.length + 2 * WORD);
  if (digits.length !== 2 * WORD) return undefined;
  const code = BigInt(`0x${digits}`);
  return panics.get(code) ?? `unknown panic code: 0x${code.toString(16)}`;
}

/** The word at an offset as a length or offset within the bytes; undefined when it is none. */
function uintAt(bytes: Uint8Array, at: number): number | undefined {
  if (at + WORD > bytes.length) return undefined;
  const value = BigInt(`0x${Buffer.from(bytes.subarray(at, at + WORD)).toString('hex')}`);
  return value <= BigInt(bytes.length) ? Number(value) : undefined;
}
