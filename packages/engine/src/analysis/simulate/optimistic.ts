/**
 * The optimistic mechanism, event by event: transactions start in block order, read too early or wait where that is
 * known to be needed, publish, and are validated in block order; who read too early runs again, and so do
 * executed followers that built on it.
 */
import { InvariantError } from '../../errors.ts';
import { Cells } from './cells.ts';
import { Contention } from './contention.ts';
import { executionUs, type MechanismCosts } from './costs.ts';
import { Crew, type Worker } from './crew.ts';
import type { Need, Work } from './work.ts';

/** How far ahead of the head transactions are started. */
const WINDOW = 512;
/** Runs after which a transaction is left alone until it is the head. */
const MOST_SPECULATIVE_RUNS = 3;
/** Followers that are looked at when a transaction is taken back. */
const FOLLOWERS = 64;
/** A sleeper looks by itself after so many milliseconds: while there are unstarted transactions, and otherwise. */
const NAP_MS = 0.5;
const SLEEP_MS = 100;

export interface OptimisticOutcome {
  ms: number;
  /** Milliseconds in which workers had nothing to do. */
  waitingMs: number;
  reExecutions: number;
}

/** Milliseconds of one whole run of each transaction. */
function runTimes({ items }: Work, costs: MechanismCosts, cores: number): number[] {
  return items.map(({ ms, uses }) => ms + executionUs(costs, uses.size, cores) / 1000);
}

class OptimisticBlock {
  #reExecutions = 0;
  /** Somebody holds the commit lock. */
  #isCommitting = false;
  readonly #contention = new Contention();
  readonly #crew: Crew;
  readonly #cells: Cells;
  readonly #runMs: number[];
  readonly #work: Work;
  readonly #costs: MechanismCosts;

  constructor(work: Work, costs: MechanismCosts, cores: number) {
    this.#work = work;
    this.#costs = costs;
    this.#runMs = runTimes(work, costs, cores);
    this.#cells = new Cells(work.items.length, cores);
    this.#crew = new Crew(cores, costs);
  }

  run(): OptimisticOutcome {
    const crew = this.#crew;
    this.#employ();
    while (this.#cells.head < this.#work.items.length) {
      const worker = crew.next();
      if (worker === undefined) throw new InvariantError('a simulated block stands still');
      this.#act(worker);
      this.#employ();
    }
    const ms = crew.now;
    return { ms, waitingMs: ms * crew.workers.length - crew.busyMs, reExecutions: this.#reExecutions };
  }

  #act(worker: Worker): void {
    if (worker.running !== undefined) this.#goOn(worker, worker.running);
    else if (worker.isCommitting) this.#commitHead(worker);
    else {
      worker.idleSince = undefined;
      this.#findWork(worker);
    }
  }

  /** The transaction has come to its next need, or to its end. */
  #goOn(worker: Worker, tx: number): void {
    const cell = this.#cells.all[tx]!;
    const { needs } = this.#work.items[tx]!;
    for (let need = needs[cell.met]; need !== undefined; need = needs[cell.met]) {
      if (need.at > cell.progress) break;
      const blocker = this.#blockerAt(tx, need);
      if (blocker !== undefined) {
        this.#park(worker, tx, blocker);
        return;
      }
      if (!this.#cells.hasExecuted(need.on)) cell.stale.add(need.location);
      cell.met++;
    }
    if (cell.progress < 1) {
      this.#runTo(worker, tx, needs[cell.met]?.at ?? 1);
      return;
    }
    this.#cells.publish(tx);
    worker.running = undefined;
    this.#findWork(worker);
  }

  #runTo(worker: Worker, tx: number, progress: number): void {
    const cell = this.#cells.all[tx]!;
    const ms = (progress - cell.progress) * this.#runMs[tx]!;
    cell.progress = progress;
    this.#crew.spend(worker, ms);
  }

  /** Whom a reader waits for, as far as it can know: everything else is read as it stands. */
  #blockerAt(tx: number, { on, location, isForeseen }: Need): number | undefined {
    if (this.#contention.isHot(location)) this.#cells.all[tx]!.announced.add(location);
    const queued = this.#contention.queueBehind(tx, location, this.#cells);
    if (queued !== undefined) return queued;
    if (this.#cells.hasExecuted(on)) return undefined;
    const writer = this.#cells.all[on]!;
    if (isForeseen || writer.incarnation > 0) return on;
    return this.#contention.isHot(location) && this.#hasAnnounced(on, location) ? on : undefined;
  }

  /** Who reads a hot location announces to write it; the first writer of all needs nobody there. */
  #hasAnnounced(on: number, location: number): boolean {
    const { state, announced } = this.#cells.all[on]!;
    if (state === 'pending') return false;
    return announced.has(location) || !this.#work.items[on]!.needs.some((need) => need.location === location);
  }

  #park(worker: Worker, tx: number, blocker: number): void {
    this.#cells.park(tx, blocker);
    worker.running = undefined;
    this.#crew.spend(worker, this.#costs.parkUs / 1000);
  }

  #findWork(worker: Worker): void {
    const { head, all } = this.#cells;
    if (all[head]?.state === 'executed' && !this.#isCommitting) {
      this.#lockCommit(worker, true);
      this.#crew.spend(worker, this.#costs.commitUs / 1000);
      return;
    }
    const ready = this.#cells.takeReady();
    const tx = ready ?? this.#takeUnstarted();
    if (tx === undefined) {
      this.#crew.rest(worker, this.#cells.next < all.length ? NAP_MS : SLEEP_MS);
      return;
    }
    this.#start(worker, tx);
    if (ready !== undefined && this.#cells.hasReady) this.#crew.notify();
  }

  #start(worker: Worker, tx: number): void {
    this.#cells.claim(tx);
    worker.running = tx;
    worker.idleSince = undefined;
    this.#goOn(worker, tx);
  }

  #takeUnstarted(): number | undefined {
    const { head, next, all, hasFreeContext } = this.#cells;
    if (next >= all.length || next >= head + WINDOW) return undefined;
    const onlyHead = !hasFreeContext || this.#contention.isAlone(head);
    if (onlyHead && next !== head) return undefined;
    return this.#cells.next++;
  }

  /** Those who still look find what there is. */
  #employ(): void {
    for (const worker of this.#crew.looking()) {
      this.#findWork(worker);
      if (worker.idleSince !== undefined) return; // there is nothing, for the others neither
    }
  }

  #lockCommit(worker: Worker, isLocked: boolean): void {
    this.#isCommitting = isLocked;
    worker.isCommitting = isLocked;
  }

  /** Validates the head: commits it, or runs it again at once. */
  #commitHead(worker: Worker): void {
    const { head, all } = this.#cells;
    const cell = all[head]!;
    if (cell.stale.size > 0) {
      this.#lockCommit(worker, false);
      this.#abort(worker, head);
      return;
    }
    this.#contention.noteCommit(head, cell.hasWaited);
    this.#cells.commitHead();
    if (all[this.#cells.head]?.state === 'executed') this.#crew.spend(worker, this.#costs.commitUs / 1000);
    else {
      this.#lockCommit(worker, false);
      this.#findWork(worker);
    }
  }

  /** Takes the head back, and those that built on it. */
  #abort(worker: Worker, head: number): void {
    const { all, next } = this.#cells;
    this.#contention.noteConflicts(all[head]!.stale);
    const taken = new Set([head]);
    this.#takeBack(head);
    for (let tx = head + 1; tx < Math.min(head + FOLLOWERS, next, all.length); tx++)
      this.#reconsider(tx, taken);
    this.#start(worker, head);
    if (this.#cells.hasReady) this.#crew.notify();
  }

  #takeBack(tx: number): void {
    this.#cells.takeBack(tx);
    this.#reExecutions++;
  }

  /** A follower that read what is taken back, or too early: executed, it is taken back, too; else it will be found out. */
  #reconsider(tx: number, taken: Set<number>): void {
    const cell = this.#cells.all[tx]!;
    const met = this.#work.items[tx]!.needs.slice(0, cell.met);
    const readFromTaken = met.filter(({ on }) => taken.has(on));
    if (cell.state !== 'executed') {
      for (const { location } of readFromTaken) cell.stale.add(location);
      return;
    }
    const isFoundOut = met.some(
      ({ on, location }) => cell.stale.has(location) && this.#cells.hasExecuted(on),
    );
    if (readFromTaken.length === 0 && !isFoundOut) return;
    taken.add(tx);
    this.#takeBack(tx);
    if (cell.incarnation < MOST_SPECULATIVE_RUNS) this.#cells.offer(tx);
    else cell.state = 'awaitingHead';
  }
}

/** Simulates the transactions of a block; what the block costs beside them is the caller's. */
export function simulateOptimistic(work: Work, costs: MechanismCosts, cores: number): OptimisticOutcome {
  return new OptimisticBlock(work, costs, cores).run();
}
