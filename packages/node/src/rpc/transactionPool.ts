/** What the methods ask of the transaction pool. */
import type { Address, Hash, Hex, Transaction } from '@heddle/engine';

/** A transaction that waits. */
export interface PooledTransaction {
  hash: Hash;
  /** With `from` filled in. */
  transaction: Transaction & { from: Address };
}

/** What waits of one sender: `pending` could be in the next block, `queued` waits for a nonce before it. */
export interface PooledOfSender {
  pending: PooledTransaction[];
  queued: PooledTransaction[];
}

export interface TransactionPool {
  /**
   * Takes a signed transaction in its pool encoding (EIP-2718; blob transactions with blobs, EIP-4844, EIP-7594).
   *
   * @returns its hash, once it is accepted
   * @throws HeddleError for what the pool refuses
   */
  add(encoded: Hex, origin: 'local'): Promise<Hash>;
  /** The transaction if it waits here. */
  get(hash: Hash): PooledTransaction | undefined;
  /** The nonce after the last pending one of the sender; undefined when nothing of it waits. */
  nextNonce(sender: Address): bigint | undefined;
  /** Everything that waits, by sender. */
  content(): ReadonlyMap<Address, PooledOfSender>;
  contentOf(sender: Address): PooledOfSender;
  counts(): { pending: number; queued: number };
  /** Tells of each transaction that becomes pending. @returns what ends the listening */
  onPending(listener: (transaction: PooledTransaction) => void): () => void;
}
