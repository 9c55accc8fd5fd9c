/** All transactions in the pool: by hash, by sender, and what they take of its room. Everything here is synchronous. */
import type { Address, Hash } from '@heddle/engine';
import { type AccountFacts, AccountQueue } from './accountQueue.ts';
import { checkAccount, checkBeside, checkFees, type Surroundings } from './admission.ts';
import type { Entry } from './entry.ts';
import { PoolError } from './errors.ts';
import { Evictor } from './evictor.ts';
import { Heap } from './heap.ts';
import type { PoolLimits } from './options.ts';

/** What became of transactions since it was last asked. */
export interface Happened {
  /** Those that became pending, in that order; some may have left again. */
  pending: Entry[];
  /** Those that left without being included. */
  dropped: Entry[];
}

export class Residents implements Surroundings {
  readonly limits: PoolLimits;
  minimumTip: bigint;
  readonly accounts = new Map<Address, AccountQueue>();
  readonly byHash = new Map<Hash, Entry>();
  pendingCount = 0;
  queuedCount = 0;
  /** Bytes of all transactions, blobs included. */
  bytes = 0;
  /** Places taken by transactions without blobs. */
  #slots = 0;
  /** Pooled transactions that delegate an account. */
  readonly #authorizations = new Map<Address, number>();
  /** Accounts with queued transactions, the one that was touched longest ago first. */
  readonly #waiting = new Map<Address, AccountQueue>();
  readonly #evictor = new Evictor(() => [...this.byHash.values()].filter(({ isBlob }) => !isBlob));
  #happened: Happened = { pending: [], dropped: [] };

  constructor(limits: PoolLimits, minimumTip: bigint) {
    this.limits = limits;
    this.minimumTip = minimumTip;
  }

  /** Wei per gas of the next block. */
  set baseFee(wei: bigint) {
    this.#evictor.baseFee = wei;
  }

  /** What happened since the last call. */
  takeHappened(): Happened {
    const happened = this.#happened;
    this.#happened = { pending: [], dropped: [] };
    return happened;
  }

  queueOf(address: Address): AccountQueue | undefined {
    return this.accounts.get(address);
  }

  hasAuthorization(address: Address): boolean {
    return this.#authorizations.has(address);
  }

  /**
   * Takes a transaction in. Returns the one that it replaces, if any.
   *
   * @throws PoolError
   */
  admit(entry: Entry, facts: AccountFacts, nowMs: number): Entry | undefined {
    if (this.byHash.has(entry.hash)) throw new PoolError('ALREADY_KNOWN', { hash: entry.hash });
    checkFees(entry, this);
    checkAccount(entry, facts);
    const sender = entry.transaction.from;
    const queue = this.accounts.get(sender) ?? new AccountQueue(sender, facts);
    const old = checkBeside(entry, queue, this);
    this.#makeRoom(entry, old, queue);
    if (old !== undefined) this.#forget(old);
    this.accounts.set(sender, queue);
    queue.touchedMs = nowMs;
    this.#waiting.delete(sender); // it goes to the end
    this.#changing(queue, () => queue.put(entry));
    this.#note(entry);
    if (old !== undefined && queue.isPending(entry)) this.#reportPending(entry);
    // What came into a gap may push the last one out.
    if (queue.queuedCount > this.limits.accountQueued) this.remove(queue.entries.at(-1) as Entry);
    return old;
  }

  /** Takes a transaction out; those after it wait. */
  remove(entry: Entry): void {
    const queue = this.accounts.get(entry.transaction.from);
    if (queue === undefined || entry.isGone) return;
    this.#changing(queue, () => queue.remove(entry));
    this.#forget(entry);
    this.#happened.dropped.push(entry);
    this.#dropEmpty(queue);
  }

  /**
   * Takes over what the state says of an account: used nonces leave, what cannot be paid or `isOutdated` is dropped.
   * Returns the entries whose nonces are used; they are not reported as dropped.
   */
  renew(queue: AccountQueue, facts: AccountFacts, isOutdated: (entry: Entry) => boolean): Entry[] {
    let left: Entry[] = [];
    this.#changing(queue, () => {
      left = queue.renew(facts, isOutdated);
    });
    const used: Entry[] = [];
    for (const entry of left) {
      this.#forget(entry);
      if (entry.nonce < facts.nonce) used.push(entry);
      else this.#happened.dropped.push(entry);
    }
    this.#dropEmpty(queue);
    return used;
  }

  /** Makes transactions leave until the limits hold that concern all accounts together. */
  truncate(): void {
    this.#truncatePending();
    for (const queue of this.#waiting.values()) {
      if (this.queuedCount <= this.limits.queued) return;
      for (const entry of queue.entries.slice(queue.pendingCount).reverse()) {
        if (this.queuedCount > this.limits.queued && !entry.isLocal) this.remove(entry);
      }
    }
  }

  /** Makes queued transactions leave that nothing happened to since `beforeMs`. */
  expire(beforeMs: number): void {
    for (const queue of [...this.#waiting.values()]) {
      if (queue.touchedMs >= beforeMs) continue;
      for (const entry of queue.entries.slice(queue.pendingCount)) if (!entry.isLocal) this.remove(entry);
    }
  }

  /** The accounts with the most pending transactions lose their last ones, until there are few enough or all are small. */
  #truncatePending(): void {
    const { pending, accountPending } = this.limits;
    if (this.pendingCount <= pending) return;
    const large = [...this.accounts.values()].filter((queue) => queue.pendingCount > accountPending);
    const heap = new Heap<AccountQueue>((a, b) => a.pendingCount > b.pendingCount, large);
    while (this.pendingCount > pending) {
      const largest = heap.peek();
      if (largest === undefined || largest.pendingCount <= accountPending) return;
      this.remove(largest.entries[largest.pendingCount - 1] as Entry);
      heap.replace(largest);
    }
  }

  /** Makes room by letting cheaper ones go. @throws PoolError when they do not pay less, or when it would only wait itself */
  #makeRoom(entry: Entry, old: Entry | undefined, queue: AccountQueue): void {
    if (entry.isBlob) return; // blobs have room of their own
    const capacity = this.limits.pending + this.limits.queued;
    const needed = this.#slots - (old?.slots ?? 0) + entry.slots - capacity;
    if (needed <= 0) return;
    this.#evictor.tidy(this.byHash.size);
    const victims = this.#evictor.victimsFor(entry, needed, (one) => (one === old ? 0 : one.slots));
    if (victims === undefined) throw this.#underpriced(entry);
    const waits = entry.nonce > queue.nextNonce;
    if (waits && victims.some((victim) => this.#isPending(victim))) {
      throw new PoolError('FUTURE_REPLACES_PENDING', {});
    }
    for (const victim of victims) if (victim !== old) this.remove(victim);
  }

  #underpriced({ transaction }: Entry): PoolError {
    return new PoolError('UNDERPRICED', {
      actual: transaction.maxPriorityFeePerGas,
      needed: this.#evictor.leastTip(),
    });
  }

  #isPending(entry: Entry): boolean {
    return this.accounts.get(entry.transaction.from)?.isPending(entry) ?? false;
  }

  /** Runs a change of one account, then makes pending what now can be, and keeps the counts. */
  #changing(queue: AccountQueue, change: () => void): void {
    const { pendingCount, queuedCount } = queue;
    change();
    for (const entry of queue.extend()) this.#reportPending(entry);
    this.pendingCount += queue.pendingCount - pendingCount;
    this.queuedCount += queue.queuedCount - queuedCount;
    if (queue.queuedCount === 0) this.#waiting.delete(queue.sender);
    else if (!this.#waiting.has(queue.sender)) this.#waiting.set(queue.sender, queue);
  }

  /** After a new head all of a row is new to its queue, but not to those who listen. */
  #reportPending(entry: Entry): void {
    if (entry.wasPending) return;
    entry.wasPending = true;
    this.#happened.pending.push(entry);
  }

  #note(entry: Entry): void {
    this.byHash.set(entry.hash, entry);
    this.bytes += entry.sizeBytes;
    if (!entry.isBlob) {
      this.#slots += entry.slots;
      this.#evictor.add(entry);
    }
    for (const { authority } of entry.transaction.authorizationList) {
      if (authority) this.#authorizations.set(authority, (this.#authorizations.get(authority) ?? 0) + 1);
    }
  }

  #forget(entry: Entry): void {
    entry.isGone = true;
    this.byHash.delete(entry.hash);
    this.bytes -= entry.sizeBytes;
    if (!entry.isBlob) this.#slots -= entry.slots;
    for (const { authority } of entry.transaction.authorizationList) {
      if (!authority) continue;
      const left = (this.#authorizations.get(authority) ?? 1) - 1;
      if (left === 0) this.#authorizations.delete(authority);
      else this.#authorizations.set(authority, left);
    }
  }

  #dropEmpty(queue: AccountQueue): void {
    if (queue.entries.length > 0) return;
    this.accounts.delete(queue.sender);
    this.#waiting.delete(queue.sender);
  }
}
