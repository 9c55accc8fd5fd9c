import type { Hex } from './types.ts';

/** Bytes as {@link Hex}. */
export function toHex(bytes: Uint8Array): Hex {
  const buffer =
    bytes instanceof Buffer ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return `0x${buffer.toString('hex')}`;
}

/** The bytes of well-formed {@link Hex}; what comes from outside goes through `json.ts` first. */
export function fromHex(hex: Hex): Uint8Array {
  return Buffer.from(hex.slice(2), 'hex');
}

/** The unsigned big-endian integer that `bytes` spell; 0n for none. */
export function toBigint(bytes: Uint8Array): bigint {
  return bigintAt(bytes, 0, bytes.length);
}

/** A number of at most 256 bits, right-aligned, and its limbs. */
const word = new Uint8Array(32);
const limbs = new DataView(word.buffer);

/** The unsigned big-endian integer in the bytes from `start` to before `end`; 0n for none. */
export function bigintAt(bytes: Uint8Array, start: number, end: number): bigint {
  const length = end - start;
  if (length <= 6) {
    // Up to 48 bits are exact in a double, and most fields are that short.
    let value = 0;
    for (let i = start; i < end; i++) value = value * 256 + (bytes[i] as number);
    return BigInt(value);
  }
  if (length > 32) return BigInt(toHex(bytes.subarray(start, end)));
  const first = 32 - 8 * Math.ceil(length / 8);
  word.fill(0, first, 32 - length);
  for (let i = 0; i < length; i++) word[32 - length + i] = bytes[start + i] as number;
  let value = limbs.getBigUint64(first, false);
  for (let at = first + 8; at < 32; at += 8) value = (value << 64n) | limbs.getBigUint64(at, false);
  return value;
}

/** An unsigned integer as exactly `sizeBytes` big-endian bytes; the caller knows that it fits. */
export function paddedHex(value: bigint, sizeBytes: number): Hex {
  return `0x${value.toString(16).padStart(2 * sizeBytes, '0')}`;
}

/** Number of bytes that `hex` stands for. */
export function sizeOfHex(hex: Hex): number {
  return (hex.length - 2) / 2;
}

/** The byte strings behind each other. */
export function concatHex(parts: readonly Hex[]): Hex {
  return `0x${parts.map((part) => part.slice(2)).join('')}`;
}

/** An unsigned integer as JSON-RPC writes it: without leading zeros, `0x0` for zero. */
export function quantity(value: bigint): Hex {
  return `0x${value.toString(16)}`;
}
