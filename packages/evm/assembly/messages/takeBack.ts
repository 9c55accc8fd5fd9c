/**
 * Taking transactions back. A change below a transaction that read what changed makes it run again, and
 * with it those that read what it wrote; the others stay. The change marks units; own transactions above
 * it that touched something marked are chosen, in block order, and what they wrote is marked in turn.
 */
import {
  AT_LEAST,
  BALANCE_KNOWN,
  CELL_COMMITTED,
  CELL_CONTEXT,
  CELL_EXECUTED,
  CELL_LINK,
  CELL_OVERWRITTEN,
  CELL_PENDING,
  CELL_POSITION,
  CELL_TOUCHED,
  CELL_TOUCHED_COUNT,
  CODE_KNOWN,
  COUNT_TAKEN_BACK,
  CTX_FIRST_ACCOUNT,
  CTX_FIRST_SLOT,
  EMPTY_KNOWN,
  EXISTS_KNOWN,
  LOCAL_FLAGS,
  LOCAL_LINK,
  LOCAL_SLOT_UNIT,
  LOCAL_UNIT,
  NONCE_KNOWN,
  OF_ANYTHING,
  OF_BALANCE_OR_VALUE,
  OF_CODE_IDENTITY,
  OF_EXISTENCE_FLAG,
  OF_NONCE_OR_EXISTENCE,
  OF_WHOLE_STORAGE,
  UNDONE_MASK,
  UNDONE_SIBLING,
  UNDONE_UNIT,
  UNIT_MARK,
  UNIT_TOUCHED,
} from '../layout';
import { count } from './outbox';
import { restore } from './overwritten';
import { cellOf, NOTHING, ownAt, reset, started, stateOf } from './queue';

/** Number of the search under way, so that marks of earlier ones do not count. */
let round: u32 = 0;
let isMarked: bool = false;

/** What was read of an account, by the flags of its local entry. */
export function readsOf(flags: u32): u32 {
  let mask: u32 = OF_WHOLE_STORAGE;
  if (flags & (BALANCE_KNOWN | AT_LEAST | EMPTY_KNOWN)) mask |= OF_BALANCE_OR_VALUE;
  if (flags & (NONCE_KNOWN | EXISTS_KNOWN | EMPTY_KNOWN)) mask |= OF_NONCE_OR_EXISTENCE;
  if (flags & (CODE_KNOWN | EMPTY_KNOWN)) mask |= OF_CODE_IDENTITY;
  return mask;
}

/** What readers of a unit are disturbed by a write with this mask. */
export function disturbs(mask: u32): u32 {
  return (mask & OF_EXISTENCE_FLAG) != 0 ? (mask & 15) | OF_NONCE_OR_EXISTENCE : mask & 15;
}

/** Starts a search. */
export function beginMarks(): void {
  round = (round + 1) & 0xffffff;
  isMarked = false;
}

/** Marks that `tx` changes a unit, if an own transaction above it has touched the unit. */
export function markFor(unit: usize, mask: u32, tx: u32): void {
  if (load<u32>(unit, UNIT_TOUCHED) <= tx + 1) return;
  mark(unit, disturbs(mask));
}

/** Marks all that was ever done with a unit. */
export function markWhole(unit: usize): void {
  mark(unit, 31);
}

function mark(unit: usize, mask: u32): void {
  const old = load<u32>(unit, UNIT_MARK);
  store<u32>(unit, (old >> 8 == round ? old : round << 8) | mask, UNIT_MARK);
  isMarked = true;
}

/** True when a touch with this mask concerns what is marked. */
function isConcerned(unit: usize, mask: u32): bool {
  const marked = load<u32>(unit, UNIT_MARK);
  return marked >> 8 == round && (marked & (mask | OF_ANYTHING) & 31) != 0;
}

/** Takes back, from the place `position` of the own transactions on, all that the marks concern. */
export function takeBackFrom(position: u32): void {
  if (!isMarked) return;
  let chosen = NOTHING;
  for (; position < started; position++) {
    const tx = ownAt(position);
    const state = stateOf(tx);
    if (state == CELL_PENDING || state == CELL_COMMITTED || !hasTouchedMarked(tx, state)) continue;
    for (let record = overwrittenBy(tx); record != 0; record = load<u32>(record, UNDONE_SIBLING))
      mark(load<u32>(record, UNDONE_UNIT), disturbs(load<u32>(record, UNDONE_MASK)));
    store<u32>(cellOf(tx), chosen, CELL_LINK);
    chosen = tx;
  }
  while (chosen != NOTHING) {
    const tx = chosen;
    chosen = load<u32>(cellOf(tx), CELL_LINK);
    takeBack(tx);
  }
}

/** Takes one transaction back, and those above it that read what it wrote. */
export function takeBackWith(tx: u32): void {
  beginMarks();
  for (let record = overwrittenBy(tx); record != 0; record = load<u32>(record, UNDONE_SIBLING))
    markFor(load<u32>(record, UNDONE_UNIT), load<u32>(record, UNDONE_MASK), tx);
  takeBackFrom(load<u32>(cellOf(tx), CELL_POSITION) + 1);
  takeBack(tx);
}

function overwrittenBy(tx: u32): usize {
  return <usize>load<u32>(cellOf(tx), CELL_OVERWRITTEN);
}

function takeBack(tx: u32): void {
  restore(overwrittenBy(tx));
  count(COUNT_TAKEN_BACK);
  reset(tx);
}

function hasTouchedMarked(tx: u32, state: u32): bool {
  const cell = cellOf(tx);
  if (state != CELL_EXECUTED) {
    const context = <usize>load<u32>(cell, CELL_CONTEXT);
    return context != 0 && hasMetMarked(context);
  }
  const list = <usize>load<u32>(cell, CELL_TOUCHED);
  const end = list + ((<usize>load<u32>(cell, CELL_TOUCHED_COUNT)) << 2);
  for (let at = list; at < end; at += 4) {
    const touch = load<u32>(at);
    if (isConcerned(<usize>(touch & ~15), touch & 15)) return true;
  }
  return false;
}

/** The same for a transaction that has not ended. */
function hasMetMarked(context: usize): bool {
  let entry = <usize>load<u32>(context, CTX_FIRST_ACCOUNT);
  for (; entry != 0; entry = <usize>load<u32>(entry, LOCAL_LINK)) {
    const unit = <usize>load<u32>(entry, LOCAL_UNIT);
    if (unit != 0 && isConcerned(unit, readsOf(load<u32>(entry, LOCAL_FLAGS)))) return true;
  }
  entry = <usize>load<u32>(context, CTX_FIRST_SLOT);
  for (; entry != 0; entry = <usize>load<u32>(entry, LOCAL_LINK)) {
    const unit = <usize>load<u32>(entry, LOCAL_SLOT_UNIT);
    if (unit != 0 && isConcerned(unit, OF_BALANCE_OR_VALUE)) return true;
  }
  return false;
}
