/** What the transaction pool offers: transactions that wait for a block, by sender and nonce. */
import type { Address, Hash, Header, StateReader, Transaction } from '@heddle/engine';
import type { PoolError } from './errors.ts';

/** Where a transaction came from: local ones are kept in the journal and are the last to be evicted. */
export type TransactionSource = 'local' | 'remote';

/** A transaction in the pool. */
export interface PooledTransaction {
  readonly hash: Hash;
  /** The transaction as it stands in a block, its sender (`from`) and authorities filled in. */
  readonly transaction: Transaction & { from: Address };
  /** Bytes as it stands in a block (without blobs), as `debug_getRawTransaction` gives it. */
  readonly raw: Uint8Array;
  /** Bytes that it came with, blobs included: what the limits count. */
  readonly sizeBytes: number;
  readonly isLocal: boolean;
  /** Milliseconds since 1970. */
  readonly arrivedMs: number;
}

/** What became of a transaction that was offered. */
export type AddResult =
  | {
      hash: Hash;
      /** `pending` can stand in the next block; `queued` waits for a nonce before it. */
      status: 'pending' | 'queued';
      /** The transaction of the same nonce that had to go. */
      replaced?: Hash;
    }
  | {
      /** Undefined for bytes that are no transaction. */
      hash: Hash | undefined;
      /** Its message is what geth says in that case. */
      error: PoolError;
    };

/** Transactions of one sender, in the order of their nonces. */
export interface AccountContent {
  pending: readonly PooledTransaction[];
  queued: readonly PooledTransaction[];
}

/** All transactions by sender. Senders in the order in which they came. */
export interface PoolContent {
  pending: ReadonlyMap<Address, readonly PooledTransaction[]>;
  queued: ReadonlyMap<Address, readonly PooledTransaction[]>;
}

export interface PoolStatus {
  pending: number;
  queued: number;
  /** Bytes of all transactions, blobs included. */
  bytes: number;
}

/** Prices of the block that transactions are wanted for. */
export interface BlockPrices {
  /** Wei per gas; 0 before there was a base fee. */
  baseFee: bigint;
  /** Wei per blob gas; undefined where there are no blobs, and then no blob transactions are given. */
  blobBaseFee: bigint | undefined;
}

/** Pending transactions, the best paying first, each sender's in the order of nonces. */
export interface BestTransactions extends Iterable<PooledTransaction> {
  /** The next one, or undefined when there are no more. Later ones of a sender follow only when the one before was not skipped. */
  next(): PooledTransaction | undefined;
  /** The last transaction that `next` gave was not taken: none of its sender follow. */
  skipSender(): void;
}

/** A blob with its commitment and proofs, as the Engine API's getBlobs gives them. */
export interface PooledBlob {
  blob: Uint8Array;
  commitment: Uint8Array;
  /** One proof of the blob (EIP-4844), or one per cell (EIP-7594). */
  proofs: readonly Uint8Array[];
  /** 0: proof of the blob; 1: proofs of cells. */
  version: 0 | 1;
}

/** A head of the chain and what the pool asks about it. */
export interface PoolHead {
  header: Header;
  hash: Hash;
  state: StateReader;
}

/** How the chain moved to a new head. */
export interface HeadMove {
  head: PoolHead;
  /** Transactions of the blocks that joined the canonical chain. */
  included: readonly Transaction[];
  /** Transactions of the blocks that left it: those that fit return to the pool. */
  dropped: readonly Transaction[];
  /** Accounts that changed, where that is known: the others are not looked at again. */
  changed?: ReadonlySet<Address> | undefined;
}

export interface AddOptions {
  /** Default `remote`. */
  source?: TransactionSource;
}

export interface TransactionPool {
  /**
   * Offers transactions in network form: as in a block, blob transactions with their blobs. Senders are recovered together
   * with those of other calls. Answers stand in the order of the offers; nothing is thrown for a refused transaction.
   */
  add(raw: readonly Uint8Array[], options?: AddOptions): Promise<AddResult[]>;
  /** Offers transactions that are decoded; where `from` is set, the signature is not looked at (impersonation). */
  addDecoded(transactions: readonly Transaction[], options?: AddOptions): Promise<AddResult[]>;
  get(hash: Hash): PooledTransaction | undefined;
  /** The nonce after the pending transactions of an account: what `eth_getTransactionCount` says of `pending`. */
  nonceOf(address: Address): Promise<bigint>;
  content(): PoolContent;
  contentFrom(address: Address): AccountContent;
  status(): PoolStatus;
  /** Pending transactions by what they pay above the base fee, local ones first among equals, then by arrival. */
  best(prices: BlockPrices): BestTransactions;
  /** Blobs of pooled transactions, undefined where the pool has none with that hash. */
  blobs(versionedHashes: readonly Hash[]): (PooledBlob | undefined)[];
  /** Tells the pool of a new head. Moves are made in the order of the calls; add() sees the state of the last one that ended. */
  moveHead(move: HeadMove): Promise<void>;
  /** Takes a transaction out, and makes those after it wait; false when it is not there. */
  remove(hash: Hash): boolean;
  clear(): void;
  /** Least priority fee of remote transactions, in wei per gas; those below it leave. */
  setMinimumTip(wei: bigint): void;
  /** Calls back with transactions that became pending, once per batch; the answer ends it. */
  onPending(listener: (transactions: readonly PooledTransaction[]) => void): () => void;
  /** Calls back with the hashes of transactions that left without being included; the answer ends it. */
  onDropped(listener: (hashes: readonly Hash[]) => void): () => void;
  /** Writes the journal and ends the threads that check blobs. */
  close(): Promise<void>;
}
