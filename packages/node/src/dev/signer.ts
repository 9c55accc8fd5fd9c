/** The accounts that a development node answers for: those with keys, and those that are impersonated. */
import type { Address, Transaction } from '@heddle/engine';
import type { Accounts, Impersonation, Signature } from '../rpc/accounts.ts';
import type { DevelopmentAccount } from './accounts.ts';
import { impersonate, signDigest, type UnsignedTransaction } from './signing.ts';

export class DevelopmentSigner implements Accounts, Impersonation {
  readonly #keys: ReadonlyMap<Address, Uint8Array>;
  readonly #impersonated = new Set<Address>();
  /** True while any account may be impersonated. */
  impersonatesAll = false;

  get impersonation(): Impersonation {
    return this;
  }

  constructor(accounts: readonly DevelopmentAccount[]) {
    this.#keys = new Map(accounts.map(({ address, privateKey }) => [address, privateKey]));
  }

  /** The accounts with keys, then those that are impersonated. */
  addresses(): Address[] {
    return [...this.#keys.keys(), ...this.#impersonated];
  }

  sign(address: Address, digest: Uint8Array): Signature | undefined {
    const key = this.#keys.get(address);
    return key && signDigest(digest, key);
  }

  startImpersonating(address: Address): void {
    if (!this.#keys.has(address)) this.#impersonated.add(address);
  }

  /** False when the account was not impersonated. */
  stopImpersonating(address: Address): boolean {
    return this.#impersonated.delete(address);
  }

  /** True for an account that is impersonated; those with keys sign. */
  covers(address: Address): boolean {
    return this.#impersonated.has(address) || (this.impersonatesAll && !this.#keys.has(address));
  }

  transactionOf(unsigned: UnsignedTransaction, from: Address): Transaction {
    return impersonate(unsigned, from);
  }
}
