/** Blob transactions as they travel: the transaction with its blobs, commitments and proofs. */
import { createHash } from 'node:crypto';
import {
  decodeRlp,
  decodeTransaction,
  encodeRlp,
  type Hash,
  type RlpItem,
  type Transaction,
} from '@heddle/engine';
import { PoolError } from '../errors.ts';

/** What travels with a blob transaction and is no part of the block. */
export interface Sidecar {
  /** 0: one proof per blob (EIP-4844); 1: one per cell (EIP-7594). */
  version: 0 | 1;
  blobs: Uint8Array[];
  commitments: Uint8Array[];
  /** As many as blobs, or 128 times as many. */
  proofs: Uint8Array[];
}

export const BLOB_BYTES = 131_072;
const POINT_BYTES = 48;
/** Cells of an extended blob (EIP-7594). */
export const CELLS_PER_BLOB = 128;
const BLOB_TYPE = 3;

/** Largest form of a transaction with so many blobs, when the transaction itself has at most `transactionBytes`. */
export function networkBytesLimit(transactionBytes: number, blobs: number): number {
  // Proofs of cells are the larger ones; 16 bytes of length prefixes per blob.
  return transactionBytes + blobs * (BLOB_BYTES + (CELLS_PER_BLOB + 1) * (POINT_BYTES + 1) + 16) + 32;
}

/**
 * Reads a transaction in network form: a blob transaction comes with its sidecar (EIP-4844, EIP-7594).
 *
 * @throws RlpError for what is no transaction
 * @throws PoolError SIDECAR_MISSING for a blob transaction as it stands in a block, SIDECAR_INVALID for wrong sizes
 */
export function decodeNetworkTransaction(raw: Uint8Array): { transaction: Transaction; sidecar?: Sidecar } {
  if (raw[0] !== BLOB_TYPE) return { transaction: decodeTransaction(raw) };
  const fields = decodeRlp(raw.subarray(1));
  if (fields instanceof Uint8Array) throw new PoolError('SIDECAR_MISSING', {});
  const [body, ...rest] = fields;
  if (!Array.isArray(body)) throw new PoolError('SIDECAR_MISSING', {});
  const transaction = decodeTransaction(Buffer.concat([Uint8Array.of(BLOB_TYPE), encodeBody(body)]));
  const sidecar = readSidecar(rest);
  checkShape(transaction, sidecar);
  return { transaction, sidecar };
}

/** The network form of a blob transaction. */
export function encodeNetworkTransaction(raw: Uint8Array, sidecar: Sidecar): Uint8Array {
  const { version, blobs, commitments, proofs } = sidecar;
  const fields = [
    ...(version === 1 ? [1n] : []),
    ...[blobs, commitments, proofs].map((list) => list.map(toHex)),
  ];
  const body = toInput(decodeRlp(raw.subarray(1)));
  return Buffer.concat([Uint8Array.of(BLOB_TYPE), encodeRlp([body, ...fields])]);
}

const toHex = (bytes: Uint8Array): Hash => `0x${Buffer.from(bytes).toString('hex')}`;

type Input = Parameters<typeof encodeRlp>[0];

function toInput(item: RlpItem): Input {
  return item instanceof Uint8Array ? toHex(item) : item.map(toInput);
}

function encodeBody(body: RlpItem[]): Uint8Array {
  return encodeRlp(toInput(body));
}

const invalid = (reason: string) => new PoolError('SIDECAR_INVALID', { reason });

function readSidecar(fields: RlpItem[]): Sidecar {
  if (fields.length === 3) {
    const [blobs, commitments, proofs] = fields;
    return sidecarOf(0, blobs, commitments, proofs);
  }
  const [version, blobs, commitments, proofs] = fields;
  const isKnown = version instanceof Uint8Array && version.length === 1 && version[0] === 1;
  if (fields.length !== 4 || !isKnown) throw invalid('an unknown version');
  return sidecarOf(1, blobs, commitments, proofs);
}

type Item = RlpItem | undefined;

function sidecarOf(version: 0 | 1, blobs: Item, commitments: Item, proofs: Item): Sidecar {
  return {
    version,
    blobs: stringsOf(blobs, BLOB_BYTES, 'blob'),
    commitments: stringsOf(commitments, POINT_BYTES, 'commitment'),
    proofs: stringsOf(proofs, POINT_BYTES, 'proof'),
  };
}

function stringsOf(item: Item, sizeBytes: number, name: string): Uint8Array[] {
  if (!Array.isArray(item)) throw invalid(`no list of ${name}s`);
  return item.map((one) => {
    if (!(one instanceof Uint8Array) || one.length !== sizeBytes) throw invalid(`a ${name} of another size`);
    return one;
  });
}

/** Counts, and that the commitments are those that the transaction names. */
function checkShape({ blobVersionedHashes }: Transaction, sidecar: Sidecar): void {
  const { version, blobs, commitments, proofs } = sidecar;
  const count = blobVersionedHashes.length;
  if (blobs.length !== count) throw invalid(`${blobs.length} blobs compared to ${count} blob hashes`);
  if (commitments.length !== count) throw invalid(`${commitments.length} commitments for ${count} blobs`);
  const wanted = version === 1 ? count * CELLS_PER_BLOB : count;
  if (proofs.length !== wanted) throw invalid(`${proofs.length} proofs, expected ${wanted}`);
  blobVersionedHashes.forEach((hash, i) => {
    const computed = versionedHash(commitments[i] as Uint8Array);
    if (hash !== computed)
      throw invalid(`blob ${i}: computed hash ${computed} mismatches transaction one ${hash}`);
  });
}

/** The hash by which a transaction names a commitment: SHA-256 with 1 in the first byte (EIP-4844). */
export function versionedHash(commitment: Uint8Array): Hash {
  return `0x01${createHash('sha256').update(commitment).digest('hex').slice(2)}`;
}

/** Bytes that a sidecar holds in memory. */
export function sidecarBytes({ blobs, commitments, proofs }: Sidecar): number {
  return blobs.length * BLOB_BYTES + (commitments.length + proofs.length) * POINT_BYTES;
}
