/** How a run ends that cannot go on. */
import { area } from './area';
import { CTRL_DONE, CTRL_LINE_BYTES, CTRL_STOP, CTRL_STOPPED_BY, PHASE_ACCOUNTS } from './layout';

/** Wakes all threads that wait for others. */
export function wakeAll(): void {
  for (let phase = 0; phase <= PHASE_ACCOUNTS; phase++) {
    atomic.notify(CTRL_DONE + phase * CTRL_LINE_BYTES, -1);
  }
}

/** Stops the run with an ERROR_*, the first of which stays, and traps: what is in memory is worth nothing any more. */
export function fail(reason: u32): void {
  if (atomic.cmpxchg<u32>(CTRL_STOP, 0, reason) == 0) store<u32>(CTRL_STOPPED_BY, <u32>area);
  wakeAll();
  unreachable();
}
