/** How threads share out the tasks of a phase, and wait for each other at its end. */
import { CTRL_CLAIMED, CTRL_DONE, CTRL_LINE_BYTES, CTRL_STOP, PHASE_ACCOUNTS } from './layout';

/** Looks at the word before sleeping: the end of a phase is near when there is nothing left to claim. */
const SPINS: i32 = 2000;
/** 10 ms: a lost wake-up would be a bug; looking again keeps it from being a hang. */
const LONGEST_SLEEP_NS: i64 = 10_000_000;

function claimedWord(phase: i32): usize {
  return CTRL_CLAIMED + phase * CTRL_LINE_BYTES;
}

function doneWord(phase: i32): usize {
  return CTRL_DONE + phase * CTRL_LINE_BYTES;
}

/** No task is claimed. Before a run, by the thread that calls it. */
export function beginPhases(): void {
  for (let phase = 0; phase <= PHASE_ACCOUNTS; phase++) {
    atomic.store<u32>(claimedWord(phase), 0);
    atomic.store<u32>(doneWord(phase), 0);
  }
}

/** Traps when another thread failed. */
function checkStop(): void {
  if (atomic.load<u32>(CTRL_STOP) != 0) unreachable();
}

/** A task for the calling thread, or `total` or more when all are claimed. */
export function claim(phase: i32): u32 {
  checkStop();
  return atomic.add<u32>(claimedWord(phase), 1);
}

/** A task is done, and what it wrote is there for those who see it so; true for the last one of the phase. */
export function finish(phase: i32, total: u32): bool {
  const done = atomic.add<u32>(doneWord(phase), 1) + 1;
  if (done == total) atomic.notify(doneWord(phase), -1);
  return done == total;
}

/** Waits until all tasks of a phase are done. */
export function waitFor(phase: i32, total: u32): void {
  const word = doneWord(phase);
  for (let spins = 0; ; spins++) {
    const done = atomic.load<u32>(word);
    if (done >= total) return;
    checkStop();
    if (spins >= SPINS) atomic.wait<i32>(word, <i32>done, LONGEST_SLEEP_NS);
  }
}
