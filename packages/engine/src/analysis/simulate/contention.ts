/**
 * What the optimistic mechanism learns of a block while it runs: hot and crowded locations, and chains. The rules
 * and figures are those of the core: `parallel/queue.ts`, `parallel/chain.ts`.
 */
import type { Cells } from './cells.ts';

/** A location is crowded with a conflict per so many committed transactions. */
const CROWDED = 64;
/** Transactions below the reader that are looked at. */
const REACH = 16;
/** Of the last 16 transactions, how many must have waited to make a chain. */
const MOST = 14;
/** Where the mean starts again after a chain. */
const AGAIN = 12;
/** Transactions that then run alone. */
const ALONE_FOR = 512;

export class Contention {
  readonly #conflicts = new Map<number, number>();
  #waitedOf16 = 0;
  #aloneUntil = 0;

  /** Somebody was taken back because of these locations. */
  noteConflicts(locations: Iterable<number>): void {
    for (const location of locations) this.#conflicts.set(location, (this.#conflicts.get(location) ?? 0) + 1);
  }

  isHot(location: number): boolean {
    return this.#conflicts.has(location);
  }

  /** At a crowded location, the nearest lower transaction that is not executed: it may write there, too. */
  queueBehind(tx: number, location: number, cells: Cells): number | undefined {
    const conflicts = this.#conflicts.get(location) ?? 0;
    if (conflicts === 0 || conflicts * CROWDED < cells.head) return undefined;
    const end = Math.max(cells.head, tx - REACH);
    for (let lower = tx - 1; lower >= end; lower--) if (!cells.hasExecuted(lower)) return lower;
    return undefined;
  }

  noteCommit(tx: number, hasWaited: boolean): void {
    if (tx < this.#aloneUntil) return;
    this.#waitedOf16 += (hasWaited ? 1 : 0) - this.#waitedOf16 / 16;
    if (this.#waitedOf16 < MOST) return;
    this.#waitedOf16 = AGAIN;
    this.#aloneUntil = tx + ALONE_FOR;
  }

  /** In a chain only the head is started. */
  isAlone(head: number): boolean {
    return head < this.#aloneUntil;
  }
}
