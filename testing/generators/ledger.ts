import type { Address } from '@heddle/engine';
import type { Cast } from './cast.ts';

/**
 * What the generator knows for certain of the accounts that send: the nonce, and a balance that the real one never
 * falls below. It keeps every transaction of a random block valid whatever the contracts do.
 */
export class Ledger {
  readonly #nonces = new Map<Address, bigint>();
  readonly #funds = new Map<Address, bigint>();
  readonly #senders: Address[] = [];

  constructor(cast: Cast) {
    for (const address of cast.senders) {
      const { balance, nonce } = cast.accounts.get(address)!;
      this.#admit(address, balance, nonce);
    }
  }

  #admit(address: Address, balance: bigint, nonce: bigint): void {
    this.#senders.push(address);
    this.#funds.set(address, balance);
    this.#nonces.set(address, nonce);
  }

  /** Everybody who can send now. */
  get senders(): readonly Address[] {
    return this.#senders;
  }

  nonceOf(address: Address): bigint {
    return this.#nonces.get(address)!;
  }

  /** Wei that the account surely has. */
  fundsOf(address: Address): bigint {
    return this.#funds.get(address) ?? 0n;
  }

  /** The account sends a transaction that costs at most `wei`. */
  spend(address: Address, wei: bigint): void {
    this.#funds.set(address, this.#funds.get(address)! - wei);
    this.bumpNonce(address);
  }

  /** The nonce rises without a transaction: a delegation was signed (EIP-7702). */
  bumpNonce(address: Address): void {
    this.#nonces.set(address, this.#nonces.get(address)! + 1n);
  }

  /** A plain transfer, which cannot fail, makes an account that did not exist into one that can send. */
  admitNewcomer(address: Address, wei: bigint): void {
    this.#admit(address, wei, 0n);
  }
}
