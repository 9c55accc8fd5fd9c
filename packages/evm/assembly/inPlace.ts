/**
 * Planned execution's end of a transaction: its changes go straight into the committed values, as in serial
 * execution, and what they overwrite is kept, so that a run ahead can be taken back.
 */
import { takeFromBlock } from './arena';
import { accountFields, generationOf } from './base';
import { ctx } from './context';
import { settleExists } from './flush';
import { isBeneficiary, isPermitted, isUnbounded } from './grants';
import {
  ACCOUNT_CURRENT,
  ACCOUNT_GENERATION,
  ACCOUNT_LOCK,
  ACCOUNT_STAMP,
  BALANCE_KNOWN,
  BLOCK_EPOCH,
  CTX_FIRST_ACCOUNT,
  CTX_FIRST_SLOT,
  CTX_RESULT,
  DESTROYED,
  EXISTS,
  FIELDS_BALANCE,
  FIELDS_BYTES,
  FIELDS_CODE,
  FIELDS_FLAGS,
  FIELDS_NONCE,
  GONE,
  LOCAL_BALANCE,
  LOCAL_BALANCE_ORIGINAL,
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
  LOCAL_SHARED,
  LOCAL_VALUE,
  MAY_CHANGE,
  MAY_CREDIT,
  MAY_USE_BALANCE,
  RESTORE_BALANCE,
  RESTORE_BYTES,
  RESTORE_CODE,
  RESTORE_CREDIT,
  RESTORE_FLAGS,
  RESTORE_GENERATION,
  RESTORE_KIND,
  RESTORE_LOCATION,
  RESTORE_NONCE,
  RESTORE_SLOT,
  RESTORE_STAMP,
  RESTORE_STORAGE,
  RESTORE_VALUE,
  RESULT_BENEFICIARY_KIND,
  RESULT_BENEFICIARY_VALUE,
  RESULT_RESTORES,
  RULE_CLEARS_EMPTY,
  SLOT_ACCOUNT,
  SLOT_CURRENT,
  SLOT_GENERATION,
  SLOT_STAMP,
  VALUE_KNOWN,
  VERSION_DELTA,
  VERSION_VALUE_SET,
} from './layout';
import { noteDirtyAccount, noteDirtySlot } from './parallel/dirty';
import { stoodEmpty } from './questions';
import { add256, copy256, eq256, isZero256, sub256 } from './word';

/** The account or slot that was changed beyond the plan, the one met first; 0 for none. */
export function firstBeyondPlan(): usize {
  let first: usize = 0;
  let entry = <usize>load<u32>(ctx, CTX_FIRST_SLOT);
  for (; entry != 0; entry = <usize>load<u32>(entry, LOCAL_LINK)) {
    if (isChangedSlot(entry) && !isPermitted(entry, MAY_CHANGE)) first = entry; // the list starts with the newest
  }
  entry = <usize>load<u32>(ctx, CTX_FIRST_ACCOUNT);
  for (; entry != 0; entry = <usize>load<u32>(entry, LOCAL_LINK)) {
    if (!isCovered(entry) && (first == 0 || entry < first)) first = entry;
  }
  return first;
}

function isCovered(account: usize): bool {
  // Whether such an account exists does not follow from its fields, so what was changed could not be taken back.
  if (stoodEmpty(account) && isWritten(account)) return isUnbounded();
  if (changesBalance(account) && !isBeneficiary(account)) {
    const wanted: u32 = isKnown(account, BALANCE_KNOWN) ? MAY_USE_BALANCE : MAY_CREDIT | MAY_USE_BALANCE;
    if (!isPermitted(account, wanted)) return false;
  }
  return !changesIdentity(account) || isPermitted(account, MAY_CHANGE);
}

function isKnown(local: usize, flag: u32): bool {
  return (load<u32>(local, LOCAL_FLAGS) & flag) != 0;
}

function isChangedSlot(entry: usize): bool {
  if (!isKnown(entry, VALUE_KNOWN) || isKnown(load<u32>(entry, LOCAL_OWNER), DESTROYED)) return false;
  return eq256(entry + LOCAL_VALUE, entry + LOCAL_ORIGINAL) == 0;
}

function changesBalance(account: usize): bool {
  const balance = account + LOCAL_BALANCE;
  if (isKnown(account, BALANCE_KNOWN)) return eq256(balance, account + LOCAL_BALANCE_ORIGINAL) == 0;
  return isZero256(balance) == 0;
}

function changesNonce(account: usize): bool {
  return load<u64>(account, LOCAL_NONCE) != load<u64>(account, LOCAL_NONCE_ORIGINAL);
}

function changesCode(account: usize): bool {
  return load<u32>(account, LOCAL_CODE) != load<u32>(account, LOCAL_CODE_ORIGINAL);
}

function changesExistence(account: usize): bool {
  return (
    isKnown(account, GONE) || load<u32>(account, LOCAL_EXISTS) != load<u32>(account, LOCAL_EXISTS_ORIGINAL)
  );
}

/** Everything of an account but its balance. Since Spurious Dragon existence follows from the fields. */
function changesIdentity(account: usize): bool {
  if (changesNonce(account) || changesCode(account) || isKnown(account, DESTROYED | GONE)) return true;
  return load<u32>(RULE_CLEARS_EMPTY) == 0 && changesExistence(account);
}

function isWritten(account: usize): bool {
  return changesBalance(account) || changesIdentity(account);
}

/** Result record of the transaction that is flushed. */
let result: usize = 0;

/** Writes the view of the finished transaction into the committed values. */
export function flushInPlace(): void {
  result = load<u32>(ctx, CTX_RESULT);
  store<u32>(result, 0, RESULT_RESTORES);
  let entry = <usize>load<u32>(ctx, CTX_FIRST_SLOT);
  for (; entry != 0; entry = <usize>load<u32>(entry, LOCAL_LINK)) {
    if (isChangedSlot(entry)) flushSlot(entry);
  }
  entry = <usize>load<u32>(ctx, CTX_FIRST_ACCOUNT);
  for (; entry != 0; entry = <usize>load<u32>(entry, LOCAL_LINK)) flushAccount(entry);
}

/** A record of what is overwritten; the caller stores the old value. */
function keep(location: usize, kind: u32): usize {
  const record = takeFromBlock(RESTORE_BYTES);
  store<u32>(record, load<u32>(result, RESULT_RESTORES));
  store<u32>(record, <u32>location, RESTORE_LOCATION);
  store<u32>(record, kind, RESTORE_KIND);
  store<u32>(result, <u32>record, RESULT_RESTORES);
  return record;
}

function flushSlot(entry: usize): void {
  const slot = <usize>load<u32>(entry, LOCAL_SHARED);
  const record = keep(slot, RESTORE_SLOT);
  store<u32>(record, load<u32>(slot, SLOT_STAMP), RESTORE_STAMP);
  store<u32>(record, load<u32>(slot, SLOT_GENERATION), RESTORE_GENERATION);
  copy256(record + RESTORE_VALUE, slot + SLOT_CURRENT);
  copy256(slot + SLOT_CURRENT, entry + LOCAL_VALUE);
  store<u32>(slot, load<u32>(BLOCK_EPOCH), SLOT_STAMP);
  store<u32>(slot, generationOf(load<u32>(slot, SLOT_ACCOUNT)), SLOT_GENERATION);
  noteDirtySlot(slot);
}

function flushAccount(entry: usize): void {
  let balance = changesBalance(entry);
  if (balance && isBeneficiary(entry)) {
    noteBeneficiary(entry);
    balance = false;
  }
  const identity = changesIdentity(entry);
  if (!identity && !balance) return;
  const account = <usize>load<u32>(entry, LOCAL_SHARED);
  // Who may use all of an account is the only one to use it.
  const isShared = !isPermitted(entry, MAY_CHANGE) || !isPermitted(entry, MAY_USE_BALANCE);
  if (isShared) while (atomic.cmpxchg<u32>(account + ACCOUNT_LOCK, 0, 1) != 0) {} // held for some ten nanoseconds
  const fields = openFields(account);
  if (balance) flushBalance(entry, account, fields + FIELDS_BALANCE);
  if (identity) flushIdentity(entry, account, fields);
  settleExists(fields);
  if (isShared) atomic.store<u32>(account + ACCOUNT_LOCK, 0);
  noteDirtyAccount(account);
}

/** The beneficiary's balance is kept by the committer. */
function noteBeneficiary(entry: usize): void {
  store<u32>(
    result,
    isKnown(entry, BALANCE_KNOWN) ? VERSION_VALUE_SET : VERSION_DELTA,
    RESULT_BENEFICIARY_KIND,
  );
  copy256(result + RESULT_BENEFICIARY_VALUE, entry + LOCAL_BALANCE);
}

/** The account's committed fields. The stamp is stored last: others may be reading fields that do not change here. */
function openFields(account: usize): usize {
  const fields = account + ACCOUNT_CURRENT;
  if (load<u32>(account, ACCOUNT_STAMP) == load<u32>(BLOCK_EPOCH)) return fields;
  const from = accountFields(account);
  if (from == 0) unreachable(); // `settle` saw to it that what is written was read
  memory.copy(fields, from, FIELDS_BYTES);
  store<u32>(account, 0, ACCOUNT_GENERATION);
  atomic.store<u32>(account + ACCOUNT_STAMP, load<u32>(BLOCK_EPOCH));
  return fields;
}

function flushBalance(entry: usize, account: usize, balance: usize): void {
  if (isKnown(entry, BALANCE_KNOWN)) {
    copy256(keep(account, RESTORE_BALANCE) + RESTORE_VALUE, balance);
    copy256(balance, entry + LOCAL_BALANCE);
  } else {
    copy256(keep(account, RESTORE_CREDIT) + RESTORE_VALUE, entry + LOCAL_BALANCE);
    add256(balance, entry + LOCAL_BALANCE, balance);
  }
}

function flushIdentity(entry: usize, account: usize, fields: usize): void {
  if (changesNonce(entry)) {
    store<u64>(keep(account, RESTORE_NONCE), load<u64>(fields, FIELDS_NONCE), RESTORE_VALUE);
    store<u64>(fields, load<u64>(entry, LOCAL_NONCE), FIELDS_NONCE);
  }
  if (changesCode(entry)) {
    store<u32>(keep(account, RESTORE_CODE), load<u32>(fields, FIELDS_CODE), RESTORE_VALUE);
    store<u32>(fields, load<u32>(entry, LOCAL_CODE), FIELDS_CODE);
  }
  if (changesExistence(entry)) {
    const flags = load<u32>(fields, FIELDS_FLAGS);
    store<u32>(keep(account, RESTORE_FLAGS), flags, RESTORE_VALUE);
    store<u32>(fields, (flags & ~EXISTS) | load<u32>(entry, LOCAL_EXISTS), FIELDS_FLAGS);
  }
  if (isKnown(entry, DESTROYED)) {
    const generation = load<u32>(account, ACCOUNT_GENERATION);
    store<u32>(keep(account, RESTORE_STORAGE), generation, RESTORE_VALUE);
    store<u32>(account, generation + 1, ACCOUNT_GENERATION);
  }
}

/** Takes back what a transaction flushed. Nobody flushes meanwhile, and those after it were taken back before. */
export function takeBackInPlace(from: usize): void {
  for (let record = <usize>load<u32>(from, RESULT_RESTORES); record != 0; record = load<u32>(record)) {
    restore(<usize>load<u32>(record, RESTORE_LOCATION), load<u32>(record, RESTORE_KIND), record);
  }
  store<u32>(from, 0, RESULT_RESTORES);
}

function restore(location: usize, kind: u32, record: usize): void {
  const value = record + RESTORE_VALUE;
  if (kind == RESTORE_SLOT) {
    copy256(location + SLOT_CURRENT, value);
    store<u32>(location, load<u32>(record, RESTORE_STAMP), SLOT_STAMP);
    store<u32>(location, load<u32>(record, RESTORE_GENERATION), SLOT_GENERATION);
    return;
  }
  const fields = location + ACCOUNT_CURRENT;
  if (kind == RESTORE_CREDIT) sub256(fields + FIELDS_BALANCE, value, fields + FIELDS_BALANCE);
  else if (kind == RESTORE_BALANCE) copy256(fields + FIELDS_BALANCE, value);
  else if (kind == RESTORE_NONCE) store<u64>(fields, load<u64>(value), FIELDS_NONCE);
  else if (kind == RESTORE_CODE) store<u32>(fields, load<u32>(value), FIELDS_CODE);
  else if (kind == RESTORE_FLAGS) store<u32>(fields, load<u32>(value), FIELDS_FLAGS);
  else store<u32>(location, load<u32>(value), ACCOUNT_GENERATION);
  settleExists(fields);
}
