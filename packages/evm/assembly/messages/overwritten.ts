/**
 * What a worker's own transactions overwrote in its units while they were not final: to take them back,
 * and to say what a unit held before a given transaction. A unit's records are in descending order of
 * transactions; of the balance they hold differences, for credits may come in any order.
 */
import { takeFromBlock } from '../arena';
import {
  EXISTS,
  FIELDS_BALANCE,
  FIELDS_BYTES,
  FIELDS_CODE,
  FIELDS_FLAGS,
  FIELDS_NONCE,
  OF_BALANCE_OR_VALUE,
  OF_CODE_IDENTITY,
  OF_EXISTENCE_FLAG,
  OF_NONCE_OR_EXISTENCE,
  OF_WHOLE_STORAGE,
  UNDONE_BYTES,
  UNDONE_GENERATION,
  UNDONE_MASK,
  UNDONE_OLDER,
  UNDONE_SIBLING,
  UNDONE_TX,
  UNDONE_UNIT,
  UNDONE_VALUE,
  UNIT_GENERATION,
  UNIT_IS_SLOT,
  UNIT_OVERWRITTEN,
  UNIT_VALUE,
} from '../layout';
import { add256, copy256, sub256 } from '../word';
import { hasUnitFlag } from './units';

/** Generation that `accountBefore` or `slotBefore` found. */
export let generationBefore: u32 = 0;

/**
 * Applies a change to an account's unit: new fields at `fields`, of the balance the difference. The mask
 * says which; a dropped storage is one generation more.
 */
export function changeAccount(unit: usize, mask: u32, fields: usize): void {
  const now = unit + UNIT_VALUE;
  if (mask & OF_BALANCE_OR_VALUE) add256(now + FIELDS_BALANCE, fields + FIELDS_BALANCE, now + FIELDS_BALANCE);
  if (mask & OF_NONCE_OR_EXISTENCE) store<u64>(now, load<u64>(fields, FIELDS_NONCE), FIELDS_NONCE);
  if (mask & OF_EXISTENCE_FLAG) setExistence(now, load<u32>(fields, FIELDS_FLAGS));
  if (mask & OF_CODE_IDENTITY) store<u32>(now, load<u32>(fields, FIELDS_CODE), FIELDS_CODE);
  if (mask & OF_WHOLE_STORAGE) store<u32>(unit, load<u32>(unit, UNIT_GENERATION) + 1, UNIT_GENERATION);
}

function setExistence(fields: usize, flags: u32): void {
  store<u32>(fields, (load<u32>(fields, FIELDS_FLAGS) & ~EXISTS) | (flags & EXISTS), FIELDS_FLAGS);
}

/** Sets a slot's value, which belongs to a generation of its account's storage. */
export function changeSlot(unit: usize, value: usize, generation: u32): void {
  copy256(unit + UNIT_VALUE, value);
  store<u32>(unit, generation, UNIT_GENERATION);
}

/** Records what `tx` is about to overwrite; `older` is its record before. Returns the record. */
export function recordOverwrite(unit: usize, tx: u32, mask: u32, difference: usize, sibling: u32): usize {
  const record = takeFromBlock(UNDONE_BYTES);
  store<u32>(record, sibling, UNDONE_SIBLING);
  store<u32>(record, <u32>unit, UNDONE_UNIT);
  store<u32>(record, tx, UNDONE_TX);
  store<u32>(record, mask, UNDONE_MASK);
  store<u32>(record, load<u32>(unit, UNIT_GENERATION), UNDONE_GENERATION);
  if (hasUnitFlag(unit, UNIT_IS_SLOT)) {
    copy256(record + UNDONE_VALUE, unit + UNIT_VALUE);
  } else {
    memory.copy(record + UNDONE_VALUE, unit + UNIT_VALUE, FIELDS_BALANCE);
    copy256(record + UNDONE_VALUE + FIELDS_BALANCE, difference);
  }
  const link = linkFor(unit, tx);
  store<u32>(record, load<u32>(link), UNDONE_OLDER);
  store<u32>(link, <u32>record);
  return record;
}

/** The link that points to the newest record of a transaction not above `tx`. */
function linkFor(unit: usize, tx: u32): usize {
  let link = unit + UNIT_OVERWRITTEN;
  while (load<u32>(link) != 0 && load<u32>(load<u32>(link), UNDONE_TX) > tx)
    link = load<u32>(link) + UNDONE_OLDER;
  return link;
}

/** Takes back all that a transaction changed, by its newest record; those above that read it were taken back before. */
export function restore(first: usize): void {
  for (let record = first; record != 0; record = load<u32>(record, UNDONE_SIBLING)) {
    const unit = <usize>load<u32>(record, UNDONE_UNIT);
    if (hasUnitFlag(unit, UNIT_IS_SLOT)) {
      copy256(unit + UNIT_VALUE, record + UNDONE_VALUE);
      store<u32>(unit, load<u32>(record, UNDONE_GENERATION), UNIT_GENERATION);
    } else {
      undoFields(unit + UNIT_VALUE, record);
      if (load<u32>(record, UNDONE_MASK) & OF_WHOLE_STORAGE)
        store<u32>(unit, load<u32>(record, UNDONE_GENERATION), UNIT_GENERATION);
    }
    const link = linkFor(unit, load<u32>(record, UNDONE_TX));
    if (load<u32>(link) != <u32>record) unreachable(); // one record per unit and transaction
    store<u32>(link, load<u32>(record, UNDONE_OLDER));
  }
}

/** Makes fields what they were before a record. */
function undoFields(fields: usize, record: usize): void {
  const mask = load<u32>(record, UNDONE_MASK);
  const old = record + UNDONE_VALUE;
  if (mask & OF_BALANCE_OR_VALUE)
    sub256(fields + FIELDS_BALANCE, old + FIELDS_BALANCE, fields + FIELDS_BALANCE);
  if (mask & OF_NONCE_OR_EXISTENCE) store<u64>(fields, load<u64>(old, FIELDS_NONCE), FIELDS_NONCE);
  if (mask & OF_EXISTENCE_FLAG) setExistence(fields, load<u32>(old, FIELDS_FLAGS));
  if (mask & OF_CODE_IDENTITY) store<u32>(fields, load<u32>(old, FIELDS_CODE), FIELDS_CODE);
}

/** Newest record of a transaction that is not below `tx`: true when the unit is ahead of it. */
function isAhead(unit: usize, tx: u32): bool {
  const record = <usize>load<u32>(unit, UNIT_OVERWRITTEN);
  return record != 0 && load<u32>(record, UNDONE_TX) >= tx;
}

/** Fields of an account as they were before `tx`: those of the unit, or a copy at `out` (FIELDS_BYTES). */
export function accountBefore(unit: usize, tx: u32, out: usize): usize {
  generationBefore = load<u32>(unit, UNIT_GENERATION);
  if (!isAhead(unit, tx)) return unit + UNIT_VALUE;
  memory.copy(out, unit + UNIT_VALUE, FIELDS_BYTES);
  let record = <usize>load<u32>(unit, UNIT_OVERWRITTEN);
  for (; record != 0 && load<u32>(record, UNDONE_TX) >= tx; record = load<u32>(record, UNDONE_OLDER)) {
    undoFields(out, record);
    if (load<u32>(record, UNDONE_MASK) & OF_WHOLE_STORAGE)
      generationBefore = load<u32>(record, UNDONE_GENERATION);
  }
  return out;
}

/** Value of a slot's unit as it was before `tx`, whatever became of its account's storage. */
export function slotBefore(unit: usize, tx: u32): usize {
  let value = unit + UNIT_VALUE;
  generationBefore = load<u32>(unit, UNIT_GENERATION);
  let record = <usize>load<u32>(unit, UNIT_OVERWRITTEN);
  for (; record != 0 && load<u32>(record, UNDONE_TX) >= tx; record = load<u32>(record, UNDONE_OLDER)) {
    value = record + UNDONE_VALUE;
    generationBefore = load<u32>(record, UNDONE_GENERATION);
  }
  return value;
}

/** Generation of an account's storage before `tx`. */
export function storageGenerationBefore(unit: usize, tx: u32): u32 {
  let generation = load<u32>(unit, UNIT_GENERATION);
  let record = <usize>load<u32>(unit, UNIT_OVERWRITTEN);
  for (; record != 0 && load<u32>(record, UNDONE_TX) >= tx; record = load<u32>(record, UNDONE_OLDER)) {
    if (load<u32>(record, UNDONE_MASK) & OF_WHOLE_STORAGE) generation = load<u32>(record, UNDONE_GENERATION);
  }
  return generation;
}
