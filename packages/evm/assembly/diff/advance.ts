/**
 * Moves the base on between blocks: what a block left becomes what the next one begins with, so that a state that was read
 * once need not be read again. No worker runs meanwhile.
 */
import {
  ACCOUNT_BASE,
  ACCOUNT_CURRENT,
  ACCOUNT_LOADED,
  ACCOUNT_STAMP,
  BLOCK_EPOCH,
  DIFF_ACCOUNT_BYTES,
  DIFF_EXISTS_AFTER,
  DIFF_FLAGS,
  DIFF_MAY_OWN_AFTER,
  DIFF_STORAGE_CLEARED,
  EXISTS,
  FIELDS_BALANCE,
  FIELDS_BYTES,
  FIELDS_CODE,
  FIELDS_FLAGS,
  FIELDS_NONCE,
  HAS_STORAGE,
  PLAN_EMPTY_CODE,
  SLOT_ACCOUNT,
  SLOT_BASE,
  SLOT_CURRENT,
  SLOT_LOADED,
} from '../layout';
import { copy256 } from '../word';
import { ITEM_BYTES, ITEM_ENTRY } from './order';

/** Takes over the accounts of a block: sorted items, and their records in the same order. */
export function advanceAccounts(items: usize, records: usize, count: u32): void {
  for (let i: u32 = 0; i < count; i++) {
    const account = <usize>load<u32>(items + i * ITEM_BYTES, ITEM_ENTRY);
    advanceAccount(account, load<u32>(records + i * DIFF_ACCOUNT_BYTES, DIFF_FLAGS));
  }
}

function advanceAccount(account: usize, flags: u32): void {
  const base = account + ACCOUNT_BASE;
  const isThere = (flags & DIFF_EXISTS_AFTER) != 0;
  if (!isThere) clearFields(base);
  else if (load<u32>(account, ACCOUNT_STAMP) == load<u32>(BLOCK_EPOCH)) {
    memory.copy(base + FIELDS_CODE, account + ACCOUNT_CURRENT + FIELDS_CODE, FIELDS_BYTES - FIELDS_CODE);
  }
  const owns: u32 = (flags & DIFF_MAY_OWN_AFTER) != 0 ? HAS_STORAGE : 0;
  store<u32>(base, (isThere ? EXISTS : 0) | owns, FIELDS_FLAGS);
  let era = max<u32>(load<u32>(account, ACCOUNT_LOADED), 1);
  if ((flags & DIFF_STORAGE_CLEARED) != 0) era++;
  atomic.store<u32>(account + ACCOUNT_LOADED, era);
}

function clearFields(base: usize): void {
  store<u32>(base, load<u32>(PLAN_EMPTY_CODE), FIELDS_CODE);
  store<u64>(base, 0, FIELDS_NONCE);
  memory.fill(base + FIELDS_BALANCE, 0, 32);
}

/** Takes over the slots of a block, after its accounts. */
export function advanceSlots(items: usize, count: u32): void {
  for (let i: u32 = 0; i < count; i++) {
    const slot = <usize>load<u32>(items + i * ITEM_BYTES, ITEM_ENTRY);
    copy256(slot + SLOT_BASE, slot + SLOT_CURRENT);
    atomic.store<u32>(slot + SLOT_LOADED, load<u32>(load<u32>(slot, SLOT_ACCOUNT), ACCOUNT_LOADED));
  }
}
