/**
 * The rolling commit: in block order, one committer at a time, whoever has the lock. A transaction is
 * validated when all below it are committed, so the answer is final, and a run that started then cannot fail.
 */

import {
  BLOCK_BENEFICIARY_ACCOUNT,
  BLOCK_MODE,
  BLOCK_RESULTS,
  BLOCK_TX_COUNT,
  CELL_AWAITING_HEAD,
  CELL_BASE,
  CELL_COMMITTED,
  CELL_CONTEXT,
  CELL_EXECUTED,
  CELL_EXECUTING,
  CELL_STATE,
  CELL_WAITED,
  CELL_WAITERS,
  CELL_WORKER,
  CTRL_BENEFICIARY_BALANCE,
  CTRL_BENEFICIARY_EXISTS,
  CTRL_COMMIT_LOCK,
  CTRL_HEAD,
  CTRL_NEXT,
  CTRL_REEXECUTIONS,
  CTRL_STOP,
  ERROR_GAS_ALLOWANCE_EXCEEDED,
  MODE_PLANNED,
  RESULT_BENEFICIARY_ENDED,
  RESULT_BENEFICIARY_KIND,
  RESULT_BENEFICIARY_VALUE,
  RESULT_BYTES,
  RESULT_ERROR,
  RESULT_FEE,
  RESULT_INCARNATIONS,
  STOP_INVALID_TRANSACTION,
  VERSION_DELTA,
  VERSION_VALUE_SET,
} from '../layout';
import { add256, copy256 } from '../word';
import { admits, countGas, skips } from './admission';
import { cellOf, incarnationOf, notifyIdle, offerAgain, setState, stateOf, wakeHead } from './cells';
import { noteWaiting } from './chain';
import { WINDOW } from './chunks';
import { noteDirtyAccount } from './dirty';
import { jitter } from './jitter';
import { isListed } from './listed';
import { mayConflict } from './signatures';
import { noteConflicts, validate } from './validate';
import { markEstimates } from './versions';

export const NOTHING: u32 = 0xffffffff;

/** Any worker's transactions, as `owner` of `commitReady`. */
export const ANYBODY: u32 = 0xffffffff;

/**
 * Commits as many transactions as are executed in a row; with an `owner` only that worker's, whose
 * read sets and versions are in its core's cache. Returns one that must run again, now owned by the
 * caller, or NOTHING. `scratch` is 96 bytes of the caller.
 */
export function commitReady(scratch: usize, owner: u32): u32 {
  let again = NOTHING;
  while (again == NOTHING && headIsExecuted(owner)) {
    if (atomic.cmpxchg<u32>(CTRL_COMMIT_LOCK, 0, 1) != 0) return NOTHING;
    jitter();
    const before = load<u32>(CTRL_HEAD);
    again = commitRun(scratch, owner);
    const moved = load<u32>(CTRL_HEAD) != before;
    atomic.store<u32>(CTRL_COMMIT_LOCK, 0);
    if (moved) notifyAfterCommit(before);
    // Who executed the head meanwhile found the lock taken, so look once more.
  }
  return again;
}

/** Wakes the others when the block is done, or when they found nothing to start because the window was used up. */
function notifyAfterCommit(before: u32): void {
  // Without the lock: another may be committing. Whoever commits the last transaction sees at least that.
  const isDone = atomic.load<u32>(CTRL_HEAD) == load<u32>(BLOCK_TX_COUNT);
  if (isDone || atomic.load<u32>(CTRL_NEXT) >= before + WINDOW) notifyIdle();
}

/** Whether the transaction may be committed by the owner; asked for one that is executed. */
function belongsTo(tx: u32, owner: u32): bool {
  return owner == ANYBODY || load<u32>(cellOf(tx), CELL_WORKER) == owner;
}

function headIsExecuted(owner: u32): bool {
  const head = atomic.load<u32>(CTRL_HEAD);
  return (
    head < load<u32>(BLOCK_TX_COUNT) &&
    stateOf(head) == CELL_EXECUTED &&
    belongsTo(head, owner) &&
    atomic.load<u32>(CTRL_STOP) == 0
  );
}

/** Under the lock: commits from the head on; returns a transaction to run again, or NOTHING. */
function commitRun(scratch: usize, owner: u32): u32 {
  const count = load<u32>(BLOCK_TX_COUNT);
  const trusts = isListed(); // what was read stands in the list
  for (let tx = load<u32>(CTRL_HEAD); tx < count && stateOf(tx) == CELL_EXECUTED; tx++) {
    const result = <usize>load<u32>(BLOCK_RESULTS) + tx * RESULT_BYTES;
    if (!belongsTo(tx, owner)) return NOTHING;
    if (skips() && isRefused(result)) {
      admits(tx); // the result says what is left now, not when it was refused
      skip(tx, result);
      continue;
    }
    if (!admits(tx)) {
      if (!skips()) return stopInvalid();
      abort(tx, result, scratch); // what it wrote must go; it will be refused before it begins
      return tx;
    }
    if (!trusts && isDoubtful(tx) && !validate(result, tx, scratch)) {
      noteConflicts(result, tx, scratch);
      abort(tx, result, scratch);
      return tx;
    }
    if (load<u32>(result, RESULT_ERROR) == 0) commit(tx, result);
    else if (skips()) skip(tx, result);
    else return stopInvalid();
  }
  return NOTHING;
}

/** True when the last run found no room in the block, before it began: what is used only grows, so that is final. */
function isRefused(result: usize): bool {
  return load<u32>(result, RESULT_ERROR) == ERROR_GAS_ALLOWANCE_EXCEEDED;
}

/** Leaves an invalid transaction out of the block: a run in error wrote nothing, so there is nothing to take back. */
function skip(tx: u32, result: usize): void {
  store<u32>(result, incarnationOf(tx) + 1, RESULT_INCARNATIONS);
  moveOn(tx);
}

/** Most writers whose sketches are compared before the read set is: each costs a line of another core's cache. */
const MOST_SKETCHES: u32 = 32;

/** False when no transaction that was not final when this one started can have disturbed it; a plan rules that out. */
function isDoubtful(tx: u32): bool {
  if (load<u32>(BLOCK_MODE) == MODE_PLANNED) return false;
  const base = load<u32>(cellOf(tx), CELL_BASE);
  return tx - base > MOST_SKETCHES || mayConflict(tx, base);
}

/** Ends the block because of the head, whose result says why; returns NOTHING. */
export function stopInvalid(): u32 {
  atomic.cmpxchg<u32>(CTRL_STOP, 0, STOP_INVALID_TRANSACTION);
  notifyIdle();
  return NOTHING;
}

/** Runs after which a transaction is left alone until it is the head, where it cannot fail. */
const MOST_SPECULATIVE_RUNS: u32 = 3;
/** Followers that are looked at when a transaction is taken back. */
const FOLLOWERS: u32 = 64;

/** Takes a transaction back: its writes become estimates. The caller owns its next incarnation. */
function takeBack(tx: u32, result: usize): void {
  const cell = cellOf(tx);
  atomic.store<u32>(cell + CELL_STATE, ((incarnationOf(tx) + 1) << 3) | CELL_EXECUTING);
  atomic.store<u32>(cell + CELL_WAITERS, 0); // before the estimates: who meets one must find the list open
  markEstimates(result);
  atomic.add<u32>(CTRL_REEXECUTIONS, 1);
}

/** Takes the head back, and with it those that built on it: else each would be found stale only as the head. */
function abort(tx: u32, result: usize, scratch: usize): void {
  if (load<u32>(cellOf(tx), CELL_BASE) == tx) unreachable(); // what ran as the head read only what is final
  takeBack(tx, result);
  const started = atomic.load<u32>(CTRL_NEXT);
  const count = load<u32>(BLOCK_TX_COUNT);
  let end = tx + FOLLOWERS < started ? tx + FOLLOWERS : started;
  if (end > count) end = count;
  for (let follower = tx + 1; follower < end; follower++) {
    if (stateOf(follower) == CELL_EXECUTED) reconsider(follower, scratch);
  }
}

/** Takes an executed follower back when it read what is an estimate now; others may run it again. */
function reconsider(tx: u32, scratch: usize): void {
  const result = <usize>load<u32>(BLOCK_RESULTS) + tx * RESULT_BYTES;
  if (!isDoubtful(tx) || validate(result, tx, scratch)) return;
  takeBack(tx, result);
  store<u32>(cellOf(tx), 0, CELL_CONTEXT);
  if (incarnationOf(tx) < MOST_SPECULATIVE_RUNS) offerAgain(tx);
  else setState(tx, CELL_AWAITING_HEAD);
}

/** Makes the transaction final. */
function commit(tx: u32, result: usize): void {
  countGas(result);
  store<u32>(result, incarnationOf(tx) + 1, RESULT_INCARNATIONS);
  payBeneficiary(result);
  noteWaiting(tx, load<u32>(cellOf(tx), CELL_WAITED) != 0);
  moveOn(tx);
}

/** The transaction is done with; the next one is the head. */
function moveOn(tx: u32): void {
  setState(tx, CELL_COMMITTED);
  atomic.store<u32>(CTRL_HEAD, tx + 1);
  if (tx + 1 < load<u32>(BLOCK_TX_COUNT)) wakeHead(tx + 1);
}

/** The beneficiary after the transaction: its balance is what the transaction made of it, and the fee; who is paid exists. */
function payBeneficiary(result: usize): void {
  const kind = load<u32>(result, RESULT_BENEFICIARY_KIND);
  const value = result + RESULT_BENEFICIARY_VALUE;
  if (kind == VERSION_VALUE_SET) copy256(CTRL_BENEFICIARY_BALANCE, value);
  else if (kind == VERSION_DELTA) add256(CTRL_BENEFICIARY_BALANCE, value, CTRL_BENEFICIARY_BALANCE);
  add256(CTRL_BENEFICIARY_BALANCE, result + RESULT_FEE, CTRL_BENEFICIARY_BALANCE);
  store<u32>(CTRL_BENEFICIARY_EXISTS, 1 - load<u32>(result, RESULT_BENEFICIARY_ENDED));
  const beneficiary = <usize>load<u32>(BLOCK_BENEFICIARY_ACCOUNT);
  if (beneficiary != 0) noteDirtyAccount(beneficiary); // else its balances are listed
}
