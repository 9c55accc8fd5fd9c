/** Reading named fields out of decoded RLP, with the field's name in every error. */
import { toBigint, toHex } from '../bytes.ts';
import { RlpError } from '../errors/rlp.ts';
import type { Address, Hash, Hex } from '../types.ts';
import type { RlpItem } from './decode.ts';

/** The items of a list that must have `count` of them, or between `count` and `most`. */
export function listField(item: RlpItem | undefined, field: string, count = 0, most?: number): RlpItem[] {
  if (!Array.isArray(item)) throw new RlpError({ field, reason: 'not a list' });
  const limit = most ?? (count === 0 ? Number.POSITIVE_INFINITY : count);
  if (item.length < count || item.length > limit) {
    throw new RlpError({ field, reason: `${item.length} items` });
  }
  return item;
}

/** A byte string of any length. */
export function bytesField(item: RlpItem | undefined, field: string): Hex {
  return toHex(stringField(item, field));
}

/** A byte string of exactly `sizeBytes`. */
export function fixedField(item: RlpItem | undefined, sizeBytes: number, field: string): Hex {
  const bytes = stringField(item, field);
  if (bytes.length !== sizeBytes)
    throw new RlpError({ field, reason: `${bytes.length} bytes, not ${sizeBytes}` });
  return toHex(bytes);
}

export function addressField(item: RlpItem | undefined, field: string): Address {
  return fixedField(item, 20, field);
}

export function hashField(item: RlpItem | undefined, field: string): Hash {
  return fixedField(item, 32, field);
}

/** An unsigned integer without leading zeros, of at most `maxBytes`. */
export function uintField(item: RlpItem | undefined, maxBytes: number, field: string): bigint {
  const bytes = stringField(item, field);
  if (bytes.length > maxBytes) throw new RlpError({ field, reason: `above ${8 * maxBytes} bits` });
  if (bytes[0] === 0) throw new RlpError({ field, reason: 'an integer with leading zeros' });
  return toBigint(bytes);
}

function stringField(item: RlpItem | undefined, field: string): Uint8Array {
  if (!(item instanceof Uint8Array)) throw new RlpError({ field, reason: 'not a byte string' });
  return item;
}
