import type { Hex } from './types.ts';

/** Bytes as {@link Hex}. */
export function toHex(bytes: Uint8Array): Hex {
  return `0x${Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('hex')}`;
}

/** The bytes of well-formed {@link Hex}; what comes from outside goes through `json.ts` first. */
export function fromHex(hex: Hex): Uint8Array {
  return Buffer.from(hex.slice(2), 'hex');
}

/** The unsigned big-endian integer that `bytes` spell; 0n for none. */
export function toBigint(bytes: Uint8Array): bigint {
  // Up to 48 bits are exact in a double, and most fields are that short: four times faster than a BigInt parse.
  if (bytes.length > 6) return BigInt(toHex(bytes));
  let value = 0;
  for (const byte of bytes) value = value * 256 + byte;
  return BigInt(value);
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
