/**
 * Moves the base by a diff that no block just left: forward by a known block, or back. What the diff names is in memory
 * afterwards, whatever the reader of the state would say. No worker runs meanwhile.
 */
import {
  ACCOUNT_BASE,
  ACCOUNT_LOADED,
  DIFF_ADDRESS,
  DIFF_BALANCE_AFTER,
  DIFF_BALANCE_BEFORE,
  DIFF_CODE_HASH_AFTER,
  DIFF_CODE_HASH_BEFORE,
  DIFF_EXISTS_AFTER,
  DIFF_EXISTS_BEFORE,
  DIFF_FLAGS,
  DIFF_MAY_OWN_AFTER,
  DIFF_MAY_OWN_BEFORE,
  DIFF_NONCE_AFTER,
  DIFF_NONCE_BEFORE,
  DIFF_SLOT_AFTER,
  DIFF_SLOT_BEFORE,
  DIFF_SLOT_BYTES,
  DIFF_SLOT_KEY,
  EXISTS,
  FIELDS_BALANCE,
  FIELDS_CODE,
  FIELDS_FLAGS,
  FIELDS_NONCE,
  HAS_STORAGE,
  SLOT_BASE,
  SLOT_LOADED,
} from '../layout';
import { internAccount, internCode, internSlot, storeAddress } from '../locations';
import { loadBE } from '../word';

/** Takes an account from one side of a record of a complete diff; returns its entry. `scratch` is 32 bytes. */
export function applyAccount(record: usize, after: bool, scratch: usize): usize {
  storeAddress(scratch, record + DIFF_ADDRESS);
  const account = internAccount(load<u64>(scratch), load<u64>(scratch, 8), load<u64>(scratch, 16));
  const base = account + ACCOUNT_BASE;
  const flags = load<u32>(record, DIFF_FLAGS);
  const exists = (flags & (after ? DIFF_EXISTS_AFTER : DIFF_EXISTS_BEFORE)) != 0;
  const owns = (flags & (after ? DIFF_MAY_OWN_AFTER : DIFF_MAY_OWN_BEFORE)) != 0;
  store<u32>(base, (exists ? EXISTS : 0) | (owns ? HAS_STORAGE : 0), FIELDS_FLAGS);
  store<u64>(base, load<u64>(record + (after ? DIFF_NONCE_AFTER : DIFF_NONCE_BEFORE)), FIELDS_NONCE);
  loadBE(base + FIELDS_BALANCE, record + (after ? DIFF_BALANCE_AFTER : DIFF_BALANCE_BEFORE));
  loadBE(scratch, record + (after ? DIFF_CODE_HASH_AFTER : DIFF_CODE_HASH_BEFORE));
  store<u32>(base, <u32>internCode(scratch), FIELDS_CODE);
  atomic.store<u32>(account + ACCOUNT_LOADED, max<u32>(load<u32>(account, ACCOUNT_LOADED), 1));
  return account;
}

/** Takes slots of an account from one side of their records. `scratch` is 32 bytes. */
export function applySlots(account: usize, records: usize, count: u32, after: bool, scratch: usize): void {
  const value: usize = after ? DIFF_SLOT_AFTER : DIFF_SLOT_BEFORE;
  for (let i: u32 = 0; i < count; i++) {
    const record = records + i * DIFF_SLOT_BYTES;
    loadBE(scratch, record + DIFF_SLOT_KEY);
    const slot = internSlot(account, scratch);
    loadBE(slot + SLOT_BASE, record + value);
    atomic.store<u32>(slot + SLOT_LOADED, load<u32>(account, ACCOUNT_LOADED));
  }
}
