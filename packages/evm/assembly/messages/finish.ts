/**
 * A transaction has ended: what it changed of its worker's own goes into the units, what it touched is
 * noted in case something below it changes, what it read and changed of others is kept until it is final.
 */
import { takeFromBlock } from '../arena';
import {
  CELL_FOREIGN,
  CELL_OVERWRITTEN,
  CELL_PARCELS,
  CELL_POSITION,
  CELL_TOUCHED,
  CELL_TOUCHED_COUNT,
  CTX_FIRST_ACCOUNT,
  CTX_FIRST_SLOT,
  DESTROYED,
  FIELDS_BALANCE,
  FIELDS_BYTES,
  LOCAL_ANSWER,
  LOCAL_FLAGS,
  LOCAL_LINK,
  LOCAL_OWNER,
  LOCAL_SHARED,
  LOCAL_SLOT_ANSWER,
  LOCAL_SLOT_UNIT,
  LOCAL_UNIT,
  LOCAL_VALUE,
  MESSAGE_ENTRY,
  MESSAGE_FIELDS,
  MESSAGE_IS_SLOT,
  MESSAGE_KIND,
  MESSAGE_TX,
  MESSAGE_VALUE,
  MESSAGE_WRITE,
  OF_BALANCE_OR_VALUE,
  OF_CODE_IDENTITY,
  OF_WHOLE_STORAGE,
  PARCEL_BYTES,
  PARCEL_MESSAGE,
  PARCEL_UNIT,
  UNIT_IS_CHANGED,
  UNIT_TOUCHED,
} from '../layout';
import { changesOf, isSlotChanged, newFields } from './changes';
import { keepForeign, keepForeignSlot } from './foreign';
import { changeAccount, changeSlot, recordOverwrite, storageGenerationBefore } from './overwritten';
import { cellOf } from './queue';
import { workers } from './ring';
import { beginMarks, disturbs, markFor, readsOf, takeBackFrom } from './takeBack';
import { isOwn, setUnitFlag } from './units';
import { slotUnitOf, unitOf } from './view';

/** MESSAGE_IS_SLOT among the bits of a mask. */
const SLOT_MASK: u32 = MESSAGE_IS_SLOT >> 8;

let tx: u32 = 0;
let cell: usize = 0;
let nextTouch: usize = 0;
/** Scratch for the changed fields of an account, FIELDS_BYTES. */
let fields: usize = 0;

export function openFinish(): void {
  fields = takeFromBlock(FIELDS_BYTES);
}

/** Takes over what the transaction in `ctx` did. */
export function finish(ctx: usize, index: u32): void {
  tx = index;
  cell = cellOf(index);
  const touches = makeWay(ctx);
  nextTouch = takeFromBlock((<usize>touches) << 2);
  store<u32>(cell, <u32>nextTouch, CELL_TOUCHED);
  store<u32>(cell, 0, CELL_OVERWRITTEN);
  store<u32>(cell, 0, CELL_FOREIGN);
  store<u32>(cell, 0, CELL_PARCELS);
  let entry = <usize>load<u32>(ctx, CTX_FIRST_ACCOUNT);
  for (; entry != 0; entry = <usize>load<u32>(entry, LOCAL_LINK)) finishAccount(entry);
  entry = <usize>load<u32>(ctx, CTX_FIRST_SLOT);
  for (; entry != 0; entry = <usize>load<u32>(entry, LOCAL_LINK)) finishSlot(entry);
  store<u32>(cell, <u32>(nextTouch - load<u32>(cell, CELL_TOUCHED)) >> 2, CELL_TOUCHED_COUNT);
}

/** Takes back what is above and read what changes now; returns how many units were touched at most. */
function makeWay(ctx: usize): u32 {
  let touches: u32 = 0;
  beginMarks();
  let entry = <usize>load<u32>(ctx, CTX_FIRST_ACCOUNT);
  for (; entry != 0; entry = <usize>load<u32>(entry, LOCAL_LINK)) {
    const mask = changesOf(entry);
    if (mask == 0 && load<u32>(entry, LOCAL_UNIT) == 0) continue;
    touches++;
    if (mask != 0) markFor(knownUnit(entry), mask, tx);
  }
  entry = <usize>load<u32>(ctx, CTX_FIRST_SLOT);
  for (; entry != 0; entry = <usize>load<u32>(entry, LOCAL_LINK)) {
    const isChanged = isSlotChanged(entry);
    if (!isChanged && load<u32>(entry, LOCAL_SLOT_UNIT) == 0) continue;
    touches++;
    // That of a new contract was written without a look at what was there.
    if (isChanged)
      markFor(slotUnitOf(entry, knownUnit(load<u32>(entry, LOCAL_OWNER))), OF_BALANCE_OR_VALUE, tx);
  }
  takeBackFrom(load<u32>(cell, CELL_POSITION) + 1);
  return touches;
}

/** The unit of an account that was changed: its base state is in memory. */
function knownUnit(entry: usize): usize {
  const unit = unitOf(entry);
  if (unit == 0) unreachable();
  return unit;
}

function noteTouch(unit: usize, mask: u32): void {
  store<u32>(nextTouch, <u32>unit | (mask & 15));
  nextTouch += 4;
  if (load<u32>(unit, UNIT_TOUCHED) <= tx) store<u32>(unit, tx + 1, UNIT_TOUCHED);
}

function finishAccount(entry: usize): void {
  const mask = changesOf(entry);
  if (mask == 0 && load<u32>(entry, LOCAL_UNIT) == 0) return;
  const unit = knownUnit(entry);
  // Only a credit does not care what was there before; everything else that is written counts as read.
  noteTouch(unit, readsOf(load<u32>(entry, LOCAL_FLAGS)) | disturbs(mask & ~OF_BALANCE_OR_VALUE));
  if (load<u32>(entry, LOCAL_ANSWER) != 0) keepForeign(cell, unit, entry);
  if (mask == 0) return;
  newFields(entry, fields);
  if (isOwn(unit)) {
    recordChange(unit, mask, fields + FIELDS_BALANCE);
    changeAccount(unit, mask, fields);
    const isTold = (mask & (OF_CODE_IDENTITY | OF_WHOLE_STORAGE)) != 0 && workers > 1;
    if (!isTold) return;
  }
  memory.copy(addParcel(unit, entry, mask) + MESSAGE_FIELDS, fields, FIELDS_BYTES);
}

/** Notes what is overwritten in an own unit. */
function recordChange(unit: usize, mask: u32, difference: usize): void {
  setUnitFlag(unit, UNIT_IS_CHANGED);
  store<u32>(
    cell,
    <u32>recordOverwrite(unit, tx, mask, difference, load<u32>(cell, CELL_OVERWRITTEN)),
    CELL_OVERWRITTEN,
  );
}

function finishSlot(entry: usize): void {
  const unit = <usize>load<u32>(entry, LOCAL_SLOT_UNIT);
  if (unit == 0) return;
  noteTouch(unit, OF_BALANCE_OR_VALUE);
  if (load<u32>(entry, LOCAL_SLOT_ANSWER) != 0) keepForeignSlot(cell, unit, entry);
  const owner = <usize>load<u32>(entry, LOCAL_OWNER);
  if (!isSlotChanged(entry)) return;
  if ((load<u32>(owner, LOCAL_FLAGS) & DESTROYED) != 0) return; // storage that is dropped is not written
  if (isOwn(unit)) {
    recordChange(unit, OF_BALANCE_OR_VALUE, 0);
    changeSlot(unit, entry + LOCAL_VALUE, storageGenerationBefore(load<u32>(owner, LOCAL_UNIT), tx));
  } else {
    memory.copy(
      addParcel(unit, entry, OF_BALANCE_OR_VALUE | SLOT_MASK) + MESSAGE_VALUE,
      entry + LOCAL_VALUE,
      32,
    );
  }
}

/** A new parcel of the transaction; returns its message, in which the value is to be filled in. */
function addParcel(unit: usize, entry: usize, mask: u32): usize {
  const parcel = takeFromBlock(PARCEL_BYTES);
  store<u32>(parcel, load<u32>(cell, CELL_PARCELS));
  store<u32>(cell, <u32>parcel, CELL_PARCELS);
  store<u32>(parcel, <u32>unit, PARCEL_UNIT);
  const message = parcel + PARCEL_MESSAGE;
  store<u32>(message, MESSAGE_WRITE | (mask << 8), MESSAGE_KIND);
  store<u32>(message, tx, MESSAGE_TX);
  store<u32>(message, load<u32>(entry, LOCAL_SHARED), MESSAGE_ENTRY);
  return message;
}
