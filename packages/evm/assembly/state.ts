/**
 * What execution sees of the world: the transaction's own view, filled on first need from the
 * versions below it (optimistic) or straight from the committed values (serial). This is the only
 * file that joins execution to the multi-version state.
 *
 * Each `know…` returns 0, or a LEAVE_* code after which the instruction runs again from its start:
 * so all of an instruction's reads come before its first change.
 */
import { ZERO_WORD } from './base';
import { committed, committedCode, committedValue, need, needAccount, needSlot } from './committed';
import { ctx, mode, readsCommitted, txIndex } from './context';
import { committedBalance, committedExistence, permit, permitBalance, permitExistence } from './grants';
import { hasFlag, setKnown } from './journal';
import {
  ACCOUNT_BALANCE_VERSIONS,
  ACCOUNT_CONFLICTS,
  AT_LEAST,
  BALANCE_KNOWN,
  BLOCK_BENEFICIARY_ACCOUNT,
  CODE_DELEGATE,
  CODE_IS_DELEGATION,
  CODE_KNOWN,
  CODE_LOADED,
  CREATED,
  CTRL_HEAD,
  CTX_ADDRESS,
  CTX_NEED,
  CTX_RESULT,
  CTX_SCRATCH,
  EMPTY_KNOWN,
  EXISTS_KNOWN,
  FIELDS_BALANCE,
  FIELDS_CODE,
  FIELDS_NONCE,
  LEAVE_AWAIT_HEAD,
  LEAVE_BLOCKED,
  LEAVE_NEED_CODE,
  LOCAL_BALANCE,
  LOCAL_BALANCE_ORIGINAL,
  LOCAL_CODE,
  LOCAL_CODE_ORIGINAL,
  LOCAL_EMPTY_ORIGINAL,
  LOCAL_EXISTS,
  LOCAL_EXISTS_ORIGINAL,
  LOCAL_FLOOR,
  LOCAL_NONCE,
  LOCAL_NONCE_ORIGINAL,
  LOCAL_ORIGINAL,
  LOCAL_OWNER,
  LOCAL_SHARED,
  LOCAL_VALUE,
  MAY_READ,
  MODE_LISTED,
  MODE_MESSAGES,
  NONCE_KNOWN,
  PLAN_EMPTY_CODE,
  SLOT_CONFLICTS,
  SLOT_VERSIONS,
  VALUE_KNOWN,
  VALUE_READ,
} from './layout';
import { recordsOrigins } from './origins';
import { noteDirtyAccount, noteDirtySlot } from './parallel/dirty';
import { queueBehind } from './parallel/queue';
import {
  announceVersion,
  resolveBalance,
  resolveCode,
  resolveEmpty,
  resolveExists,
  resolveNonce,
  resolveSlot,
} from './parallel/versions';
import { add256, copy256, isZero256, lt256, slt256, sub256 } from './word';

/** Waits for a lower transaction to be through. */
function waitFor(ahead: i32): i64 {
  store<u32>(ctx, ahead, CTX_NEED);
  return LEAVE_BLOCKED;
}

/** Tells later transactions to wait for this one at a location where others were aborted before; true for the first word. */
function announce(head: usize): bool {
  return announceVersion(head, txIndex, load<u32>(ctx, CTX_RESULT), ctx + CTX_SCRATCH);
}

/** Makes the balance known: what was credited so far goes on top of it. */
export function knowBalance(account: usize): i64 {
  if (hasFlag(account, BALANCE_KNOWN)) return 0;
  const shared = <usize>load<u32>(account, LOCAL_SHARED);
  const original = account + LOCAL_BALANCE_ORIGINAL;
  if (readsCommitted()) {
    const status = permitBalance(account);
    if (status != 0) return status;
    const fields = committed(account, true);
    if (fields == 0) return needAccount(account);
    copy256(original, committedBalance(account, fields));
  } else {
    const conflicts = load<u32>(shared, ACCOUNT_CONFLICTS);
    if (conflicts != 0) {
      if (announce(shared + ACCOUNT_BALANCE_VERSIONS)) noteDirtyAccount(shared);
      const ahead = queueBehind(txIndex, conflicts);
      if (ahead >= 0) return waitFor(ahead);
    }
    const status = resolveBalance(shared, txIndex, original, ctx + CTX_SCRATCH);
    if (status != 0) return need(status, shared);
  }
  add256(account + LOCAL_BALANCE, original, account + LOCAL_BALANCE);
  setKnown(account, BALANCE_KNOWN);
  return 0;
}

/**
 * 1 when the account can pay `amount`, 0 when not, or LEAVE_*. In parallel the answer is kept as a lower
 * bound instead of a balance, so that those who are paid by one rich contract do not wait for each other; so it is where reads are recorded.
 */
export function canPay(account: usize, amount: usize): i64 {
  const shared = <usize>load<u32>(account, LOCAL_SHARED);
  const bounded =
    (!readsCommitted() || mode == MODE_MESSAGES || recordsOrigins()) &&
    !hasFlag(account, BALANCE_KNOWN) &&
    shared != <usize>load<u32>(BLOCK_BENEFICIARY_ACCOUNT);
  if (bounded) {
    const status = hasAtLeast(account, shared, amount);
    if (status != 0) return status;
  }
  const status = knowBalance(account);
  return status != 0 ? status : lt256(account + LOCAL_BALANCE, amount) != 0 ? 0 : 1;
}

/** 1 when the balance before the transaction suffices for `amount` now, 0 when that must be looked at closely; or LEAVE_*. */
function hasAtLeast(account: usize, shared: usize, amount: usize): i64 {
  const needed = ctx + CTX_ADDRESS;
  if (slt256(amount, ZERO_WORD) != 0) return 0; // 2^255 and above: the difference below would have the wrong sign
  sub256(amount, account + LOCAL_BALANCE, needed); // credits count, debits add; what exists in wei is far from 2^255
  if (slt256(needed, ZERO_WORD) != 0 || isZero256(needed) != 0) return 1;
  if (hasFlag(account, AT_LEAST) && lt256(account + LOCAL_FLOOR, needed) == 0) return 1;
  const status = balanceNow(account, shared);
  if (status != 0) return status;
  if (lt256(ctx + CTX_SCRATCH, needed) != 0) return 0;
  copy256(account + LOCAL_FLOOR, needed);
  setKnown(account, AT_LEAST);
  return 1;
}

/** The balance before the transaction at CTX_SCRATCH, without making it known: 0 or LEAVE_*. */
function balanceNow(account: usize, shared: usize): i64 {
  const out = ctx + CTX_SCRATCH;
  if (mode == MODE_MESSAGES) {
    const fields = committed(account, true);
    if (fields == 0) return needAccount(account);
    copy256(out, fields + FIELDS_BALANCE);
    return 0;
  }
  const status = resolveBalance(shared, txIndex, out, out + 32);
  return status != 0 ? need(status, shared) : 0;
}

/** Makes the nonce known. */
export function knowNonce(account: usize): i64 {
  if (hasFlag(account, NONCE_KNOWN)) return 0;
  if (readsCommitted()) {
    const status = permit(account, MAY_READ);
    if (status != 0) return status;
    const fields = committed(account, false);
    if (fields == 0) return needAccount(account);
    store<u64>(account, load<u64>(fields, FIELDS_NONCE), LOCAL_NONCE_ORIGINAL);
  } else {
    const shared = <usize>load<u32>(account, LOCAL_SHARED);
    const status = resolveNonce(shared, txIndex, ctx + CTX_SCRATCH);
    if (status != 0) return need(status, shared);
    store<u64>(account, load<u64>(ctx, CTX_SCRATCH), LOCAL_NONCE_ORIGINAL);
  }
  store<u64>(account, load<u64>(account, LOCAL_NONCE_ORIGINAL), LOCAL_NONCE);
  setKnown(account, NONCE_KNOWN);
  return 0;
}

/** Makes the code's identity known; its bytes are another matter, see `knowCodeBytes`. */
export function knowCode(account: usize): i64 {
  if (hasFlag(account, CODE_KNOWN)) return 0;
  let code: u32;
  if (readsCommitted()) {
    const status = permit(account, MAY_READ);
    if (status != 0) return status;
    const fields = committedCode(account);
    if (fields == 0) return needAccount(account);
    code = load<u32>(fields, FIELDS_CODE);
  } else {
    const shared = <usize>load<u32>(account, LOCAL_SHARED);
    const status = resolveCode(shared, txIndex, ctx + CTX_SCRATCH);
    if (status != 0) return need(status, shared);
    code = load<u32>(ctx, CTX_SCRATCH);
  }
  store<u32>(account, code, LOCAL_CODE_ORIGINAL);
  store<u32>(account, code, LOCAL_CODE);
  setKnown(account, CODE_KNOWN);
  return 0;
}

/** Makes the code known down to its bytes. */
export function knowCodeBytes(account: usize): i64 {
  const status = knowCode(account);
  if (status != 0) return status;
  const code = <usize>load<u32>(account, LOCAL_CODE);
  return atomic.load<u32>(code + CODE_LOADED) != 0 ? 0 : need(LEAVE_NEED_CODE, code);
}

/** Makes known whether the account exists; asked only before Spurious Dragon. */
export function knowExists(account: usize): i64 {
  if (hasFlag(account, EXISTS_KNOWN)) return 0;
  let exists: u32;
  if (readsCommitted()) {
    const status = permitExistence(account);
    if (status != 0) return status;
    const fields = committed(account, true);
    if (fields == 0) return needAccount(account);
    exists = committedExistence(account, fields);
  } else {
    const shared = <usize>load<u32>(account, LOCAL_SHARED);
    if (shared == <usize>load<u32>(BLOCK_BENEFICIARY_ACCOUNT) && atomic.load<u32>(CTRL_HEAD) != txIndex)
      return LEAVE_AWAIT_HEAD;
    const status = resolveExists(shared, txIndex, ctx + CTX_SCRATCH);
    if (status != 0) return need(status, shared);
    exists = load<u32>(ctx, CTX_SCRATCH);
  }
  store<u32>(account, exists, LOCAL_EXISTS_ORIGINAL);
  if (load<u32>(account, LOCAL_EXISTS) == 0) store<u32>(account, exists, LOCAL_EXISTS);
  setKnown(account, EXISTS_KNOWN);
  return 0;
}

/** Makes known whether the account was empty before the transaction (EIP-161), without fixing its balance. */
export function knowEmpty(account: usize): i64 {
  if (hasFlag(account, EMPTY_KNOWN)) return 0;
  if (readsCommitted()) {
    let status = permit(account, MAY_READ);
    if (status != 0) return status;
    const fields = committed(account, true);
    if (fields == 0) return needAccount(account);
    let empty =
      load<u64>(fields, FIELDS_NONCE) == 0 && load<u32>(fields, FIELDS_CODE) == load<u32>(PLAN_EMPTY_CODE);
    if (empty) {
      status = permitBalance(account);
      if (status != 0) return status;
      empty = isZero256(committedBalance(account, fields)) != 0;
    }
    store<u32>(account, empty ? 1 : 0, LOCAL_EMPTY_ORIGINAL);
  } else {
    const shared = <usize>load<u32>(account, LOCAL_SHARED);
    const status = resolveEmpty(shared, txIndex, account + LOCAL_EMPTY_ORIGINAL, ctx + CTX_SCRATCH);
    if (status != 0) return need(status, shared);
  }
  setKnown(account, EMPTY_KNOWN);
  return 0;
}

/** Makes the value of a slot known. */
export function knowValue(slot: usize): i64 {
  if (hasFlag(slot, VALUE_KNOWN)) return 0;
  const original = slot + LOCAL_ORIGINAL;
  const shared = <usize>load<u32>(slot, LOCAL_SHARED);
  if (hasFlag(load<u32>(slot, LOCAL_OWNER), CREATED)) {
    memory.fill(original, 0, 32); // a new contract starts with empty storage
  } else if (readsCommitted()) {
    const status = permit(slot, MAY_READ);
    if (status != 0) return status;
    const value = committedValue(slot);
    if (value == 0) return needSlot(slot);
    copy256(original, value);
  } else {
    const conflicts = load<u32>(shared, SLOT_CONFLICTS);
    if (conflicts != 0 && mode != MODE_LISTED) {
      if (announce(shared + SLOT_VERSIONS)) noteDirtySlot(shared);
      const ahead = queueBehind(txIndex, conflicts);
      if (ahead >= 0) return waitFor(ahead);
    }
    const status = resolveSlot(shared, txIndex, original, ctx + CTX_SCRATCH);
    if (status != 0) return need(status, shared);
    setKnown(slot, VALUE_READ);
  }
  copy256(slot + LOCAL_VALUE, original);
  setKnown(slot, VALUE_KNOWN);
  return 0;
}

/** Address (limbs) that an account's code delegates to, or 0. The code must be known. */
export function delegateOf(account: usize): usize {
  const code = <usize>load<u32>(account, LOCAL_CODE);
  return load<u32>(code, CODE_IS_DELEGATION) != 0 ? code + CODE_DELEGATE : 0;
}
