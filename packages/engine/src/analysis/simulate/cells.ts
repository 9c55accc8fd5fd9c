/** The transactions of a simulated optimistic block: which state each is in, and who waits for whom. */
import { heapOfNumbers } from './heap.ts';

export type CellState =
  | 'pending'
  | 'executing'
  | 'parked'
  | 'ready'
  | 'awaitingHead'
  | 'executed'
  | 'committed';

/** One transaction. `docs/concurrency.md` draws its states. */
export interface Cell {
  state: CellState;
  incarnation: number;
  /** Share of the present run that is done, and how many of its needs it has come across. */
  progress: number;
  met: number;
  /** Locations whose value the present run read too early. */
  stale: Set<number>;
  /** Hot locations that it said it would write; that stands even when its run is given up. */
  announced: Set<number>;
  waiters: number[];
  hasWaited: boolean;
  /** Parked with its frames, which takes one of the contexts. */
  hasContext: boolean;
}

/** Contexts per worker beyond its own, as in the plan of the shared memory. */
const PARKED_PER_WORKER = 8;
const MAX_CONTEXTS = 120;

export class Cells {
  readonly all: Cell[];
  /** Lowest transaction that is not committed. */
  head = 0;
  /** Next transaction that nobody has started. */
  next = 0;
  #freeContexts: number;
  readonly #ready = heapOfNumbers();

  constructor(count: number, workers: number) {
    this.#freeContexts = Math.max(0, Math.min(workers * PARKED_PER_WORKER, MAX_CONTEXTS - workers));
    this.all = Array.from({ length: count }, () => ({
      state: 'pending',
      incarnation: 0,
      progress: 0,
      met: 0,
      stale: new Set<number>(),
      announced: new Set<number>(),
      waiters: [],
      hasWaited: false,
      hasContext: false,
    }));
  }

  get hasFreeContext(): boolean {
    return this.#freeContexts > 0;
  }

  /** There is something to go on with beside unstarted transactions. */
  get hasReady(): boolean {
    return this.#ready.size > 0;
  }

  hasExecuted(tx: number): boolean {
    const { state } = this.all[tx]!;
    return state === 'executed' || state === 'committed';
  }

  /** The present run begins anew. */
  restart(cell: Cell): void {
    cell.progress = 0;
    cell.met = 0;
    cell.stale.clear();
  }

  /** Leaves a transaction waiting for a lower one: where it stands, or, without a free context, at its start. */
  park(tx: number, blocker: number): void {
    const cell = this.all[tx]!;
    cell.state = 'parked';
    cell.hasWaited = true;
    cell.hasContext = this.hasFreeContext && cell.progress > 0;
    if (cell.hasContext) this.#freeContexts--;
    else this.restart(cell);
    this.all[blocker]!.waiters.push(tx);
  }

  /** A worker takes it. */
  claim(tx: number): void {
    const cell = this.all[tx]!;
    cell.state = 'executing';
    if (cell.hasContext) this.#freeContexts++;
    cell.hasContext = false;
  }

  offer(tx: number): void {
    this.all[tx]!.state = 'ready';
    this.#ready.push(tx);
  }

  /** Its writes are there: who waited for them can go on. */
  publish(tx: number): void {
    const cell = this.all[tx]!;
    cell.state = 'executed';
    for (const waiter of cell.waiters) this.offer(waiter);
    cell.waiters = [];
  }

  /** Takes the lowest transaction that can go on; undefined when there is none. */
  takeReady(): number | undefined {
    return this.#ready.pop();
  }

  /** Makes the head final. */
  commitHead(): void {
    this.all[this.head]!.state = 'committed';
    this.head++;
    if (this.all[this.head]?.state === 'awaitingHead') this.offer(this.head);
  }

  /** Takes back what a run wrote; the next incarnation begins at its start. */
  takeBack(tx: number): void {
    const cell = this.all[tx]!;
    cell.incarnation++;
    this.restart(cell);
  }
}
