/**
 * Planned execution, when a transaction needs more than the plan gives: how it comes to run alone.
 *
 * The barrier keeps others from starting above it. The round says whether runs that had started were taken
 * back meanwhile: it is odd while that happens, and whoever started in an odd or another round throws away what
 * it computed. Flushing and taking back exclude each other as in Dekker's algorithm: who flushes raises its flag and
 * then looks at the round; who takes back changes the round and then waits until all flags are down.
 */
import {
  CELL_ROUND,
  CTRL_BARRIER,
  CTRL_ROUND,
  CTRL_STOP,
  PLAN_WORKERS,
  WORKER_FLUSHING,
  WORKER_LINE_BYTES,
  WORKER_LINES,
} from '../layout';
import { cellOf, notifyIdle } from './cells';

/** True when `tx` may not start now. */
export function isBarred(tx: u32): bool {
  const barrier = atomic.load<u32>(CTRL_BARRIER);
  return barrier != 0 && tx >= barrier;
}

/** Bars what is above `tx`, unless there is a lower barrier. */
export function raiseBarrier(tx: u32): void {
  while (true) {
    const barrier = atomic.load<u32>(CTRL_BARRIER);
    if (barrier != 0 && barrier <= tx + 1) return;
    if (atomic.cmpxchg<u32>(CTRL_BARRIER, barrier, tx + 1) == barrier) return;
  }
}

/** Ends the barrier above `tx`, if it is that one. */
export function liftBarrier(tx: u32): void {
  if (atomic.load<u32>(CTRL_BARRIER) != tx + 1) return;
  if (atomic.cmpxchg<u32>(CTRL_BARRIER, tx + 1, 0) == tx + 1) notifyIdle();
}

/** A run of `tx` starts. Before the barrier and the plan are looked at. */
export function noteRound(tx: u32): void {
  store<u32>(cellOf(tx), atomic.load<u32>(CTRL_ROUND), CELL_ROUND);
}

/** True when what `tx` read may have been taken back since its run started. */
export function isOverrun(tx: u32): bool {
  const round = load<u32>(cellOf(tx), CELL_ROUND);
  return (round & 1) != 0 || round != atomic.load<u32>(CTRL_ROUND);
}

function flagOf(worker: u32): usize {
  return <usize>WORKER_LINES + <usize>worker * WORKER_LINE_BYTES + WORKER_FLUSHING;
}

/** The worker is about to flush. */
export function raiseFlag(worker: u32): void {
  atomic.store<u32>(flagOf(worker), 1);
}

export function lowerFlag(worker: u32): void {
  atomic.store<u32>(flagOf(worker), 0);
}

/** Ends rounds of flushing: from here until `openRound` nobody flushes. A worker that died stops the block. */
export function closeRound(): void {
  atomic.add<u32>(CTRL_ROUND, 1);
  const workers = load<u32>(PLAN_WORKERS);
  for (let worker: u32 = 0; worker < workers; worker++) {
    while (atomic.load<u32>(flagOf(worker)) != 0 && atomic.load<u32>(CTRL_STOP) == 0) {}
  }
}

export function openRound(): void {
  atomic.add<u32>(CTRL_ROUND, 1);
}
