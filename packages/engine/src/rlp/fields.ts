/** Reading named fields out of decoded RLP, with the field's name in every error. */
import { bigintAt } from '../bytes.ts';
import { RlpError } from '../errors/rlp.ts';
import type { Address, Hash, Hex } from '../types.ts';
import { partOf, type RlpNode, RlpString } from './decode.ts';

/** The items of a list that must have `count` of them, or between `count` and `most`. */
export function listField(
  item: RlpNode | undefined,
  field: string,
  count = 0,
  most?: number,
): readonly RlpNode[] {
  if (!Array.isArray(item)) throw new RlpError({ field, reason: 'not a list' });
  const limit = most ?? (count === 0 ? Number.POSITIVE_INFINITY : count);
  if (item.length < count || item.length > limit) {
    throw new RlpError({ field, reason: `${item.length} items` });
  }
  return item;
}

/** A byte string of any length. */
export function bytesField(item: RlpNode | undefined, field: string): Hex {
  return hexOf(stringField(item, field));
}

/** A byte string of exactly `sizeBytes`. */
export function fixedField(item: RlpNode | undefined, sizeBytes: number, field: string): Hex {
  const bytes = stringField(item, field);
  if (bytes.length !== sizeBytes)
    throw new RlpError({ field, reason: `${bytes.length} bytes, not ${sizeBytes}` });
  return hexOf(bytes);
}

export function addressField(item: RlpNode | undefined, field: string): Address {
  return fixedField(item, 20, field);
}

export function hashField(item: RlpNode | undefined, field: string): Hash {
  return fixedField(item, 32, field);
}

/** An unsigned integer without leading zeros, of at most `maxBytes`. */
export function uintField(item: RlpNode | undefined, maxBytes: number, field: string): bigint {
  const { source, start, end } = stringField(item, field);
  if (end - start > maxBytes) throw new RlpError({ field, reason: `above ${8 * maxBytes} bits` });
  if (end > start && source[start] === 0)
    throw new RlpError({ field, reason: 'an integer with leading zeros' });
  return bigintAt(source, start, end);
}

function hexOf({ source, start, end }: RlpString): Hex {
  return `0x${source.toString('hex', start, end)}`;
}

function stringField(item: RlpNode | undefined, field: string): RlpString {
  if (item instanceof RlpString) return item;
  if (item instanceof Uint8Array) return partOf(item);
  throw new RlpError({ field, reason: 'not a byte string' });
}

/** True for a byte string. */
export function isString(item: RlpNode | undefined): item is RlpString | Uint8Array {
  return item instanceof RlpString || item instanceof Uint8Array;
}
