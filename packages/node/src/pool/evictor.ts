/** Which transaction has to leave first when there is no room: the one that pays least. */
import type { Entry } from './entry.ts';
import { Heap } from './heap.ts';
import { effectiveTip } from './prices.ts';

/**
 * True when `a` leaves before `b`: remote before local, then by what the beneficiary gets at the base fee, the fee cap,
 * and for equals whoever came later.
 */
export function leavesBefore(a: Entry, b: Entry, baseFee: bigint): boolean {
  if (a.isLocal !== b.isLocal) return b.isLocal;
  const [tipA, tipB] = [effectiveTip(a.transaction, baseFee), effectiveTip(b.transaction, baseFee)];
  if (tipA !== tipB) return tipA < tipB;
  const [capA, capB] = [a.transaction.maxFeePerGas, b.transaction.maxFeePerGas];
  if (capA !== capB) return capA < capB;
  return a.sequence > b.sequence;
}

/** Entries that left stay in the heap until it holds this many times as many as there are. */
const MOST_LEFTOVERS = 2;

/**
 * The order in which entries leave. It is made when a full pool first asks and kept until the base fee changes: a pool
 * that has room pays nothing for it.
 */
export class Evictor {
  #heap: Heap<Entry> | undefined;
  #baseFee = 0n;
  readonly #entries: () => Iterable<Entry>;

  /** @param entries those that are there now */
  constructor(entries: () => Iterable<Entry>) {
    this.#entries = entries;
  }

  set baseFee(wei: bigint) {
    this.#baseFee = wei;
    this.#heap = undefined;
  }

  add(entry: Entry): void {
    this.#heap?.push(entry);
  }

  /** Forgets the order when most of it left. @param count of entries that are there */
  tidy(count: number): void {
    if (this.#heap !== undefined && this.#heap.size > MOST_LEFTOVERS * count + 64) this.#heap = undefined;
  }

  /**
   * The entries that leave so that `needed` units become free, each cheaper than `fresh`; undefined when there are not
   * enough of them.
   */
  victimsFor(fresh: Entry, needed: number, unitsOf: (entry: Entry) => number): Entry[] | undefined {
    const heap = this.#order();
    const victims: Entry[] = [];
    let freed = 0;
    while (freed < needed) {
      const cheapest = heap.peek();
      if (cheapest === undefined || !leavesBefore(cheapest, fresh, this.#baseFee)) break;
      heap.pop();
      if (cheapest.isGone) continue;
      victims.push(cheapest);
      freed += unitsOf(cheapest);
    }
    for (const victim of victims) heap.push(victim); // they leave it when they are gone
    return freed < needed ? undefined : victims;
  }

  /** What the cheapest pays, in wei per gas above the base fee; 0 when there is none. */
  leastTip(): bigint {
    const cheapest = this.#order().peek();
    return cheapest === undefined ? 0n : effectiveTip(cheapest.transaction, this.#baseFee);
  }

  #order(): Heap<Entry> {
    this.#heap ??= new Heap((a, b) => leavesBefore(a, b, this.#baseFee), [...this.#entries()]);
    return this.#heap;
  }
}
