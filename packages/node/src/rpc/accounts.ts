/** Accounts whose keys the node holds: those of a development chain. */
import type { Address, Transaction } from '@heddle/engine';

/** A signature over 32 bytes; s lies in the lower half. */
export interface Signature {
  r: bigint;
  s: bigint;
  yParity: 0 | 1;
}

export interface Accounts {
  addresses(): Address[];
  /** Undefined for an account whose key is not here. */
  sign(address: Address, digest: Uint8Array): Signature | undefined;
  /** Development nodes let transactions of some accounts pass without a signature. */
  impersonation?: Impersonation | undefined;
}

export interface Impersonation {
  /** True for an account that is impersonated now. */
  covers(address: Address): boolean;
  /** The transaction as one that nobody signed. */
  transactionOf(unsigned: Omit<Transaction, 'r' | 's' | 'yParity' | 'from'>, from: Address): Transaction;
}
