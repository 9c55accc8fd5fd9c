/** The workers of a simulated block and its clock: who is busy until when, who looks for work, who sleeps. */
import type { MechanismCosts } from './costs.ts';
import { Heap } from './heap.ts';

export interface Worker {
  /** The transaction it runs; undefined while it commits or is idle. */
  running: number | undefined;
  /** It holds the commit lock. */
  isCommitting: boolean;
  /** Since when it has nothing to do, in milliseconds; undefined while it has. */
  idleSince: number | undefined;
  /** Its next event; others of it are void. */
  due: number;
}

interface Event {
  at: number;
  /** Breaks ties: first come, first served. */
  order: number;
  worker: Worker;
}

export class Crew {
  /** Milliseconds since the block began. */
  now = 0;
  /** Milliseconds of all workers in which they did something. */
  busyMs = 0;
  readonly workers: readonly Worker[];
  #orders = 0;
  readonly #events = new Heap<Event>((a, b) => a.at < b.at || (a.at === b.at && a.order < b.order));
  readonly #spinMs: number;
  readonly #wakeMs: number;

  constructor(cores: number, { spinUs, wakeUs }: MechanismCosts) {
    this.#spinMs = spinUs / 1000;
    this.#wakeMs = wakeUs / 1000;
    this.workers = Array.from({ length: cores }, () => ({
      running: undefined,
      isCommitting: false,
      idleSince: 0,
      due: -1,
    }));
  }

  /** Goes on to the next event; undefined when there is none. */
  next(): Worker | undefined {
    for (let event = this.#events.pop(); event !== undefined; event = this.#events.pop()) {
      if (event.order !== event.worker.due) continue;
      this.now = event.at;
      return event.worker;
    }
    return undefined;
  }

  /** The worker is busy for so long, and then has an event. */
  spend(worker: Worker, ms: number): void {
    this.busyMs += ms;
    worker.idleSince = undefined;
    this.#schedule(worker, ms);
  }

  /** Nothing to do: the worker looks on for a while, then sleeps for so long at most. */
  rest(worker: Worker, napMs: number): void {
    if (worker.idleSince !== undefined) return;
    worker.idleSince = this.now;
    if (this.#spinMs < Number.POSITIVE_INFINITY) this.#schedule(worker, this.#spinMs + napMs);
  }

  /** Those who look for work and do not sleep. */
  looking(): Worker[] {
    return this.workers.filter((worker) => worker.idleSince !== undefined && !this.#isAsleep(worker));
  }

  /** Wakes the sleepers. */
  notify(): void {
    for (const worker of this.workers) if (this.#isAsleep(worker)) this.#schedule(worker, this.#wakeMs);
  }

  #isAsleep({ idleSince }: Worker): boolean {
    return idleSince !== undefined && this.now > idleSince + this.#spinMs;
  }

  #schedule(worker: Worker, ms: number): void {
    worker.due = this.#orders++;
    this.#events.push({ at: this.now + ms, order: worker.due, worker });
  }
}
