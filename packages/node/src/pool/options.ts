/** How large the pool may grow and what it knows of the chain. */
import type { ChainSpec, Header, Pool } from '@heddle/engine';
import type { PoolHead } from './transactionPool.ts';

/** Limits of the pool; the defaults are geth's where it has them. */
export interface PoolLimits {
  /** Pending transactions of an account that are safe when there are too many: the others leave first. */
  accountPending: number;
  /** Pending transactions of all accounts, in slots of 32 kB. */
  pending: number;
  /** Queued transactions of one account. */
  accountQueued: number;
  /** Queued transactions of all accounts. */
  queued: number;
  /** Bytes of one transaction without blobs. */
  transactionBytes: number;
  /** Blob transactions of one account. */
  accountBlobTransactions: number;
  /** Bytes of all blobs, those of included transactions that may come back among them. */
  blobBytes: number;
  /** How long a queued transaction waits for the nonces before it, in ms. */
  lifetimeMs: number;
  /** By how much a replacement must pay more, in percent, for both fees; blob transactions must pay double. */
  replacementPercent: bigint;
  /** Most that a local transaction may pay as fee, in wei; 0 for no limit. */
  transactionFeeWei: bigint;
  /** Transactions that wait for their senders to be recovered. */
  waiting: number;
  /** Their bytes, blobs included. */
  waitingBytes: number;
}

export const defaultPoolLimits: PoolLimits = {
  accountPending: 16,
  pending: 5120,
  accountQueued: 64,
  queued: 1024,
  transactionBytes: 4 * 32 * 1024,
  accountBlobTransactions: 16,
  // 1,024 blobs with their proofs: some 48 blocks of 21 blobs.
  blobBytes: 1024 * (131_072 + 8_192),
  lifetimeMs: 3 * 3_600_000,
  replacementPercent: 10n,
  transactionFeeWei: 10n ** 18n,
  waiting: 20_000,
  waitingBytes: 64 << 20,
};

/** Limits of a development chain: people send thousands from one account and pay what they like. */
export const developmentPoolLimits: PoolLimits = {
  ...defaultPoolLimits,
  accountPending: 1 << 20,
  pending: 1 << 17,
  accountQueued: 1 << 16,
  queued: 1 << 16,
  transactionFeeWei: 0n,
  waiting: 1 << 17,
  waitingBytes: 256 << 20,
};

/** Bytes that count as one of the pool's places. */
export const SLOT_BYTES = 32 * 1024;

export interface PoolOptions {
  spec: Pick<ChainSpec, 'chainId' | 'hardforkAt'>;
  head: PoolHead;
  limits?: Partial<PoolLimits>;
  /** Threads that recover senders; without it they are recovered on this one. */
  workers?: Pool | undefined;
  /** File that keeps local transactions over a restart. */
  journalFile?: string | undefined;
  /** Least priority fee of remote transactions, in wei per gas. Default 1. */
  minimumTip?: bigint;
  /** Local legacy transactions without a chain id are taken. Default false. */
  allowsUnprotected?: boolean;
  /** Milliseconds since 1970; tests set it. */
  now?: () => number;
  /** Time of the block after a head, in seconds: it decides by which hardfork's rules transactions are checked. */
  nextTimestamp?: (head: Header) => bigint;
}
