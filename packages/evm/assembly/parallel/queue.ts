/**
 * Crowded locations. Where nearly every transaction writes the same location, running ahead is work
 * thrown away: the reader queues behind the transaction before it, and goes on from where it stood
 * when that one is through. The queue is in block order, so it ends.
 */
import { CTRL_HEAD } from '../layout';
import { hasExecuted } from './cells';

/**
 * A location is crowded while it had at least one conflict per so many committed transactions. Queueing
 * prevents the conflicts that would show that it is still needed, so the bound is generous: one wasted run
 * in 64 tells that it is.
 */
const CROWDED: u32 = 64;
/** Transactions below the reader that are looked at. */
const REACH: u32 = 16;

/** The nearest lower transaction that `tx` should wait for before it reads a location with so many conflicts; -1 for none. */
export function queueBehind(tx: u32, conflicts: u32): i32 {
  const head = atomic.load<u32>(CTRL_HEAD);
  if (conflicts * CROWDED < head) return -1;
  const end = tx > head + REACH ? tx - REACH : head;
  for (let lower = tx; lower > end; lower--) {
    if (!hasExecuted(lower - 1)) return <i32>(lower - 1);
  }
  return -1;
}
