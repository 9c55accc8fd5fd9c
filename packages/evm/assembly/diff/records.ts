/** The records of a block's diff, in the form in which stores and tries take them. */
import { accountFields, generationOf, slotBase, ZERO_WORD } from '../base';
import {
  ACCOUNT_ADDRESS,
  ACCOUNT_BASE,
  CODE_HASH,
  DIFF_ADDRESS,
  DIFF_BALANCE_AFTER,
  DIFF_BALANCE_BEFORE,
  DIFF_CODE_HASH_AFTER,
  DIFF_CODE_HASH_BEFORE,
  DIFF_EXISTS_AFTER,
  DIFF_EXISTS_BEFORE,
  DIFF_FIELDS,
  DIFF_FIRST_SLOT,
  DIFF_FLAGS,
  DIFF_MAY_OWN_AFTER,
  DIFF_MAY_OWN_BEFORE,
  DIFF_NONCE_AFTER,
  DIFF_NONCE_BEFORE,
  DIFF_SLOT_AFTER,
  DIFF_SLOT_BEFORE,
  DIFF_SLOT_COUNT,
  DIFF_SLOT_KEY,
  DIFF_STORAGE_CLEARED,
  EXISTS,
  FIELDS_BALANCE,
  FIELDS_CODE,
  FIELDS_FLAGS,
  FIELDS_NONCE,
  HAS_STORAGE,
  PLAN_EMPTY_CODE,
  SLOT_ACCOUNT,
  SLOT_CURRENT,
  SLOT_GENERATION,
  SLOT_KEY,
} from '../layout';
import { eq256, storeBE } from '../word';

/** The value that a slot had before the block. Where storage was dropped it is not looked for: whoever wants it asks for all. */
function slotBefore(slot: usize): usize {
  return generationOf(load<u32>(slot, SLOT_ACCOUNT)) == 0 ? slotBase(slot) : ZERO_WORD;
}

/** True when a slot written in the block has another value after it. */
export function isSlotChanged(slot: usize): bool {
  if (load<u32>(slot, SLOT_GENERATION) != generationOf(load<u32>(slot, SLOT_ACCOUNT))) return false;
  return eq256(slot + SLOT_CURRENT, slotBefore(slot)) == 0;
}

export function writeSlot(record: usize, slot: usize): void {
  storeBE(record + DIFF_SLOT_KEY, slot + SLOT_KEY);
  storeBE(record + DIFF_SLOT_BEFORE, slotBefore(slot));
  storeBE(record + DIFF_SLOT_AFTER, slot + SLOT_CURRENT);
}

/** True when existence, nonce, balance or code are others than before the block. `fields` are those after it. */
export function areFieldsChanged(fields: usize, base: usize): bool {
  return (
    ((load<u32>(fields, FIELDS_FLAGS) ^ load<u32>(base, FIELDS_FLAGS)) & EXISTS) != 0 ||
    load<u32>(fields, FIELDS_CODE) != load<u32>(base, FIELDS_CODE) ||
    load<u64>(fields, FIELDS_NONCE) != load<u64>(base, FIELDS_NONCE) ||
    eq256(fields + FIELDS_BALANCE, base + FIELDS_BALANCE) == 0
  );
}

/** True when the account's slots from before the block are gone: dropped, or gone with an account that was removed for being empty. */
function isCleared(account: usize, existed: bool, exists: bool): bool {
  const owned = (load<u32>(account, ACCOUNT_BASE + FIELDS_FLAGS) & HAS_STORAGE) != 0;
  return generationOf(account) != 0 || (existed && !exists && owned);
}

function flagsOf(account: usize, fields: usize, slots: u32): u32 {
  const base = account + ACCOUNT_BASE;
  const before = load<u32>(base, FIELDS_FLAGS);
  const existed = (before & EXISTS) != 0;
  const exists = (load<u32>(fields, FIELDS_FLAGS) & EXISTS) != 0;
  const cleared = isCleared(account, existed, exists);
  let flags: u32 = cleared ? DIFF_STORAGE_CLEARED : 0;
  if (areFieldsChanged(fields, base)) flags |= DIFF_FIELDS;
  if (existed) flags |= DIFF_EXISTS_BEFORE;
  if (exists) flags |= DIFF_EXISTS_AFTER;
  if ((before & HAS_STORAGE) != 0) flags |= DIFF_MAY_OWN_BEFORE;
  // Which slots became empty nobody counts.
  if (slots != 0 || (!cleared && exists && (before & HAS_STORAGE) != 0)) flags |= DIFF_MAY_OWN_AFTER;
  return flags;
}

/** Writes an account's record; `first` and `slots` say which records of slots are its own. */
export function writeAccount(record: usize, account: usize, first: u32, slots: u32): void {
  const fields = accountFields(account);
  const flags = flagsOf(account, fields, slots);
  writeAddress(record + DIFF_ADDRESS, account + ACCOUNT_ADDRESS);
  store<u32>(record, flags, DIFF_FLAGS);
  store<u32>(record, first, DIFF_FIRST_SLOT);
  store<u32>(record, slots, DIFF_SLOT_COUNT);
  memory.fill(record + DIFF_SLOT_COUNT + 4, 0, DIFF_BALANCE_BEFORE - DIFF_SLOT_COUNT - 4);
  const before = account + ACCOUNT_BASE;
  const wasThere = (flags & DIFF_EXISTS_BEFORE) != 0;
  writeFields(record, DIFF_NONCE_BEFORE, DIFF_BALANCE_BEFORE, DIFF_CODE_HASH_BEFORE, before, wasThere);
  const isThere = (flags & DIFF_EXISTS_AFTER) != 0;
  writeFields(record, DIFF_NONCE_AFTER, DIFF_BALANCE_AFTER, DIFF_CODE_HASH_AFTER, fields, isThere);
}

/** Limbs as 20 big-endian bytes. */
function writeAddress(bytes: usize, limbs: usize): void {
  store<u32>(bytes, bswap<u32>(load<u32>(limbs, 16)));
  store<u64>(bytes, bswap<u64>(load<u64>(limbs, 8)), 4);
  store<u64>(bytes, bswap<u64>(load<u64>(limbs)), 12);
}

function writeFields(
  record: usize,
  nonce: usize,
  balance: usize,
  codeHash: usize,
  fields: usize,
  exists: bool,
): void {
  store<u64>(record + nonce, exists ? load<u64>(fields, FIELDS_NONCE) : 0);
  storeBE(record + balance, exists ? fields + FIELDS_BALANCE : ZERO_WORD);
  const code = exists ? load<u32>(fields, FIELDS_CODE) : load<u32>(PLAN_EMPTY_CODE);
  storeBE(record + codeHash, code + CODE_HASH);
}
