/**
 * The locations that the block wrote, one list per worker: whoever writes a location first takes it
 * on its list, so at the end each worker folds its own share and nothing is folded twice. A link is
 * `next | 1`, so that the last of a list differs from one that is in none.
 */
import {
  ACCOUNT_DIRTY,
  SLOT_DIRTY,
  WORKER_DIRTY_ACCOUNT_COUNT,
  WORKER_DIRTY_ACCOUNTS,
  WORKER_DIRTY_SLOT_COUNT,
  WORKER_DIRTY_SLOTS,
  WORKER_LINE_BYTES,
  WORKER_LINES,
} from '../layout';

/** First dirty account and slot of this worker; 0 for none. */
export let dirtyAccounts: usize = 0;
export let dirtySlots: usize = 0;
let accountCount: u32 = 0;
let slotCount: u32 = 0;

export function noteDirtyAccount(account: usize): void {
  const link = account + ACCOUNT_DIRTY;
  if (load<u32>(link) != 0 || atomic.cmpxchg<u32>(link, 0, <u32>dirtyAccounts | 1) != 0) return;
  dirtyAccounts = account;
  accountCount++;
}

export function noteDirtySlot(slot: usize): void {
  const link = slot + SLOT_DIRTY;
  if (load<u32>(link) != 0 || atomic.cmpxchg<u32>(link, 0, <u32>dirtySlots | 1) != 0) return;
  dirtySlots = slot;
  slotCount++;
}

/** The location after one of a list, by its link. */
export function nextDirty(link: u32): usize {
  return <usize>(link & ~1);
}

/** Leaves the lists in the worker's line, for whoever writes the changes down, and starts new ones. */
export function leaveDirty(worker: u32): void {
  const line = <usize>WORKER_LINES + <usize>worker * WORKER_LINE_BYTES;
  store<u32>(line, <u32>dirtyAccounts, WORKER_DIRTY_ACCOUNTS);
  store<u32>(line, <u32>dirtySlots, WORKER_DIRTY_SLOTS);
  store<u32>(line, accountCount, WORKER_DIRTY_ACCOUNT_COUNT);
  store<u32>(line, slotCount, WORKER_DIRTY_SLOT_COUNT);
  dirtyAccounts = 0;
  dirtySlots = 0;
  accountCount = 0;
  slotCount = 0;
}
