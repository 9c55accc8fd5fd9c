/**
 * Final changes. The home of a transaction tells owners of what it changed of theirs, and everybody of
 * code and of storage that was dropped; who is told takes back what it ran on older values.
 */
import {
  CELL_PARCELS,
  FIELDS_BYTES,
  MESSAGE_AFTER,
  MESSAGE_ENTRY,
  MESSAGE_FIELDS,
  MESSAGE_IS_NEWS,
  MESSAGE_IS_SLOT,
  MESSAGE_KIND,
  MESSAGE_TX,
  MESSAGE_VALUE,
  MESSAGE_WRITE,
  OF_BALANCE_OR_VALUE,
  OF_CODE_IDENTITY,
  OF_WHOLE_STORAGE,
  PARCEL_MESSAGE,
  PARCEL_UNIT,
  SLOT_ACCOUNT,
  UNIT_IS_CHANGED,
  UNIT_OWNER,
} from '../layout';
import { post, postCopy, write } from './outbox';
import { changeAccount, changeSlot, storageGenerationBefore } from './overwritten';
import { final } from './progress';
import { cellOf, committed } from './queue';
import { me, workers } from './ring';
import { beginMarks, markFor, takeBackFrom } from './takeBack';
import { accountUnit, confirm, foreignAccount, setUnitFlag, slotUnit } from './units';

/** What is told to everybody. */
const TOLD: u32 = OF_CODE_IDENTITY | OF_WHOLE_STORAGE;

function maskOf(message: usize): u32 {
  return (load<u32>(message, MESSAGE_KIND) >> 8) & 63;
}

/** Sends the parcels of a transaction, which is final now. */
export function sendParcels(tx: u32): void {
  let parcel = <usize>load<u32>(cellOf(tx), CELL_PARCELS);
  for (; parcel != 0; parcel = load<u32>(parcel)) sendParcel(parcel);
}

function sendParcel(parcel: usize): void {
  const unit = <usize>load<u32>(parcel, PARCEL_UNIT);
  const message = parcel + PARCEL_MESSAGE;
  store<u32>(message, final, MESSAGE_AFTER);
  const owner = load<u32>(unit, UNIT_OWNER);
  if (owner != me) postCopy(owner, message);
  const told = maskOf(message) & TOLD;
  if ((load<u32>(message, MESSAGE_KIND) & MESSAGE_IS_SLOT) != 0 || told == 0) return;
  tellOthers(message, told, owner);
  if (owner != me) applyAccount(unit, message, told);
}

/** Tells all but the owner what everybody knows. */
function tellOthers(message: usize, told: u32, owner: u32): void {
  for (let to: u32 = 0; to < workers; to++) {
    if (to == me || to == owner) continue;
    const copy = write(
      MESSAGE_WRITE | MESSAGE_IS_NEWS | (told << 8),
      load<u32>(message, MESSAGE_TX),
      final,
      load<u32>(message, MESSAGE_ENTRY),
    );
    memory.copy(copy + MESSAGE_FIELDS, message + MESSAGE_FIELDS, FIELDS_BYTES);
    store<u32>(copy, owner, MESSAGE_FIELDS);
    post(to);
  }
}

/** The receiver's side. */
export function applyWrite(message: usize): void {
  const entry = <usize>load<u32>(message, MESSAGE_ENTRY);
  const kind = load<u32>(message, MESSAGE_KIND);
  if ((kind & MESSAGE_IS_SLOT) != 0) {
    applySlot(entry, message);
  } else if ((kind & MESSAGE_IS_NEWS) != 0) {
    applyAccount(foreignAccount(entry, load<u32>(message, MESSAGE_FIELDS)), message, maskOf(message));
  } else {
    const unit = accountUnit(entry);
    if (unit == 0) unreachable(); // who writes has seen the base state
    confirm(unit);
    applyAccount(unit, message, maskOf(message));
    setUnitFlag(unit, UNIT_IS_CHANGED);
  }
}

function applyAccount(unit: usize, message: usize, mask: u32): void {
  beginMarks();
  markFor(unit, mask, load<u32>(message, MESSAGE_TX));
  takeBackFrom(committed);
  changeAccount(unit, mask, message + MESSAGE_FIELDS);
}

function applySlot(entry: usize, message: usize): void {
  const account = accountUnit(load<u32>(entry, SLOT_ACCOUNT));
  const unit = slotUnit(entry, account);
  confirm(unit);
  const tx = load<u32>(message, MESSAGE_TX);
  beginMarks();
  markFor(unit, OF_BALANCE_OR_VALUE, tx);
  takeBackFrom(committed);
  changeSlot(unit, message + MESSAGE_VALUE, storageGenerationBefore(account, tx));
  setUnitFlag(unit, UNIT_IS_CHANGED);
}
