/** Executes a plan: transactions start when those they wait for have ended, the lowest first, on any core or on a given one. */
import { Heap, heapOfNumbers } from './heap.ts';

export interface PlannedTask {
  /** Milliseconds on its core. */
  ms: number;
  /** Lower tasks that must have ended. */
  after: readonly number[];
  /** The one core that may run it; any when undefined. */
  core?: number;
  /** Milliseconds by which what a task on another core ended with reaches this one later. */
  latencyMs?: number;
}

export interface PlanOutcome {
  /** When the last task ended. */
  ms: number;
  /** Milliseconds of cores in which they stood still although tasks were left. */
  waitingMs: number;
  /** Milliseconds at which each task ended. */
  ends: number[];
}

/** A task that may start at a time, not before. */
interface Arrival {
  task: number;
  at: number;
}

/** The tasks that wait to start: on one core, or on all of them. */
class Queue {
  readonly #coming = new Heap<Arrival>((a, b) => a.at < b.at || (a.at === b.at && a.task < b.task));
  readonly #here = heapOfNumbers();

  add(arrival: Arrival): void {
    this.#coming.push(arrival);
  }

  /** When a core that is free from `now` on can start something: Infinity when nothing is in sight. */
  nextAt(now: number): number {
    if (this.#here.size > 0) return now;
    return Math.max(now, this.#coming.peek()?.at ?? Number.POSITIVE_INFINITY);
  }

  take(now: number): number {
    while ((this.#coming.peek()?.at ?? Number.POSITIVE_INFINITY) <= now)
      this.#here.push(this.#coming.pop()!.task);
    return this.#here.pop()!;
  }
}

/** Runs tasks on cores; `cores` from 1. */
export function runPlan(tasks: readonly PlannedTask[], cores: number): PlanOutcome {
  const isPlaced = tasks.some(({ core }) => core !== undefined);
  const shared = new Queue();
  const queues = Array.from({ length: cores }, () => (isPlaced ? new Queue() : shared));
  const free = new Array<number>(cores).fill(0);
  const ends = new Array<number>(tasks.length).fill(0);
  const followers: number[][] = tasks.map(() => []);
  const missing = tasks.map(({ after }) => new Set(after).size);
  for (const [task, { after }] of tasks.entries()) for (const on of new Set(after)) followers[on]!.push(task);
  const arrival = ({ after, core, latencyMs = 0 }: PlannedTask): number =>
    after.reduce((at, on) => Math.max(at, ends[on]! + (tasks[on]!.core === core ? 0 : latencyMs)), 0);
  const offer = (task: number) => queues[tasks[task]!.core ?? 0]!.add({ task, at: arrival(tasks[task]!) });
  for (const [task, count] of missing.entries()) if (count === 0) offer(task);

  let now = 0; // starts are found in order of time, so nobody starts before what has been taken already
  for (let left = tasks.length; left > 0; left--) {
    let core = 0;
    let start = Number.POSITIVE_INFINITY;
    for (let candidate = 0; candidate < cores; candidate++) {
      const at = queues[candidate]!.nextAt(Math.max(now, free[candidate]!));
      if (at < start) [core, start] = [candidate, at];
    }
    now = start;
    const task = queues[core]!.take(now);
    ends[task] = start + tasks[task]!.ms;
    free[core] = ends[task]!;
    for (const follower of followers[task]!) if (--missing[follower]! === 0) offer(follower);
  }
  const ms = ends.reduce((latest, end) => Math.max(latest, end), 0);
  const busyMs = tasks.reduce((sum, task) => sum + task.ms, 0);
  return { ms, waitingMs: ms * cores - busyMs, ends };
}
