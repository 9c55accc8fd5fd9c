/** Bytes as hexadecimal and integers, and back. */
import type { Hex } from '@heddle/engine';

export function toHex(bytes: Uint8Array): Hex {
  return `0x${bufferOf(bytes).toString('hex')}`;
}

export function fromHex(hex: Hex): Buffer {
  return Buffer.from(hex.slice(2), 'hex');
}

/** The unsigned big-endian integer that `bytes` spell; 0n for none. */
export function toBigint(bytes: Uint8Array): bigint {
  return bytes.length === 0 ? 0n : BigInt(toHex(bytes));
}

/** An unsigned integer in as few big-endian bytes as it needs: none for 0n. */
export function fromBigint(value: bigint): Buffer {
  if (value === 0n) return Buffer.alloc(0);
  const digits = value.toString(16);
  return Buffer.from(digits.length % 2 === 0 ? digits : `0${digits}`, 'hex');
}

/** The same bytes, with the methods of a Buffer. */
export function bufferOf(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** Big-endian bytes without the zeros that they begin with. */
export function withoutZeros(bytes: Uint8Array): Uint8Array {
  let start = 0;
  while (start < bytes.length && bytes[start] === 0) start++;
  return bytes.subarray(start);
}
