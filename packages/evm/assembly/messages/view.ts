/**
 * What a transaction reads. Of what its worker owns: the unit, as it was before the transaction. Of what
 * another owns: the owner is asked, and the transaction is parked until the answer is there. An account's
 * code and the drops of its storage are told to everybody, so they are never asked for.
 */
import { generationOf, slotValue, ZERO_WORD } from '../base';
import {
  BLOCK_BENEFICIARY_ACCOUNT,
  CELL_ASKING,
  CELL_TICKET,
  COUNT_FOREIGN_READS,
  COUNT_OWN_READS,
  CTX_SCRATCH,
  GENERATION_OF_INPUT,
  LEAVE_AWAIT_HEAD,
  LEAVE_BLOCKED,
  LEAVE_NEED_ACCOUNT,
  LEAVE_NEED_SLOT,
  LOCAL_ANSWER,
  LOCAL_OWNER,
  LOCAL_SHARED,
  LOCAL_SLOT_ANSWER,
  LOCAL_SLOT_UNIT,
  LOCAL_UNIT,
  MESSAGE_FIELDS,
  MESSAGE_READ,
  MESSAGE_VALUE,
  UNIT_ENTRY,
  UNIT_OWNER,
  UNIT_TOUCHED,
  UNIT_VALUE,
} from '../layout';
import { count, post, write } from './outbox';
import { accountBefore, generationBefore, slotBefore, storageGenerationBefore } from './overwritten';
import { final, head } from './progress';
import { cellOf } from './queue';
import { settleReward } from './reward';
import { accountUnit, isOwn, slotBit, slotUnit } from './units';

/** Why a read returned 0: LEAVE_*. */
export let why: i32 = 0;

function leave(status: i32): usize {
  why = status;
  return 0;
}

/** Notes that `tx` depends on a unit. */
function touch(unit: usize, tx: u32): void {
  if (load<u32>(unit, UNIT_TOUCHED) <= tx) store<u32>(unit, tx + 1, UNIT_TOUCHED);
}

/** The unit of a local account, noted there; 0 while its base state is not in memory. */
export function unitOf(account: usize): usize {
  const known = <usize>load<u32>(account, LOCAL_UNIT);
  if (known != 0) return known;
  const unit = accountUnit(load<u32>(account, LOCAL_SHARED));
  store<u32>(account, <u32>unit, LOCAL_UNIT);
  return unit;
}

/** Fields (FIELDS_*) of which only the code counts, before `tx`, or 0: see `why`. */
export function codeBefore(ctx: usize, account: usize, tx: u32): usize {
  const unit = unitOf(account);
  if (unit == 0) return leave(LEAVE_NEED_ACCOUNT);
  touch(unit, tx);
  return isOwn(unit) ? accountBefore(unit, tx, ctx + CTX_SCRATCH) : unit + UNIT_VALUE;
}

/** Fields (FIELDS_*) of an account before `tx`, or 0: see `why`. `paid`: whether the balance or existence is asked for. */
export function fieldsBefore(ctx: usize, account: usize, tx: u32, paid: bool): usize {
  const unit = unitOf(account);
  if (unit == 0) return leave(LEAVE_NEED_ACCOUNT);
  touch(unit, tx);
  if (paid && load<u32>(account, LOCAL_SHARED) == load<u32>(BLOCK_BENEFICIARY_ACCOUNT)) {
    if (head != tx) return leave(LEAVE_AWAIT_HEAD);
    settleReward();
  }
  if (isOwn(unit)) {
    count(COUNT_OWN_READS);
    return accountBefore(unit, tx, ctx + CTX_SCRATCH);
  }
  const answer = <usize>load<u32>(account, LOCAL_ANSWER);
  return answer != 0 ? answer + MESSAGE_FIELDS : ask(unit, account, tx);
}

/** Value of a slot before `tx`, or 0: see `why`. */
export function valueBefore(slot: usize, tx: u32): usize {
  const account = unitOf(load<u32>(slot, LOCAL_OWNER));
  if (account == 0) {
    needed = load<u32>(load<u32>(slot, LOCAL_OWNER), LOCAL_SHARED);
    return leave(LEAVE_NEED_ACCOUNT);
  }
  touch(account, tx);
  const unit = slotUnitOf(slot, account);
  touch(unit, tx);
  needed = load<u32>(slot, LOCAL_SHARED);
  if (isOwn(unit)) {
    count(COUNT_OWN_READS);
    const value = ownValueBefore(unit, account, tx);
    return value != 0 ? value : leave(LEAVE_NEED_SLOT);
  }
  const answer = <usize>load<u32>(slot, LOCAL_SLOT_ANSWER);
  if (answer != 0) return answer + MESSAGE_VALUE;
  // The owner may need the value before the block, so it is brought in first.
  return inputValue(unit, account, tx) != 0 ? ask(unit, slot, tx) : leave(LEAVE_NEED_SLOT);
}

/** The unit of a local slot, noted there. `account` is that of its account. */
export function slotUnitOf(slot: usize, account: usize): usize {
  const known = <usize>load<u32>(slot, LOCAL_SLOT_UNIT);
  if (known != 0) return known;
  const unit = slotUnit(load<u32>(slot, LOCAL_SHARED), account);
  store<u32>(slot, <u32>unit, LOCAL_SLOT_UNIT);
  return unit;
}

/** Entry that LEAVE_NEED_* of `valueBefore` speaks of. */
export let needed: u32 = 0;

/** Value of an own slot before `tx`: zero when its account's storage was dropped since; 0 while it is not in memory. */
export function ownValueBefore(unit: usize, account: usize, tx: u32): usize {
  const value = slotBefore(unit, tx);
  if (generationBefore == GENERATION_OF_INPUT) return inputValue(unit, account, tx);
  return storageGenerationBefore(account, tx) == generationBefore ? value : ZERO_WORD;
}

/** Value of a slot that no transaction below `tx` has written; 0 while it is not in memory. */
function inputValue(unit: usize, account: usize, tx: u32): usize {
  const isDropped = storageGenerationBefore(account, tx) != generationOf(load<u32>(account, UNIT_ENTRY));
  return isDropped ? ZERO_WORD : slotValue(load<u32>(unit, UNIT_ENTRY));
}

/** Asks the owner; the transaction is parked meanwhile. */
function ask(unit: usize, local: usize, tx: u32): usize {
  const cell = cellOf(tx);
  const ticket = (load<u32>(cell, CELL_TICKET) + 1) & 0xffff;
  store<u32>(cell, ticket, CELL_TICKET);
  store<u32>(cell, <u32>local, CELL_ASKING);
  // As the head it wants to know what is final; before, whatever the owner has.
  write(
    MESSAGE_READ | slotBit(unit) | (ticket << 16),
    tx,
    head == tx ? final : 0,
    load<u32>(unit, UNIT_ENTRY),
  );
  post(load<u32>(unit, UNIT_OWNER));
  count(COUNT_FOREIGN_READS);
  return leave(LEAVE_BLOCKED);
}
