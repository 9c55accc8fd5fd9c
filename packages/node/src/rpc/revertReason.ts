/** What a contract says when it reverts, for people. */
import type { Hex } from '@heddle/engine';

/** Selectors of `Error(string)` and `Panic(uint256)`, which Solidity's require and assert use. */
const ERROR_SELECTOR = '0x08c379a0';
const PANIC_SELECTOR = '0x4e487b71';

/** Solidity's panic codes, in geth's words. */
const panics: Readonly<Record<string, string>> = {
  '0': 'generic panic',
  '1': 'assert(false)',
  '17': 'arithmetic underflow or overflow',
  '18': 'division or modulo by zero',
  '33': 'enum overflow',
  '34': 'invalid encoded storage byte array accessed',
  '49': 'out-of-bounds array access; popping on an empty array',
  '50': 'out-of-bounds access of an array or bytesN',
  '65': 'out of memory',
  '81': 'uninitialized function',
};

const WORD_DIGITS = 64;

/** The reason in the output of a revert; undefined for an error of the contract's own or none. */
export function revertReason(output: Hex): string | undefined {
  const words = output.slice(10);
  if (output.startsWith(PANIC_SELECTOR) && words.length >= WORD_DIGITS) {
    const code = BigInt(`0x${words.slice(0, WORD_DIGITS)}`);
    return panics[code.toString()] ?? `unknown panic code: 0x${code.toString(16)}`;
  }
  return output.startsWith(ERROR_SELECTOR) ? abiString(words) : undefined;
}

/** The one string that ABI-encoded words hold, undefined where they are malformed. */
function abiString(words: string): string | undefined {
  const bytes = Buffer.from(words, 'hex');
  const offset = smallWordAt(bytes, 0);
  const length = offset === undefined ? undefined : smallWordAt(bytes, offset);
  if (offset === undefined || length === undefined) return undefined;
  const start = offset + 32;
  return start + length <= bytes.length ? bytes.toString('utf8', start, start + length) : undefined;
}

/** The word at a place if it is there and below the number of bytes: no offset or length is above that. */
function smallWordAt(bytes: Buffer, at: number): number | undefined {
  if (at + 32 > bytes.length) return undefined;
  const value = BigInt(`0x${bytes.toString('hex', at, at + 32)}`);
  return value < BigInt(bytes.length) ? Number(value) : undefined;
}
