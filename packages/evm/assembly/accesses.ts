/**
 * The record of what a finished transaction accessed and changed, in the block arena: block access
 * lists (EIP-7928), access lists of transactions (EIP-2930) and reports on conflicts are made of it.
 */
import { takeFromBlock } from './arena';
import { ctx } from './context';
import { hasFlag } from './journal';
import {
  ACCESSED,
  AT_LEAST,
  BALANCE_KNOWN,
  BLOCK_RECORDS,
  CODE_KNOWN,
  CTX_FIRST_ACCOUNT,
  CTX_FIRST_SLOT,
  CTX_RESULT,
  DESTROYED,
  EMPTY_KNOWN,
  EXISTS_KNOWN,
  GONE,
  LOCAL_BALANCE,
  LOCAL_BALANCE_ORIGINAL,
  LOCAL_BY,
  LOCAL_CODE,
  LOCAL_CODE_ORIGINAL,
  LOCAL_EXISTS,
  LOCAL_EXISTS_ORIGINAL,
  LOCAL_FLAGS,
  LOCAL_LINK,
  LOCAL_NONCE,
  LOCAL_NONCE_ORIGINAL,
  LOCAL_ORIGINAL,
  LOCAL_OWNER,
  LOCAL_SELECTOR,
  LOCAL_SHARED,
  LOCAL_SLOT_BY,
  LOCAL_SLOT_SELECTOR,
  LOCAL_VALUE,
  NONCE_KNOWN,
  RECORD_ACCOUNT,
  RECORD_BALANCE,
  RECORD_BY,
  RECORD_BYTES,
  RECORD_CODE,
  RECORD_CREDIT,
  RECORD_EXISTS,
  RECORD_KIND,
  RECORD_NONCE,
  RECORD_SELECTOR,
  RECORD_SLOT,
  RECORD_SLOT_READ,
  RECORD_VALUE,
  RECORD_WIPE,
  RECORDS_LOOKS,
  RESULT_RECORD_COUNT,
  RESULT_RECORDS,
  VALUE_KNOWN,
} from './layout';
import { copy256, eq256, isZero256 } from './word';

/** Writes the record of the transaction in `ctx`, if the block keeps records. */
export function recordAccesses(): void {
  const result = <usize>load<u32>(ctx, CTX_RESULT);
  store<u32>(result, 0, RESULT_RECORD_COUNT);
  if (load<u32>(BLOCK_RECORDS) == 0) return;
  const count = countRecords();
  next = takeFromBlock(count * RECORD_BYTES);
  store<u32>(result, <u32>next, RESULT_RECORDS);
  store<u32>(result, count, RESULT_RECORD_COUNT);
  let entry = <usize>load<u32>(ctx, CTX_FIRST_ACCOUNT);
  for (; entry != 0; entry = <usize>load<u32>(entry, LOCAL_LINK)) recordAccount(entry);
  entry = <usize>load<u32>(ctx, CTX_FIRST_SLOT);
  for (; entry != 0; entry = <usize>load<u32>(entry, LOCAL_LINK)) recordSlot(entry);
}

/** Where the next entry goes while a record is written. */
let next: usize = 0;

/** What of an account changed, as bits by RECORD_* kind. */
function changesOf(entry: usize): u32 {
  const flags = load<u32>(entry, LOCAL_FLAGS);
  const balance = entry + LOCAL_BALANCE;
  let changes: u32 = 0;
  if ((flags & BALANCE_KNOWN) != 0) {
    if (eq256(balance, entry + LOCAL_BALANCE_ORIGINAL) == 0) changes |= 1 << RECORD_BALANCE;
  } else if (isZero256(balance) == 0) {
    changes |= 1 << RECORD_CREDIT;
  }
  if ((flags & NONCE_KNOWN) != 0 && load<u64>(entry, LOCAL_NONCE) != load<u64>(entry, LOCAL_NONCE_ORIGINAL))
    changes |= 1 << RECORD_NONCE;
  if ((flags & CODE_KNOWN) != 0 && load<u32>(entry, LOCAL_CODE) != load<u32>(entry, LOCAL_CODE_ORIGINAL))
    changes |= 1 << RECORD_CODE;
  if ((flags & GONE) != 0 || load<u32>(entry, LOCAL_EXISTS) != load<u32>(entry, LOCAL_EXISTS_ORIGINAL))
    changes |= 1 << RECORD_EXISTS;
  if ((flags & DESTROYED) != 0) changes |= 1 << RECORD_WIPE;
  return changes;
}

/** True for a slot whose value after the transaction is another. */
function isChangedSlot(entry: usize): bool {
  return (
    hasFlag(entry, VALUE_KNOWN) &&
    !hasFlag(load<u32>(entry, LOCAL_OWNER), DESTROYED) &&
    eq256(entry + LOCAL_VALUE, entry + LOCAL_ORIGINAL) == 0
  );
}

/** Flags of what was read. */
const LOOKS: u32 =
  BALANCE_KNOWN | NONCE_KNOWN | CODE_KNOWN | EXISTS_KNOWN | EMPTY_KNOWN | VALUE_KNOWN | AT_LEAST;

/** True when the record names the account or slot although it did not change. */
function isRecorded(entry: usize): bool {
  const looks: u32 = (load<u32>(BLOCK_RECORDS) & RECORDS_LOOKS) != 0 ? LOOKS : 0;
  return hasFlag(entry, ACCESSED | looks);
}

function countRecords(): u32 {
  let count: u32 = 0;
  let entry = <usize>load<u32>(ctx, CTX_FIRST_ACCOUNT);
  for (; entry != 0; entry = <usize>load<u32>(entry, LOCAL_LINK)) {
    const changes = changesOf(entry);
    if (changes != 0 || isRecorded(entry)) count += 1 + popcnt<u32>(changes);
  }
  entry = <usize>load<u32>(ctx, CTX_FIRST_SLOT);
  for (; entry != 0; entry = <usize>load<u32>(entry, LOCAL_LINK)) {
    if (isRecorded(entry)) count++;
  }
  return count;
}

/** Starts a record of the location that `entry` mirrors; returns where the value goes. */
function begin(entry: usize, kind: u32, by: u32, selector: u32): usize {
  const record = next;
  next = record + RECORD_BYTES;
  store<u32>(record, load<u32>(entry, LOCAL_SHARED));
  store<u32>(record, kind, RECORD_KIND);
  store<u32>(record, by, RECORD_BY);
  store<u32>(record, selector, RECORD_SELECTOR);
  return record + RECORD_VALUE;
}

function recordAccount(entry: usize): void {
  const changes = changesOf(entry);
  if (changes == 0 && !isRecorded(entry)) return;
  const by = load<u32>(entry, LOCAL_BY);
  const selector = load<u32>(entry, LOCAL_SELECTOR);
  store<u32>(begin(entry, RECORD_ACCOUNT, by, selector), load<u32>(entry, LOCAL_FLAGS));
  for (let kind: u32 = RECORD_BALANCE; kind <= <u32>RECORD_WIPE; kind++) {
    if ((changes & (1 << kind)) == 0) continue;
    const value = begin(entry, kind, by, selector);
    if (kind <= <u32>RECORD_CREDIT) copy256(value, entry + LOCAL_BALANCE);
    else if (kind == RECORD_NONCE) store<u64>(value, load<u64>(entry, LOCAL_NONCE));
    else if (kind == RECORD_CODE) store<u32>(value, load<u32>(entry, LOCAL_CODE));
    else if (kind == RECORD_EXISTS) store<u32>(value, load<u32>(entry, LOCAL_EXISTS));
  }
}

function recordSlot(entry: usize): void {
  if (!isRecorded(entry)) return;
  const kind: u32 = isChangedSlot(entry) ? RECORD_SLOT : RECORD_SLOT_READ;
  const value = begin(entry, kind, load<u32>(entry, LOCAL_SLOT_BY), load<u32>(entry, LOCAL_SLOT_SELECTOR));
  copy256(value, entry + LOCAL_VALUE);
}
