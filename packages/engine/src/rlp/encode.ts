/**
 * Recursive Length Prefix, writing (Ethereum yellow paper, appendix B).
 *
 * The encoding is built as a string of hexadecimal digits and turned into bytes once: our values are hex
 * strings and bigints already, and V8 joins strings faster than it allocates small byte arrays.
 */
import { fromHex, toHex } from '../bytes.ts';
import type { Hex } from '../types.ts';

/** What can be written: bytes (as hex or raw), unsigned integers (big-endian, no leading zeros), and lists. */
export type RlpInput = Hex | Uint8Array | bigint | readonly RlpInput[];

/** The RLP of `input` as bytes. */
export function encodeRlp(input: RlpInput): Uint8Array {
  return fromHex(rlpHex(input));
}

/** The RLP of `input` as {@link Hex}. */
export function rlpHex(input: RlpInput): Hex {
  return `0x${digitsOf(input)}`;
}

/** Digits of a list whose items are encoded already. */
export function listDigits(encodedItems: string): string {
  return prefix(0xc0, encodedItems.length / 2) + encodedItems;
}

/** Digits of a byte string given as digits. */
export function stringDigits(content: string): string {
  const isItsOwnEncoding = content.length === 2 && content < '80';
  return isItsOwnEncoding ? content : prefix(0x80, content.length / 2) + content;
}

function digitsOf(input: RlpInput): string {
  if (typeof input === 'string') return stringDigits(input.slice(2));
  if (typeof input === 'bigint') return stringDigits(integerDigits(input));
  if (input instanceof Uint8Array) return stringDigits(toHex(input).slice(2));
  let items = '';
  for (const item of input) items += digitsOf(item);
  return listDigits(items);
}

function integerDigits(value: bigint): string {
  if (value === 0n) return '';
  const digits = value.toString(16);
  return digits.length % 2 === 0 ? digits : `0${digits}`;
}

/** `base` is 0x80 for strings and 0xc0 for lists; from 56 bytes on the length follows in bytes of its own. */
function prefix(base: number, sizeBytes: number): string {
  if (sizeBytes < 56) return (base + sizeBytes).toString(16);
  const length = integerDigits(BigInt(sizeBytes));
  return (base + 55 + length.length / 2).toString(16) + length;
}
