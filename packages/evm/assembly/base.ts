/**
 * Values below all versions: as committed in this block (`current`, when its stamp is the block's
 * epoch), else as before the block (`base`). While transactions run optimistically both are read-only.
 */
import {
  ACCOUNT_BASE,
  ACCOUNT_CURRENT,
  ACCOUNT_GENERATION,
  ACCOUNT_LOADED,
  ACCOUNT_STAMP,
  ACCOUNTS_COMPLETE,
  BLOCK_EPOCH,
  FIELDS_FLAGS,
  HAS_STORAGE,
  PLAN_STATE_COMPLETE,
  SLOT_ACCOUNT,
  SLOT_BASE,
  SLOT_CURRENT,
  SLOT_GENERATION,
  SLOT_LOADED,
  SLOT_STAMP,
  SLOTS_COMPLETE,
} from './layout';

/** Address of 32 zero bytes: the start of memory is never written. */
export const ZERO_WORD: usize = 32;

/** True when an account's base is in memory, or nothing is there to be read: a new entry is one that does not exist. */
function isRead(loaded: usize): bool {
  return atomic.load<u32>(loaded) != 0 || (load<u32>(PLAN_STATE_COMPLETE) & ACCOUNTS_COMPLETE) != 0;
}

/** Fields (FIELDS_*) of an account, or 0 while its base state is not in memory. */
export function accountFields(account: usize): usize {
  if (atomic.load<u32>(account + ACCOUNT_STAMP) == load<u32>(BLOCK_EPOCH)) return account + ACCOUNT_CURRENT;
  return isRead(account + ACCOUNT_LOADED) ? account + ACCOUNT_BASE : 0;
}

/** How often the account's storage was dropped in this block. */
export function generationOf(account: usize): u32 {
  return load<u32>(account, ACCOUNT_STAMP) == load<u32>(BLOCK_EPOCH)
    ? load<u32>(account, ACCOUNT_GENERATION)
    : 0;
}

/** True when the account is known to have had no storage before the block: its slots need not be read. */
function ownsNothing(account: usize): bool {
  return (
    isRead(account + ACCOUNT_LOADED) && (load<u32>(account, ACCOUNT_BASE + FIELDS_FLAGS) & HAS_STORAGE) == 0
  );
}

/** Address of a slot's value, or 0 while its base value is not in memory. */
export function slotValue(slot: usize): usize {
  const generation = generationOf(load<u32>(slot, SLOT_ACCOUNT));
  if (load<u32>(slot, SLOT_STAMP) == load<u32>(BLOCK_EPOCH)) {
    return load<u32>(slot, SLOT_GENERATION) == generation ? slot + SLOT_CURRENT : ZERO_WORD;
  }
  return generation != 0 ? ZERO_WORD : slotBase(slot);
}

/** Address of the value that a slot had before the block, or 0 while it is not in memory. */
export function slotBase(slot: usize): usize {
  const account = <usize>load<u32>(slot, SLOT_ACCOUNT);
  if (ownsNothing(account)) return ZERO_WORD;
  const loaded = atomic.load<u32>(slot + SLOT_LOADED);
  const era = atomic.load<u32>(account + ACCOUNT_LOADED);
  if (loaded != 0 && loaded >= era) return slot + SLOT_BASE;
  if (era > 1) return ZERO_WORD; // dropped in a block before, and not written since
  return (load<u32>(PLAN_STATE_COMPLETE) & SLOTS_COMPLETE) != 0 ? slot + SLOT_BASE : 0;
}
