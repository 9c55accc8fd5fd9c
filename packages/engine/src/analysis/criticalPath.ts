/** The longest chain of transactions that wait for each other, and what it means for any number of cores. */
import type { TransactionRecord } from '../record.ts';
import type { Dependency } from './dependencies.ts';

/** One transaction of the critical path. */
export interface CriticalStep {
  txIndex: number;
  /** Milliseconds by which it makes the path longer: all its time, or what comes after it read. */
  ms: number;
  /** What it waited for: the location that links it to the step before. Undefined for the first. */
  via: Dependency | undefined;
}

export interface CriticalPath {
  /** Milliseconds that no number of cores gets below, as long as a transaction reads only what has been finished. */
  ms: number;
  /** Milliseconds of all transactions one after the other. */
  workMs: number;
  /** Of the work, the part on the path: from 0 to 1. */
  share: number;
  /** In block order. */
  steps: CriticalStep[];
}

interface Finish {
  ms: number;
  via: Dependency | undefined;
}

function finishOf(ms: number, needs: readonly Dependency[], finished: readonly Finish[]): Finish {
  let latest: Finish = { ms, via: undefined };
  for (const via of needs) {
    const end = finished[via.on]!.ms + (1 - via.at) * ms;
    if (end > latest.ms) latest = { ms: end, via };
  }
  return latest;
}

function stepsTo(last: number, finished: readonly Finish[]): CriticalStep[] {
  const steps: CriticalStep[] = [];
  for (let txIndex: number | undefined = last; txIndex !== undefined; ) {
    const { ms, via }: Finish = finished[txIndex]!;
    steps.push({ txIndex, ms: ms - (via === undefined ? 0 : finished[via.on]!.ms), via });
    txIndex = via?.on;
  }
  return steps.reverse();
}

/**
 * The critical path of a block.
 *
 * @param dependencies of `dependenciesOf`; leave some out to see what the block would be without them
 */
export function criticalPath(
  transactions: readonly Pick<TransactionRecord, 'ms'>[],
  dependencies: readonly (readonly Dependency[])[],
): CriticalPath {
  const finished: Finish[] = [];
  let last: number | undefined;
  let workMs = 0;
  for (const [txIndex, { ms }] of transactions.entries()) {
    const finish = finishOf(ms, dependencies[txIndex] ?? [], finished);
    finished.push(finish);
    workMs += ms;
    if (last === undefined || finish.ms > finished[last]!.ms) last = txIndex;
  }
  if (last === undefined) return { ms: 0, workMs: 0, share: 0, steps: [] };
  const { ms } = finished[last]!;
  return { ms, workMs, share: workMs === 0 ? 0 : ms / workMs, steps: stepsTo(last, finished) };
}

/** Milliseconds that `cores` cores take at least: the path, or an equal share of the work. */
export function lowerBoundMs({ ms, workMs }: CriticalPath, cores: number): number {
  return Math.max(ms, workMs / cores);
}
