/** A transaction in the pool, with what the pool works out once. */
import { type Address, blobGasOf, type Hash, type Transaction } from '@heddle/engine';
import { SLOT_BYTES } from './options.ts';
import type { PooledTransaction } from './transactionPool.ts';

export interface EntryParts {
  hash: Hash;
  transaction: Transaction & { from: Address };
  raw: Uint8Array;
  sizeBytes: number;
  isLocal: boolean;
  arrivedMs: number;
}

export class Entry implements PooledTransaction {
  readonly hash: Hash;
  readonly transaction: Transaction & { from: Address };
  readonly raw: Uint8Array;
  readonly sizeBytes: number;
  readonly isLocal: boolean;
  readonly arrivedMs: number;
  /** Order of arrival. */
  readonly sequence: number;
  /** Most wei that the sender may have to pay. */
  readonly cost: bigint;
  /** Places that it takes in the pool. */
  readonly slots: number;
  /** True once it left the pool: heaps drop it when they meet it. */
  isGone = false;
  /** True once it was reported as pending. */
  wasPending = false;

  constructor({ hash, transaction, raw, sizeBytes, isLocal, arrivedMs }: EntryParts, sequence: number) {
    this.hash = hash;
    this.transaction = transaction;
    this.raw = raw;
    this.sizeBytes = sizeBytes;
    this.isLocal = isLocal;
    this.arrivedMs = arrivedMs;
    this.sequence = sequence;
    this.cost = costOf(transaction);
    this.slots = Math.ceil(raw.length / SLOT_BYTES);
  }

  get nonce(): bigint {
    return this.transaction.nonce;
  }

  get isBlob(): boolean {
    return this.transaction.type === 3;
  }
}

/** Gas limit at the fee cap, value, and blobs at their fee cap, in wei. */
function costOf(transaction: Transaction): bigint {
  const { gasLimit, maxFeePerGas, value, maxFeePerBlobGas, type } = transaction;
  const cost = gasLimit * maxFeePerGas + value;
  return type === 3 ? cost + blobGasOf(transaction) * maxFeePerBlobGas : cost;
}
