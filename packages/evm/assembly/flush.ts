/**
 * Serial execution's end of a transaction: its changes go straight into the committed values.
 */
import { accountFields, generationOf } from './base';
import { ctx } from './context';
import {
  ACCOUNT_CURRENT,
  ACCOUNT_GENERATION,
  ACCOUNT_STAMP,
  BALANCE_KNOWN,
  BLOCK_EPOCH,
  CODE_KNOWN,
  CTX_FIRST_ACCOUNT,
  CTX_FIRST_SLOT,
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
  NONCE_KNOWN,
  PLAN_EMPTY_CODE,
  RULE_CLEARS_EMPTY,
  SLOT_CURRENT,
  SLOT_GENERATION,
  SLOT_STAMP,
  VALUE_KNOWN,
} from './layout';
import { noteDirtyAccount, noteDirtySlot } from './parallel/dirty';
import { add256, copy256, eq256, isZero256 } from './word';

/** The account's committed fields, ready to be written. Its base state is in memory. */
export function writableFields(account: usize): usize {
  const fields = account + ACCOUNT_CURRENT;
  if (load<u32>(account, ACCOUNT_STAMP) != load<u32>(BLOCK_EPOCH)) {
    const from = accountFields(account);
    if (from == 0) unreachable(); // callers read before they write
    memory.copy(fields, from, FIELDS_BYTES);
    store<u32>(account, 0, ACCOUNT_GENERATION);
    store<u32>(account, load<u32>(BLOCK_EPOCH), ACCOUNT_STAMP);
  }
  noteDirtyAccount(account);
  return fields;
}

/** Brings the flag EXISTS in line with the fields: since Spurious Dragon only what is not empty exists (EIP-161). */
export function settleExists(fields: usize): void {
  if (load<u32>(RULE_CLEARS_EMPTY) == 0) return;
  const empty =
    load<u64>(fields, FIELDS_NONCE) == 0 &&
    load<u32>(fields, FIELDS_CODE) == load<u32>(PLAN_EMPTY_CODE) &&
    isZero256(fields + FIELDS_BALANCE) != 0;
  const flags = load<u32>(fields, FIELDS_FLAGS);
  store<u32>(fields, empty ? flags & ~EXISTS : flags | EXISTS, FIELDS_FLAGS);
}

/** Adds wei to an account's committed balance; the account exists afterwards, unless it stays empty where such vanish. */
export function creditCommitted(account: usize, amount: usize): void {
  const fields = writableFields(account);
  add256(fields + FIELDS_BALANCE, amount, fields + FIELDS_BALANCE);
  store<u32>(fields, load<u32>(fields, FIELDS_FLAGS) | EXISTS, FIELDS_FLAGS);
  settleExists(fields);
}

/** Writes the view of the finished transaction into the committed values. */
export function flush(): void {
  for (
    let entry = <usize>load<u32>(ctx, CTX_FIRST_SLOT);
    entry != 0;
    entry = <usize>load<u32>(entry, LOCAL_LINK)
  ) {
    flushSlot(entry);
  }
  for (
    let entry = <usize>load<u32>(ctx, CTX_FIRST_ACCOUNT);
    entry != 0;
    entry = <usize>load<u32>(entry, LOCAL_LINK)
  ) {
    if (isChanged(entry)) flushAccount(entry);
  }
}

function flushSlot(entry: usize): void {
  if (
    (load<u32>(entry, LOCAL_FLAGS) & VALUE_KNOWN) == 0 ||
    eq256(entry + LOCAL_VALUE, entry + LOCAL_ORIGINAL) != 0
  )
    return;
  const owner = <usize>load<u32>(entry, LOCAL_OWNER);
  if ((load<u32>(owner, LOCAL_FLAGS) & DESTROYED) != 0) return;
  const slot = <usize>load<u32>(entry, LOCAL_SHARED);
  copy256(slot + SLOT_CURRENT, entry + LOCAL_VALUE);
  store<u32>(slot, load<u32>(BLOCK_EPOCH), SLOT_STAMP);
  store<u32>(slot, generationOf(load<u32>(owner, LOCAL_SHARED)), SLOT_GENERATION);
  noteDirtySlot(slot);
}

function isChanged(entry: usize): bool {
  const flags = load<u32>(entry, LOCAL_FLAGS);
  const balance = entry + LOCAL_BALANCE;
  if ((flags & BALANCE_KNOWN) != 0 ? !eq256(balance, entry + LOCAL_BALANCE_ORIGINAL) : !isZero256(balance))
    return true;
  if (load<u64>(entry, LOCAL_NONCE) != load<u64>(entry, LOCAL_NONCE_ORIGINAL)) return true;
  if (load<u32>(entry, LOCAL_CODE) != load<u32>(entry, LOCAL_CODE_ORIGINAL)) return true;
  return load<u32>(entry, LOCAL_EXISTS) != load<u32>(entry, LOCAL_EXISTS_ORIGINAL) || (flags & GONE) != 0;
}

function flushAccount(entry: usize): void {
  const flags = load<u32>(entry, LOCAL_FLAGS);
  const account = <usize>load<u32>(entry, LOCAL_SHARED);
  const fields = writableFields(account);
  const balance = fields + FIELDS_BALANCE;
  if ((flags & BALANCE_KNOWN) != 0) copy256(balance, entry + LOCAL_BALANCE);
  else add256(balance, entry + LOCAL_BALANCE, balance);
  if ((flags & NONCE_KNOWN) != 0) store<u64>(fields, load<u64>(entry, LOCAL_NONCE), FIELDS_NONCE);
  if ((flags & CODE_KNOWN) != 0) store<u32>(fields, load<u32>(entry, LOCAL_CODE), FIELDS_CODE);
  if ((flags & GONE) != 0 || load<u32>(entry, LOCAL_EXISTS) != load<u32>(entry, LOCAL_EXISTS_ORIGINAL)) {
    store<u32>(
      fields,
      (load<u32>(fields, FIELDS_FLAGS) & ~EXISTS) | load<u32>(entry, LOCAL_EXISTS),
      FIELDS_FLAGS,
    );
  }
  if ((flags & DESTROYED) != 0)
    store<u32>(account, load<u32>(account, ACCOUNT_GENERATION) + 1, ACCOUNT_GENERATION);
  settleExists(fields);
}
