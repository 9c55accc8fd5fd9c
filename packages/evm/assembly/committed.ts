/**
 * Values where there are no versions: as committed, in serial execution; as the worker that owns them
 * has them, in message passing. Each function returns 0 when a value is not at hand; `needAccount` and
 * `needSlot` then say why.
 */
import { accountFields, slotValue } from './base';
import { ctx, mode, txIndex } from './context';
import {
  CTX_NEED,
  LEAVE_BLOCKED,
  LEAVE_NEED_ACCOUNT,
  LEAVE_NEED_SLOT,
  LOCAL_SHARED,
  MODE_MESSAGES,
} from './layout';
import { codeBefore, fieldsBefore, needed, valueBefore, why } from './messages/view';
import { blocker } from './parallel/versions';

/** Names what is missing, for whoever acts on the LEAVE_* code. */
export function need(status: i32, location: usize): i64 {
  store<u32>(ctx, status == LEAVE_BLOCKED ? blocker : <u32>location, CTX_NEED);
  return status;
}

/** Fields of the account outside any version, or 0. `paid`: whether balance or existence are asked for. */
export function committed(account: usize, paid: bool): usize {
  return mode == MODE_MESSAGES
    ? fieldsBefore(ctx, account, txIndex, paid)
    : accountFields(load<u32>(account, LOCAL_SHARED));
}

/** As `committed`, where only the code counts. */
export function committedCode(account: usize): usize {
  return mode == MODE_MESSAGES
    ? codeBefore(ctx, account, txIndex)
    : accountFields(load<u32>(account, LOCAL_SHARED));
}

/** Value of the slot outside any version, or 0. */
export function committedValue(slot: usize): usize {
  return mode == MODE_MESSAGES ? valueBefore(slot, txIndex) : slotValue(load<u32>(slot, LOCAL_SHARED));
}

/** Why one of these gave 0. */
export function needAccount(account: usize): i64 {
  return mode == MODE_MESSAGES
    ? need(why, load<u32>(account, LOCAL_SHARED))
    : need(LEAVE_NEED_ACCOUNT, load<u32>(account, LOCAL_SHARED));
}

export function needSlot(slot: usize): i64 {
  return mode == MODE_MESSAGES ? need(why, needed) : need(LEAVE_NEED_SLOT, load<u32>(slot, LOCAL_SHARED));
}
