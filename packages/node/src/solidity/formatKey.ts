import type { Hex } from '@heddle/engine';

const signed = (value: bigint): bigint => BigInt.asIntN(256, value);

/** A string in quotes; as bytes where it is no UTF-8. */
function text(key: Hex): string {
  try {
    return JSON.stringify(new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(key.slice(2), 'hex')));
  } catch {
    return key;
  }
}

/**
 * A mapping's key as one would write it in Solidity.
 *
 * @param key the bytes that were hashed: 32 for value types, as many as there are for strings and bytes
 * @param type solc's name of the type, as `t_address`; undefined where nobody knows it
 */
export function formatKey(key: Hex, type: string | undefined): string {
  if (type !== undefined && /^t_string/.test(type)) return text(key);
  if (key.length !== 66) return key; // bytes
  const value = BigInt(key);
  if (type === undefined) return looksLikeAddress(value) ? address(key) : shortest(value);
  if (/^t_(address|contract)/.test(type)) return address(key);
  if (type === 't_bool') return value === 0n ? 'false' : 'true';
  if (/^t_int/.test(type)) return signed(value).toString();
  if (/^t_(uint|enum)/.test(type)) return value.toString();
  const fixed = /^t_bytes(\d+)$/.exec(type); // stands at the left of its word
  if (fixed !== null) return key.slice(0, 2 + 2 * Number(fixed[1]));
  return shortest(value);
}

const address = (key: Hex): string => `0x${key.slice(-40)}`;

/** Longer than any counter and no longer than an address. */
function looksLikeAddress(value: bigint): boolean {
  return value >= 2n ** 96n && value < 2n ** 160n;
}

/** Small numbers in decimal, others as they are. */
function shortest(value: bigint): string {
  return value < 2n ** 64n ? value.toString() : `0x${value.toString(16).padStart(64, '0')}`;
}
