/** Keys and fixed values of the tables, to and from bytes. */
import type { Hash } from '@heddle/engine';
import { bufferOf, fromBigint, fromHex, toBigint, toHex } from '../../bytes.ts';
import type { BlockFacts, BlockPlace } from '../chainStore.ts';

const NUMBER_BYTES = 8;
const HASH_BYTES = 32;

/** u64, big-endian. */
export function numberBytes(number: bigint): Buffer {
  const bytes = Buffer.allocUnsafe(NUMBER_BYTES);
  bytes.writeBigUInt64BE(number);
  return bytes;
}

export function numberOf(bytes: Uint8Array, offset = 0): bigint {
  return bufferOf(bytes).readBigUInt64BE(offset);
}

export function encodePlace({ hash, number }: BlockPlace): Uint8Array {
  return Buffer.concat([fromHex(hash), numberBytes(number)]);
}

export function decodePlace(bytes: Uint8Array): BlockPlace {
  return { hash: toHex(bytes.subarray(0, HASH_BYTES)), number: numberOf(bytes, HASH_BYTES) };
}

export function encodeBlockFacts({ number, parentHash, totalDifficulty }: BlockFacts): Uint8Array {
  return Buffer.concat([numberBytes(number), fromHex(parentHash), fromBigint(totalDifficulty)]);
}

export function decodeBlockFacts(hash: Hash, bytes: Uint8Array): BlockFacts {
  return {
    hash,
    number: numberOf(bytes),
    parentHash: toHex(bytes.subarray(NUMBER_BYTES, NUMBER_BYTES + HASH_BYTES)),
    totalDifficulty: toBigint(bytes.subarray(NUMBER_BYTES + HASH_BYTES)),
  };
}

/** Where the index says that a transaction is. */
export interface IndexedPlace {
  number: bigint;
  txIndex: number;
  /** First bytes of the hash of the block: it may have left the canonical chain. */
  blockStart: Uint8Array;
}

/** 64 bits tell the few blocks of one number apart. */
export const BLOCK_START_BYTES = 8;
const TX_INDEX_BYTES = 4;

export function encodeIndexedPlace({ number, txIndex, blockStart }: IndexedPlace): Uint8Array {
  const bytes = Buffer.allocUnsafe(NUMBER_BYTES + TX_INDEX_BYTES + BLOCK_START_BYTES);
  bytes.writeBigUInt64BE(number);
  bytes.writeUInt32BE(txIndex, NUMBER_BYTES);
  bytes.set(blockStart, NUMBER_BYTES + TX_INDEX_BYTES);
  return bytes;
}

export function decodeIndexedPlace(bytes: Uint8Array): IndexedPlace {
  return {
    number: numberOf(bytes),
    txIndex: bufferOf(bytes).readUInt32BE(NUMBER_BYTES),
    blockStart: bytes.subarray(NUMBER_BYTES + TX_INDEX_BYTES),
  };
}
