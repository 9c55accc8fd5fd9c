/** After the last transaction: each owner writes the values of its units where the changes of a block are gathered from. */
import { settleExists, writableFields } from '../flush';
import {
  ACCOUNT_GENERATION,
  BLOCK_EPOCH,
  FIELDS_BYTES,
  GENERATION_OF_INPUT,
  SLOT_ACCOUNT,
  SLOT_CURRENT,
  SLOT_GENERATION,
  SLOT_STAMP,
  UNIT_ENTRY,
  UNIT_FLAGS,
  UNIT_GENERATION,
  UNIT_IS_CHANGED,
  UNIT_IS_CLAIMED,
  UNIT_IS_SLOT,
  UNIT_LINK,
  UNIT_VALUE,
} from '../layout';
import { noteDirtySlot } from '../parallel/dirty';
import { copy256 } from '../word';
import { findUnit, isOwn, units } from './units';

/** Folds what this worker owns and changed. */
export function foldUnits(): void {
  for (let unit = units; unit != 0; unit = <usize>load<u32>(unit, UNIT_LINK)) {
    // One that is still only claimed was touched by no transaction that became final: another may own it.
    const state = load<u32>(unit, UNIT_FLAGS) & (UNIT_IS_CHANGED | UNIT_IS_CLAIMED);
    if (state != UNIT_IS_CHANGED || !isOwn(unit)) continue;
    if ((load<u32>(unit, UNIT_FLAGS) & UNIT_IS_SLOT) != 0) foldSlot(unit);
    else foldAccount(unit);
  }
}

function foldAccount(unit: usize): void {
  const entry = <usize>load<u32>(unit, UNIT_ENTRY);
  const fields = writableFields(entry);
  memory.copy(fields, unit + UNIT_VALUE, FIELDS_BYTES);
  store<u32>(entry, load<u32>(unit, UNIT_GENERATION), ACCOUNT_GENERATION);
  settleExists(fields);
}

function foldSlot(unit: usize): void {
  const generation = load<u32>(unit, UNIT_GENERATION);
  if (generation == GENERATION_OF_INPUT) return; // what changed it was taken back
  const slot = <usize>load<u32>(unit, UNIT_ENTRY);
  const account = findUnit(load<u32>(slot, SLOT_ACCOUNT));
  if (load<u32>(account, UNIT_GENERATION) != generation) return; // dropped afterwards
  copy256(slot + SLOT_CURRENT, unit + UNIT_VALUE);
  store<u32>(slot, load<u32>(BLOCK_EPOCH), SLOT_STAMP);
  store<u32>(slot, generation, SLOT_GENERATION);
  noteDirtySlot(slot);
}
