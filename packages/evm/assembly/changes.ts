/** The block's changes as compact records for TypeScript, each worker from its own dirty lists. */
import { takeFromBlock } from './arena';
import { accountFields, generationOf, ZERO_WORD } from './base';
import {
  ACCOUNT_ADDRESS,
  ACCOUNT_BALANCE_VERSIONS,
  ACCOUNT_BASE,
  ACCOUNT_CODE_VERSIONS,
  ACCOUNT_DIRTY,
  ACCOUNT_DIRTY_NEXT,
  ACCOUNT_EXISTS_VERSIONS,
  ACCOUNT_HOT,
  ACCOUNT_NONCE_VERSIONS,
  ACCOUNT_WIPE_VERSIONS,
  BLOCK_EPOCH,
  CHANGE_BALANCE,
  CHANGE_BYTES,
  CHANGE_CLEARED,
  CHANGE_CODE,
  CHANGE_EXISTS,
  CHANGE_FIELDS,
  CHANGE_FLAGS,
  CHANGE_NONCE,
  EXISTS,
  FIELDS_BALANCE,
  FIELDS_CODE,
  FIELDS_FLAGS,
  FIELDS_NONCE,
  SLOT_ACCOUNT,
  SLOT_BASE,
  SLOT_CHANGE_BYTES,
  SLOT_CHANGE_KEY,
  SLOT_CHANGE_VALUE,
  SLOT_CURRENT,
  SLOT_DIRTY,
  SLOT_DIRTY_NEXT,
  SLOT_GENERATION,
  SLOT_HOT,
  SLOT_KEY,
  SLOT_LOADED,
  SLOT_STAMP,
  SLOT_VERSIONS,
} from './layout';
import {
  clearDirty,
  dirtyAccountCount,
  dirtyAccounts,
  dirtySlotCount,
  dirtySlots,
  noteDirtyAccount,
} from './parallel/dirty';
import { copy256, eq256 } from './word';

/** Where the records of the last `encodeChanges` are, and how many. */
export let accountChanges: usize = 0;
export let accountChangeCount: u32 = 0;
export let slotChanges: usize = 0;
export let slotChangeCount: u32 = 0;

/** Writes the records of this worker's locations and forgets the lists. */
export function encodeChanges(): void {
  slotChanges = takeFromBlock(dirtySlotCount * SLOT_CHANGE_BYTES);
  slotChangeCount = 0;
  for (let slot = dirtySlots; slot != 0; slot = <usize>load<u32>(slot, SLOT_DIRTY_NEXT)) {
    encodeSlot(slot);
    store<u32>(slot, 0, SLOT_DIRTY);
    store<u32>(slot, 0, SLOT_HOT);
  }
  accountChanges = takeFromBlock(dirtyAccountCount * CHANGE_BYTES);
  accountChangeCount = 0;
  for (let account = dirtyAccounts; account != 0; account = <usize>load<u32>(account, ACCOUNT_DIRTY_NEXT)) {
    encodeAccount(account);
    resetAccount(account);
  }
  clearDirty();
}

function resetAccount(account: usize): void {
  store<u32>(account, 0, ACCOUNT_WIPE_VERSIONS);
  store<u32>(account, 0, ACCOUNT_DIRTY);
  store<u32>(account, 0, ACCOUNT_HOT);
}

/** After a block that did not end: forgets versions and lists without looking at values. */
export function dropChanges(): void {
  for (let slot = dirtySlots; slot != 0; slot = <usize>load<u32>(slot, SLOT_DIRTY_NEXT)) {
    store<u32>(slot, 0, SLOT_VERSIONS);
    store<u32>(slot, 0, SLOT_DIRTY);
    store<u32>(slot, 0, SLOT_HOT);
  }
  for (let account = dirtyAccounts; account != 0; account = <usize>load<u32>(account, ACCOUNT_DIRTY_NEXT)) {
    store<u32>(account, 0, ACCOUNT_BALANCE_VERSIONS);
    store<u32>(account, 0, ACCOUNT_NONCE_VERSIONS);
    store<u32>(account, 0, ACCOUNT_CODE_VERSIONS);
    store<u32>(account, 0, ACCOUNT_EXISTS_VERSIONS);
    resetAccount(account);
  }
  clearDirty();
}

/** A slot's record, unless its value is that of before the block or its storage was dropped afterwards. */
function encodeSlot(slot: usize): void {
  if (load<u32>(slot, SLOT_STAMP) != load<u32>(BLOCK_EPOCH)) return;
  const account = <usize>load<u32>(slot, SLOT_ACCOUNT);
  const generation = generationOf(account);
  if (load<u32>(slot, SLOT_GENERATION) != generation) return;
  const before: usize =
    generation == 0 && atomic.load<u32>(slot + SLOT_LOADED) != 0 ? slot + SLOT_BASE : ZERO_WORD;
  if (eq256(slot + SLOT_CURRENT, before) != 0) return;
  noteDirtyAccount(account); // so that the account has a record too; another worker may write it as well
  const record = slotChanges + slotChangeCount * SLOT_CHANGE_BYTES;
  slotChangeCount++;
  memory.copy(record, account + ACCOUNT_ADDRESS, 24);
  copy256(record + SLOT_CHANGE_KEY, slot + SLOT_KEY);
  copy256(record + SLOT_CHANGE_VALUE, slot + SLOT_CURRENT);
}

/** An account's record, also when only its slots changed: TypeScript groups them by it. */
function encodeAccount(account: usize): void {
  const fields = accountFields(account);
  if (fields == 0) return; // announced and never reached
  const exists = (load<u32>(fields, FIELDS_FLAGS) & EXISTS) != 0;
  const record = accountChanges + accountChangeCount * CHANGE_BYTES;
  accountChangeCount++;
  memory.copy(record, account + ACCOUNT_ADDRESS, 24);
  let flags: u32 = exists ? CHANGE_EXISTS : 0;
  if (generationOf(account) != 0) flags |= CHANGE_CLEARED;
  if (differs(fields, account + ACCOUNT_BASE)) flags |= CHANGE_FIELDS;
  store<u32>(record, flags, CHANGE_FLAGS);
  store<u32>(record, load<u32>(fields, FIELDS_CODE), CHANGE_CODE);
  store<u64>(record, load<u64>(fields, FIELDS_NONCE), CHANGE_NONCE);
  copy256(record + CHANGE_BALANCE, fields + FIELDS_BALANCE);
}

function differs(fields: usize, base: usize): bool {
  return (
    ((load<u32>(fields, FIELDS_FLAGS) ^ load<u32>(base, FIELDS_FLAGS)) & EXISTS) != 0 ||
    load<u32>(fields, FIELDS_CODE) != load<u32>(base, FIELDS_CODE) ||
    load<u64>(fields, FIELDS_NONCE) != load<u64>(base, FIELDS_NONCE) ||
    eq256(fields + FIELDS_BALANCE, base + FIELDS_BALANCE) == 0
  );
}
