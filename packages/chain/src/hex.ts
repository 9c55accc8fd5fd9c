import type { Hex } from '@heddle/engine';

/** Bytes as {@link Hex}. */
export function toHex(bytes: Uint8Array): Hex {
  return `0x${Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('hex')}`;
}

/** The bytes of well-formed {@link Hex}. */
export function fromHex(hex: Hex): Uint8Array {
  return Buffer.from(hex.slice(2), 'hex');
}
