/**
 * What the block changed, as a diff in bytes. One thread writes it down when somebody wants it, from the dirty lists that
 * all workers left in their lines; then the lists are empty. First the locations are collected, then sorted, so that
 * the diff does not depend on who wrote what.
 */
import { takeFromBlock } from './arena';
import { accountFields, generationOf } from './base';
import { advanceAccounts, advanceSlots } from './diff/advance';
import { ITEM_BYTES, ITEM_ENTRY, setItem, sortItems } from './diff/order';
import { areFieldsChanged, isSlotChanged, writeAccount, writeSlot } from './diff/records';
import {
  ACCOUNT_ADDRESS,
  ACCOUNT_BALANCE_VERSIONS,
  ACCOUNT_BASE,
  ACCOUNT_CHANGED_SLOTS,
  ACCOUNT_CODE_VERSIONS,
  ACCOUNT_CONFLICTS,
  ACCOUNT_DIRTY,
  ACCOUNT_WIPE_VERSIONS,
  BLOCK_EPOCH,
  CONFLICT_ADDRESS,
  CONFLICT_BYTES,
  CONFLICT_COUNT,
  CONFLICT_KEY,
  CONFLICT_KIND,
  CONFLICT_NEXT,
  CONFLICT_SLOT,
  DIFF_ACCOUNT_BYTES,
  DIFF_SLOT_BYTES,
  FIELDS_CODE,
  MAX_WORKERS,
  NEW_CODE_BYTES,
  NEW_CODE_ENTRY,
  SLOT_ACCOUNT,
  SLOT_CONFLICTS,
  SLOT_DIRTY,
  SLOT_KEY,
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
import { copy256 } from './word';

/** Where the records of the last `encodeChanges` are, and how many. */
export let accountRecords: usize = 0;
export let accountCount: u32 = 0;
export let slotRecords: usize = 0;
export let slotCount: u32 = 0;
/** First of the list of code entries that accounts got, 0 for none. */
export let firstNewCode: usize = 0;
/** First of the list of locations with conflicts, 0 for none. */
export let firstConflict: usize = 0;

/** Changed locations as items to be sorted. */
let accounts: usize = 0;
let slots: usize = 0;

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

/** Writes the diff of all locations that this thread and the workers below `workers` wrote. */
export function encodeChanges(workers: u32): void {
  leaveDirty(OWN_LINE);
  firstConflict = 0;
  firstNewCode = 0;
  slotCount = 0;
  accountCount = 0;
  slots = takeFromBlock(sumOf(WORKER_DIRTY_SLOT_COUNT, workers) * ITEM_BYTES);
  for (let worker: u32 = 0; worker < workers; worker++) collectSlots(lineOf(worker));
  collectSlots(lineOf(OWN_LINE));
  // Accounts of which only slots changed may have come to this thread's list meanwhile: at most one per slot.
  accounts = takeFromBlock((sumOf(WORKER_DIRTY_ACCOUNT_COUNT, workers) + slotCount) * ITEM_BYTES);
  for (let worker: u32 = 0; worker < workers; worker++) collectAccounts(lineOf(worker));
  collectAccounts(lineOf(OWN_LINE));
  leaveDirty(OWN_LINE);
  collectAccounts(lineOf(OWN_LINE));
  writeRecords();
}

function collectSlots(line: usize): void {
  let slot = <usize>load<u32>(line, WORKER_DIRTY_SLOTS);
  while (slot != 0) {
    if (load<u32>(slot, SLOT_STAMP) == load<u32>(BLOCK_EPOCH) && isSlotChanged(slot)) collectSlot(slot);
    slot = resetSlot(slot);
  }
  store<u32>(line, 0, WORKER_DIRTY_SLOTS);
  store<u32>(line, 0, WORKER_DIRTY_SLOT_COUNT);
}

function collectSlot(slot: usize): void {
  const account = <usize>load<u32>(slot, SLOT_ACCOUNT);
  noteDirtyAccount(account); // slots are grouped by their account's record
  store<u32>(account, load<u32>(account, ACCOUNT_CHANGED_SLOTS) + 1, ACCOUNT_CHANGED_SLOTS);
  setItem(slots + slotCount * ITEM_BYTES, load<u64>(slot, SLOT_KEY + 24), slot);
  slotCount++;
}

function collectAccounts(line: usize): void {
  let account = <usize>load<u32>(line, WORKER_DIRTY_ACCOUNTS);
  while (account != 0) {
    collectAccount(account);
    account = resetAccount(account);
  }
  store<u32>(line, 0, WORKER_DIRTY_ACCOUNTS);
  store<u32>(line, 0, WORKER_DIRTY_ACCOUNT_COUNT);
}

/** Collects an account unless all of it is as before. */
function collectAccount(account: usize): void {
  const fields = accountFields(account);
  const changedSlots = load<u32>(account, ACCOUNT_CHANGED_SLOTS);
  if (fields == 0) {
    if (changedSlots != 0) unreachable(); // whose code ran is in memory
    return; // announced and never reached
  }
  const base = account + ACCOUNT_BASE;
  if (changedSlots == 0 && generationOf(account) == 0 && !areFieldsChanged(fields, base)) return;
  const upper =
    (load<u64>(account, ACCOUNT_ADDRESS + 16) << 32) | (load<u64>(account, ACCOUNT_ADDRESS + 8) >> 32);
  setItem(accounts + accountCount * ITEM_BYTES, upper, account);
  accountCount++;
  if (load<u32>(fields, FIELDS_CODE) != load<u32>(base, FIELDS_CODE))
    noteNewCode(load<u32>(fields, FIELDS_CODE));
}

function noteNewCode(code: u32): void {
  const record = takeFromBlock(NEW_CODE_BYTES);
  store<u32>(record, <u32>firstNewCode);
  store<u32>(record, code, NEW_CODE_ENTRY);
  firstNewCode = record;
}

/** Sorts what was collected and writes it down. */
function writeRecords(): void {
  accounts = sortItems(accounts, accountCount, ACCOUNT_ADDRESS, 3);
  slots = sortItems(slots, slotCount, SLOT_KEY, 4);
  accountRecords = takeFromBlock(accountCount * DIFF_ACCOUNT_BYTES);
  slotRecords = takeFromBlock(slotCount * DIFF_SLOT_BYTES);
  let first: u32 = 0;
  for (let i: u32 = 0; i < accountCount; i++) {
    const account = <usize>load<u32>(accounts + i * ITEM_BYTES, ITEM_ENTRY);
    const count = load<u32>(account, ACCOUNT_CHANGED_SLOTS);
    writeAccount(accountRecords + i * DIFF_ACCOUNT_BYTES, account, first, count);
    store<u32>(account, first, ACCOUNT_CHANGED_SLOTS);
    first += count;
  }
  for (let i: u32 = 0; i < slotCount; i++) {
    const slot = <usize>load<u32>(slots + i * ITEM_BYTES, ITEM_ENTRY);
    const account = <usize>load<u32>(slot, SLOT_ACCOUNT);
    const place = load<u32>(account, ACCOUNT_CHANGED_SLOTS);
    store<u32>(account, place + 1, ACCOUNT_CHANGED_SLOTS);
    writeSlot(slotRecords + place * DIFF_SLOT_BYTES, slot);
  }
  for (let i: u32 = 0; i < accountCount; i++)
    store<u32>(load<u32>(accounts + i * ITEM_BYTES, ITEM_ENTRY), 0, ACCOUNT_CHANGED_SLOTS);
}

/** Makes what the last block left the base of the next. Its changes were written down, and nothing ran since. */
export function advanceBase(): void {
  advanceAccounts(accounts, accountRecords, accountCount);
  advanceSlots(slots, slotCount);
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
