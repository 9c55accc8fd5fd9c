/** The transactions of one sender in the order of nonces: those that can run in a row are pending, the others wait. */
import type { Address, Hash } from '@heddle/engine';
import type { Entry } from './entry.ts';

/** What the pool knows of an account of the head's state. */
export interface AccountFacts {
  nonce: bigint;
  /** Wei. */
  balance: bigint;
  codeHash: Hash;
  /** `none`; `delegation` to another account (EIP-7702); or any other code, which may not send (EIP-3607). */
  code: 'none' | 'delegation' | 'contract';
}

export class AccountQueue {
  readonly sender: Address;
  facts: AccountFacts;
  /** Ascending by nonce. */
  readonly entries: Entry[] = [];
  /** The first so many entries are pending. */
  pendingCount = 0;
  /** Most wei that the pending ones may cost. */
  pendingCost = 0n;
  /** When something became pending or joined, in ms since 1970: queued ones leave a while after. */
  touchedMs = 0;

  constructor(sender: Address, facts: AccountFacts) {
    this.sender = sender;
    this.facts = facts;
  }

  get queuedCount(): number {
    return this.entries.length - this.pendingCount;
  }

  /** The nonce after the pending ones. */
  get nextNonce(): bigint {
    return this.facts.nonce + BigInt(this.pendingCount);
  }

  isPending(entry: Entry): boolean {
    return entry.nonce < this.nextNonce;
  }

  get(nonce: bigint): Entry | undefined {
    const entry = this.entries[this.#placeOf(nonce)];
    return entry?.nonce === nonce ? entry : undefined;
  }

  /** Adds an entry, or puts it in the place of the one with its nonce, which is returned. {@link extend} follows. */
  put(entry: Entry): Entry | undefined {
    const at = this.#placeOf(entry.nonce);
    const old = this.entries[at];
    if (old?.nonce !== entry.nonce) {
      this.entries.splice(at, 0, entry);
      return undefined;
    }
    this.entries[at] = entry;
    if (at < this.pendingCount) this.pendingCost += entry.cost - old.cost;
    return old;
  }

  /** Takes an entry out; the pending ones after it wait. False when it is not here. */
  remove(entry: Entry): boolean {
    const at = this.#placeOf(entry.nonce);
    if (this.entries[at] !== entry) return false;
    this.#shrink(at);
    this.entries.splice(at, 1);
    return true;
  }

  /** Makes the entries pending that now follow in a row; returns them. */
  extend(): Entry[] {
    const first = this.pendingCount;
    for (;;) {
      const entry = this.entries[this.pendingCount];
      if (entry === undefined || entry.nonce !== this.nextNonce)
        return this.entries.slice(first, this.pendingCount);
      this.pendingCount++;
      this.pendingCost += entry.cost;
    }
  }

  /**
   * Takes over new facts. Returns the entries that left: those whose nonce is used, and those that cost more than there
   * is or that `isOutdated`. What is pending is found anew; {@link extend} follows.
   */
  renew(facts: AccountFacts, isOutdated: (entry: Entry) => boolean): Entry[] {
    this.facts = facts;
    this.#shrink(0);
    const left: Entry[] = [];
    const kept = this.entries.filter((entry) => {
      const stays = entry.nonce >= facts.nonce && entry.cost <= facts.balance && !isOutdated(entry);
      if (!stays) left.push(entry);
      return stays;
    });
    this.entries.splice(0, this.entries.length, ...[]);
    for (const entry of kept) this.entries.push(entry);
    return left;
  }

  /** Leaves the first `count` entries pending. */
  #shrink(count: number): void {
    while (this.pendingCount > count) {
      this.pendingCount--;
      this.pendingCost -= (this.entries[this.pendingCount] as Entry).cost;
    }
  }

  /** Index of the first entry whose nonce is not below. */
  #placeOf(nonce: bigint): number {
    const last = this.entries.at(-1);
    if (last === undefined || last.nonce < nonce) return this.entries.length;
    let low = 0;
    let high = this.entries.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.entries[middle] as Entry).nonce < nonce) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
