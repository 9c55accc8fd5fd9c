/**
 * The block's changes as compact records for TypeScript. One thread writes them down when somebody
 * wants them, from the dirty lists that all workers left in their lines; then the lists are empty.
 */
import { takeFromBlock } from './arena';
import { accountFields, generationOf, ZERO_WORD } from './base';
import {
  ACCOUNT_ADDRESS,
  ACCOUNT_BALANCE_VERSIONS,
  ACCOUNT_BASE,
  ACCOUNT_CODE_VERSIONS,
  ACCOUNT_CONFLICTS,
  ACCOUNT_DIRTY,
  ACCOUNT_WIPE_VERSIONS,
  BLOCK_EPOCH,
  CHANGE_BALANCE,
  CHANGE_BYTES,
  CHANGE_CLEARED,
  CHANGE_CODE,
  CHANGE_EXISTS,
  CHANGE_FIELDS,
  CHANGE_FLAGS,
  CHANGE_NEW_CODE,
  CHANGE_NONCE,
  CONFLICT_ADDRESS,
  CONFLICT_BYTES,
  CONFLICT_COUNT,
  CONFLICT_KEY,
  CONFLICT_KIND,
  CONFLICT_NEXT,
  CONFLICT_SLOT,
  EXISTS,
  FIELDS_BALANCE,
  FIELDS_CODE,
  FIELDS_FLAGS,
  FIELDS_NONCE,
  MAX_WORKERS,
  SLOT_ACCOUNT,
  SLOT_BASE,
  SLOT_CHANGE_BYTES,
  SLOT_CHANGE_KEY,
  SLOT_CHANGE_VALUE,
  SLOT_CONFLICTS,
  SLOT_CURRENT,
  SLOT_DIRTY,
  SLOT_GENERATION,
  SLOT_KEY,
  SLOT_LOADED,
  SLOT_STAMP,
  SLOT_VERSIONS,
  WORKER_DIRTY_ACCOUNT_COUNT,
  WORKER_DIRTY_ACCOUNTS,
  WORKER_DIRTY_SLOT_COUNT,
  WORKER_DIRTY_SLOTS,
  WORKER_LINE_BYTES,
  WORKER_LINES,
} from './layout';
import { leaveDirty, nextDirty, noteDirtyAccount } from './parallel/dirty';
import { copy256, eq256 } from './word';

/** Where the records of the last `encodeChanges` are, and how many. */
export let accountChanges: usize = 0;
export let accountChangeCount: u32 = 0;
export let slotChanges: usize = 0;
export let slotChangeCount: u32 = 0;
/** First of the list of locations with conflicts, 0 for none. */
export let firstConflict: usize = 0;

/** The line in which this thread leaves its own lists: the last, which no worker has. */
const OWN_LINE: u32 = MAX_WORKERS - 1;

function lineOf(worker: u32): usize {
  return <usize>WORKER_LINES + <usize>worker * WORKER_LINE_BYTES;
}

/** Sum of a count over all lines that hold lists. */
function sumOf(count: usize, workers: u32): u32 {
  let sum = load<u32>(lineOf(OWN_LINE) + count);
  for (let worker: u32 = 0; worker < workers; worker++) sum += load<u32>(lineOf(worker) + count);
  return sum;
}

/** Writes the records of all locations that this thread and the workers below `workers` wrote. */
export function encodeChanges(workers: u32): void {
  leaveDirty(OWN_LINE);
  firstConflict = 0;
  slotChanges = takeFromBlock(sumOf(WORKER_DIRTY_SLOT_COUNT, workers) * SLOT_CHANGE_BYTES);
  slotChangeCount = 0;
  for (let worker: u32 = 0; worker < workers; worker++) encodeSlots(lineOf(worker));
  encodeSlots(lineOf(OWN_LINE));
  // Accounts of which only slots changed may have come to this thread's list meanwhile: at most one per slot.
  accountChanges = takeFromBlock(
    (sumOf(WORKER_DIRTY_ACCOUNT_COUNT, workers) + slotChangeCount) * CHANGE_BYTES,
  );
  accountChangeCount = 0;
  for (let worker: u32 = 0; worker < workers; worker++) encodeAccounts(lineOf(worker));
  encodeAccounts(lineOf(OWN_LINE));
  leaveDirty(OWN_LINE);
  encodeAccounts(lineOf(OWN_LINE));
}

function encodeSlots(line: usize): void {
  let slot = <usize>load<u32>(line, WORKER_DIRTY_SLOTS);
  while (slot != 0) {
    encodeSlot(slot);
    slot = resetSlot(slot);
  }
  store<u32>(line, 0, WORKER_DIRTY_SLOTS);
  store<u32>(line, 0, WORKER_DIRTY_SLOT_COUNT);
}

function encodeAccounts(line: usize): void {
  let account = <usize>load<u32>(line, WORKER_DIRTY_ACCOUNTS);
  while (account != 0) {
    encodeAccount(account);
    account = resetAccount(account);
  }
  store<u32>(line, 0, WORKER_DIRTY_ACCOUNTS);
  store<u32>(line, 0, WORKER_DIRTY_ACCOUNT_COUNT);
}

/** Takes a slot off its list, noting its conflicts; returns the next. */
function resetSlot(slot: usize): usize {
  const next = nextDirty(load<u32>(slot, SLOT_DIRTY));
  const conflicts = load<u32>(slot, SLOT_CONFLICTS);
  if (conflicts != 0) {
    const record = noteConflict(load<u32>(slot, SLOT_ACCOUNT), CONFLICT_SLOT, conflicts);
    copy256(record + CONFLICT_KEY, slot + SLOT_KEY);
  }
  store<u32>(slot, 0, SLOT_VERSIONS);
  store<u32>(slot, 0, SLOT_CONFLICTS);
  store<u32>(slot, 0, SLOT_DIRTY);
  return next;
}

/** As `resetSlot`. */
function resetAccount(account: usize): usize {
  const next = nextDirty(load<u32>(account, ACCOUNT_DIRTY));
  for (let field: u32 = 0; field < 3; field++) {
    const conflicts = load<u32>(account + (field << 2), ACCOUNT_CONFLICTS);
    if (conflicts != 0) noteConflict(account, field, conflicts);
    store<u32>(account + (field << 2), 0, ACCOUNT_CONFLICTS);
  }
  store<u64>(account, 0, ACCOUNT_BALANCE_VERSIONS); // and those of the nonce
  store<u64>(account, 0, ACCOUNT_CODE_VERSIONS); // and of existence
  store<u32>(account, 0, ACCOUNT_WIPE_VERSIONS);
  store<u32>(account, 0, ACCOUNT_DIRTY);
  return next;
}

function noteConflict(account: usize, kind: u32, count: u32): usize {
  const record = takeFromBlock(CONFLICT_BYTES);
  store<u32>(record, <u32>firstConflict, CONFLICT_NEXT);
  store<u32>(record, kind, CONFLICT_KIND);
  store<u32>(record, count, CONFLICT_COUNT);
  memory.copy(record + CONFLICT_ADDRESS, account + ACCOUNT_ADDRESS, 24);
  firstConflict = record;
  return record;
}

/** After a block that did not end: empties the lists without looking at values. */
export function dropChanges(workers: u32): void {
  leaveDirty(OWN_LINE);
  for (let worker: u32 = 0; worker < workers; worker++) dropLists(lineOf(worker));
  dropLists(lineOf(OWN_LINE));
}

function dropLists(line: usize): void {
  let slot = <usize>load<u32>(line, WORKER_DIRTY_SLOTS);
  while (slot != 0) slot = resetSlot(slot);
  let account = <usize>load<u32>(line, WORKER_DIRTY_ACCOUNTS);
  while (account != 0) account = resetAccount(account);
  memory.fill(line + WORKER_DIRTY_ACCOUNTS, 0, 16);
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
  noteDirtyAccount(account); // TypeScript groups slots by their account's record
  const record = slotChanges + slotChangeCount * SLOT_CHANGE_BYTES;
  slotChangeCount++;
  memory.copy(record, account + ACCOUNT_ADDRESS, 24);
  copy256(record + SLOT_CHANGE_KEY, slot + SLOT_KEY);
  copy256(record + SLOT_CHANGE_VALUE, slot + SLOT_CURRENT);
}

/** An account's record, also when only its slots changed. */
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
  if (load<u32>(fields, FIELDS_CODE) != load<u32>(account, ACCOUNT_BASE + FIELDS_CODE))
    flags |= CHANGE_NEW_CODE;
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
