/**
 * The locations that the block wrote, one list per worker: whoever writes a location first takes it
 * on its list, so at the end each worker folds its own share and nothing is folded twice.
 */
import { ACCOUNT_DIRTY, ACCOUNT_DIRTY_NEXT, SLOT_DIRTY, SLOT_DIRTY_NEXT } from '../layout';

/** First dirty account and slot of this worker; 0 for none. */
export let dirtyAccounts: usize = 0;
export let dirtySlots: usize = 0;
export let dirtyAccountCount: u32 = 0;
export let dirtySlotCount: u32 = 0;

export function noteDirtyAccount(account: usize): void {
  if (load<u32>(account, ACCOUNT_DIRTY) != 0 || atomic.cmpxchg<u32>(account + ACCOUNT_DIRTY, 0, 1) != 0)
    return;
  store<u32>(account, <u32>dirtyAccounts, ACCOUNT_DIRTY_NEXT);
  dirtyAccounts = account;
  dirtyAccountCount++;
}

export function noteDirtySlot(slot: usize): void {
  if (load<u32>(slot, SLOT_DIRTY) != 0 || atomic.cmpxchg<u32>(slot + SLOT_DIRTY, 0, 1) != 0) return;
  store<u32>(slot, <u32>dirtySlots, SLOT_DIRTY_NEXT);
  dirtySlots = slot;
  dirtySlotCount++;
}

/** Forgets the lists: they were folded or dropped. */
export function clearDirty(): void {
  dirtyAccounts = 0;
  dirtySlots = 0;
  dirtyAccountCount = 0;
  dirtySlotCount = 0;
}
