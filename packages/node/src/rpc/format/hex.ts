/** Numbers as JSON-RPC writes them. */
import type { Hash, Hex } from '@heddle/engine';

/** QUANTITY: no leading zeros. */
export function toQuantity(value: bigint | number): Hex {
  return `0x${value.toString(16)}`;
}

/** 32 bytes. */
export function toWord(value: bigint): Hash {
  return `0x${value.toString(16).padStart(64, '0')}`;
}

/** Bytes as DATA. */
export function toData(bytes: Uint8Array): Hex {
  return `0x${Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('hex')}`;
}

/** The bytes of DATA that was read. */
export function bytesOf(hex: Hex): Uint8Array {
  return Buffer.from(hex.slice(2), 'hex');
}
