/**
 * What transactions read of other owners. Before such a transaction is final, each owner is asked whether
 * its answer still holds: the owner reads again and compares by value.
 */
import { takeFromBlock } from '../arena';
import {
  AT_LEAST,
  BALANCE_KNOWN,
  CELL_FOREIGN,
  EMPTY_KNOWN,
  EXISTS,
  EXISTS_KNOWN,
  FIELDS_BALANCE,
  FIELDS_CODE,
  FIELDS_FLAGS,
  FIELDS_NONCE,
  FOREIGN_UNIT,
  LOCAL_BALANCE_ORIGINAL,
  LOCAL_EMPTY_ORIGINAL,
  LOCAL_EXISTS_ORIGINAL,
  LOCAL_FLAGS,
  LOCAL_FLOOR,
  LOCAL_NONCE_ORIGINAL,
  LOCAL_ORIGINAL,
  NONCE_KNOWN,
  PLAN_EMPTY_CODE,
  READ_AT_LEAST,
  READ_BALANCE,
  READ_BYTES,
  READ_EMPTY,
  READ_EXISTS,
  READ_KIND,
  READ_NONCE,
  READ_SLOT,
  READ_VALUE,
  SLOT_ACCOUNT,
  UNIT_ENTRY,
  UNIT_IS_SLOT,
} from '../layout';
import { copy256, eq256, isZero256, lt256 } from '../word';
import { accountBefore } from './overwritten';
import { accountUnit, hasUnitFlag } from './units';
import { ownValueBefore } from './view';

/** Keeps one read with the transaction of `cell`; returns where the value goes. */
function keep(cell: usize, unit: usize, kind: u32): usize {
  const read = takeFromBlock(READ_BYTES);
  store<u32>(read, load<u32>(cell, CELL_FOREIGN));
  store<u32>(cell, <u32>read, CELL_FOREIGN);
  store<u32>(read, kind, READ_KIND);
  store<u32>(read, <u32>unit, FOREIGN_UNIT);
  memory.fill(read + READ_VALUE, 0, 32);
  return read + READ_VALUE;
}

/** Keeps what was read of another owner's account. Its code is told to everybody and needs no question. */
export function keepForeign(cell: usize, unit: usize, entry: usize): void {
  const flags = load<u32>(entry, LOCAL_FLAGS);
  if (flags & BALANCE_KNOWN) copy256(keep(cell, unit, READ_BALANCE), entry + LOCAL_BALANCE_ORIGINAL);
  if (flags & AT_LEAST) copy256(keep(cell, unit, READ_AT_LEAST), entry + LOCAL_FLOOR);
  if (flags & NONCE_KNOWN) store<u64>(keep(cell, unit, READ_NONCE), load<u64>(entry, LOCAL_NONCE_ORIGINAL));
  if (flags & EXISTS_KNOWN)
    store<u32>(keep(cell, unit, READ_EXISTS), load<u32>(entry, LOCAL_EXISTS_ORIGINAL));
  if (flags & EMPTY_KNOWN) store<u32>(keep(cell, unit, READ_EMPTY), load<u32>(entry, LOCAL_EMPTY_ORIGINAL));
}

/** The same for a slot. */
export function keepForeignSlot(cell: usize, unit: usize, entry: usize): void {
  copy256(keep(cell, unit, READ_SLOT), entry + LOCAL_ORIGINAL);
}

/** The owner's side: whether a read of kind READ_* before `tx` gives what was seen. `scratch` is FIELDS_BYTES. */
export function holds(unit: usize, kind: u32, seen: usize, tx: u32, scratch: usize): bool {
  if (hasUnitFlag(unit, UNIT_IS_SLOT)) {
    const account = accountUnit(load<u32>(load<u32>(unit, UNIT_ENTRY), SLOT_ACCOUNT));
    if (account == 0) unreachable(); // who asks has read the account
    const value = ownValueBefore(unit, account, tx);
    return value != 0 && eq256(value, seen) != 0;
  }
  const fields = accountBefore(unit, tx, scratch);
  switch (kind) {
    case READ_BALANCE:
      return eq256(fields + FIELDS_BALANCE, seen) != 0;
    case READ_AT_LEAST:
      return lt256(fields + FIELDS_BALANCE, seen) == 0;
    case READ_NONCE:
      return load<u64>(fields, FIELDS_NONCE) == load<u64>(seen);
    case READ_EXISTS:
      return (load<u32>(fields, FIELDS_FLAGS) & EXISTS) == load<u32>(seen);
    case READ_EMPTY:
      return isEmptyNow(fields) == (load<u32>(seen) != 0);
    default:
      return false;
  }
}

function isEmptyNow(fields: usize): bool {
  return (
    load<u64>(fields, FIELDS_NONCE) == 0 &&
    load<u32>(fields, FIELDS_CODE) == load<u32>(PLAN_EMPTY_CODE) &&
    isZero256(fields + FIELDS_BALANCE) != 0
  );
}
