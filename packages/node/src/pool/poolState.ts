/** What the parts of the pool share: who is in it, and the head that they are checked against. */
import { baseFeeAfter, type Hash, rulesOf } from '@heddle/engine';
import { BlobStore } from './blobs/blobStore.ts';
import { type NextBlock, nextBlockOf } from './checkAlone.ts';
import type { Entry } from './entry.ts';
import { Intake } from './intake.ts';
import { Listeners } from './listeners.ts';
import { defaultPoolLimits, type PoolLimits, type PoolOptions } from './options.ts';
import { Residents } from './residents.ts';
import type { PooledTransaction, PoolHead } from './transactionPool.ts';

export class PoolState {
  readonly limits: PoolLimits;
  readonly residents: Residents;
  readonly blobs: BlobStore;
  readonly intake: Intake;
  readonly now: () => number;
  readonly onPending = new Listeners<readonly PooledTransaction[]>();
  readonly onDropped = new Listeners<readonly Hash[]>();
  head: PoolHead;
  /** The rules of the block after the head. */
  next: NextBlock;
  /** Counts moves of the head. */
  generation = 0;
  /** Ends when the moves so far have ended. */
  moved: Promise<void> = Promise.resolve();
  readonly #options: PoolOptions;
  #sequence = 0;

  constructor(options: PoolOptions) {
    this.#options = options;
    this.limits = { ...defaultPoolLimits, ...options.limits };
    this.intake = new Intake(this.limits, options);
    this.residents = new Residents(this.limits, options.minimumTip ?? 1n);
    this.blobs = new BlobStore(this.limits.blobBytes);
    this.now = options.now ?? Date.now;
    this.head = options.head;
    this.next = this.setHead(options.head);
  }

  /** Takes over a head; returns what holds for the block after it. */
  setHead(head: PoolHead): NextBlock {
    const { spec, nextTimestamp } = this.#options;
    const { header } = head;
    const soonest = header.timestamp + 1n;
    const now = BigInt(Math.floor(this.now() / 1000));
    const timestamp = nextTimestamp?.(header) ?? (now > soonest ? now : soonest);
    this.head = head;
    this.generation++;
    this.next = nextBlockOf(header, timestamp, spec);
    this.residents.baseFee = rulesOf(this.next.hardfork).baseFee ? baseFeeAfter(header) : 0n;
    return this.next;
  }

  /** Place in the order of arrival of the next transaction. */
  nextSequence(): number {
    return this.#sequence++;
  }

  /** Tells the listeners what happened since the last report. */
  report(): void {
    const { pending, dropped } = this.residents.takeHappened();
    for (const { hash } of dropped) this.blobs.drop(hash);
    const still = pending.filter(({ isGone }: Entry) => !isGone);
    if (still.length > 0) this.onPending.call(still);
    if (dropped.length > 0) this.onDropped.call(dropped.map(({ hash }) => hash));
  }
}
