/** The time of blocks that are made here: that of the machine, moved and set as tests want it. All in seconds. */
import { DevelopmentError } from './errors.ts';

export class Clock {
  readonly #nowMs: () => number;
  /** What is added to the machine's time. */
  #offset = 0n;
  /** Time of the next block, if it was set. */
  #next: bigint | undefined;
  /** Seconds between blocks, if that was set. */
  #interval: bigint | undefined;

  constructor(nowMs: () => number = Date.now) {
    this.#nowMs = nowMs;
  }

  /** The time that a block made now would have, but for its parent. */
  get now(): bigint {
    return BigInt(Math.floor(this.#nowMs() / 1000)) + this.#offset;
  }

  /** Seconds by which this clock is before that of the machine. */
  get offset(): bigint {
    return this.#offset;
  }

  /** Moves the clock; returns by how much it is moved in all. */
  increase(seconds: bigint): bigint {
    this.#offset += seconds;
    return this.#offset;
  }

  /** Sets the clock; returns by how much it is moved. */
  set(timestamp: bigint): bigint {
    this.#offset += timestamp - this.now;
    return this.#offset;
  }

  /** Sets the time of the next block; the clock goes on from there. @throws DevelopmentError when it is not after the head */
  setNext(timestamp: bigint, head: bigint): void {
    if (timestamp <= head) throw new DevelopmentError('TIMESTAMP_NOT_AFTER_HEAD', { timestamp, head });
    this.#next = timestamp;
  }

  /** Makes every block so many seconds later than its parent; undefined goes back to the clock. */
  setInterval(seconds: bigint | undefined): void {
    this.#interval = seconds;
  }

  get hasInterval(): boolean {
    return this.#interval !== undefined;
  }

  /** The time of a block after a parent of that time. */
  next(parent: bigint): bigint {
    if (this.#next !== undefined && this.#next > parent) return this.#next;
    if (this.#interval !== undefined) return parent + (this.#interval > 0n ? this.#interval : 1n);
    return this.now > parent ? this.now : parent + 1n;
  }

  /** A block of that time was made. */
  noteBlock(timestamp: bigint): void {
    if (this.#next !== undefined && timestamp === this.#next) this.set(timestamp);
    this.#next = undefined;
  }

  /** What a checkpoint of the chain keeps of the clock. */
  save(): { offset: bigint; interval: bigint | undefined } {
    return { offset: this.#offset, interval: this.#interval };
  }

  restore({ offset, interval }: { offset: bigint; interval: bigint | undefined }): void {
    this.#offset = offset;
    this.#interval = interval;
    this.#next = undefined;
  }
}
