/**
 * The rolling commit: in block order, one committer at a time, whoever has the lock. A transaction is
 * validated when all below it are committed, so the answer is final and a second run cannot fail.
 */

import {
  BLOCK_BENEFICIARY_ACCOUNT,
  BLOCK_RESULTS,
  BLOCK_TX_COUNT,
  CELL_COMMITTED,
  CELL_EXECUTED,
  CELL_EXECUTING,
  CELL_STATE,
  CELL_WAITERS,
  CTRL_BENEFICIARY_BALANCE,
  CTRL_COMMIT_LOCK,
  CTRL_CUMULATIVE_GAS,
  CTRL_HEAD,
  CTRL_REEXECUTIONS,
  CTRL_STOP,
  RESULT_BENEFICIARY_KIND,
  RESULT_BENEFICIARY_VALUE,
  RESULT_BYTES,
  RESULT_CUMULATIVE,
  RESULT_ERROR,
  RESULT_FEE,
  RESULT_GAS_USED,
  RESULT_INCARNATIONS,
  STOP_INVALID_TRANSACTION,
  VERSION_DELTA,
  VERSION_VALUE_SET,
} from '../layout';
import { add256, copy256 } from '../word';
import { admits } from './admission';
import { cellOf, incarnationOf, notifyIdle, setState, stateOf, wakeHead } from './cells';
import { noteDirtyAccount } from './dirty';
import { jitter } from './jitter';
import { noteConflict, staleRead, validate } from './validate';
import { markEstimates } from './versions';

export const NOTHING: u32 = 0xffffffff;

/**
 * Commits as many transactions as are executed in a row. Returns one that must run again, now owned
 * by the caller, or NOTHING. `scratch` is 96 bytes of the caller.
 */
export function commitReady(scratch: usize): u32 {
  let again = NOTHING;
  while (again == NOTHING && headIsExecuted()) {
    if (atomic.cmpxchg<u32>(CTRL_COMMIT_LOCK, 0, 1) != 0) return NOTHING;
    jitter();
    const before = load<u32>(CTRL_HEAD);
    again = commitRun(scratch);
    const moved = load<u32>(CTRL_HEAD) != before;
    atomic.store<u32>(CTRL_COMMIT_LOCK, 0);
    if (moved) notifyIdle(); // the window moved, or the block is done
    // Who executed the head meanwhile found the lock taken, so look once more.
  }
  return again;
}

function headIsExecuted(): bool {
  const head = atomic.load<u32>(CTRL_HEAD);
  return (
    head < load<u32>(BLOCK_TX_COUNT) && stateOf(head) == CELL_EXECUTED && atomic.load<u32>(CTRL_STOP) == 0
  );
}

/** Under the lock: commits from the head on; returns a transaction to run again, or NOTHING. */
function commitRun(scratch: usize): u32 {
  const count = load<u32>(BLOCK_TX_COUNT);
  for (let tx = load<u32>(CTRL_HEAD); tx < count && stateOf(tx) == CELL_EXECUTED; tx++) {
    const result = <usize>load<u32>(BLOCK_RESULTS) + tx * RESULT_BYTES;
    if (!admits(tx)) return stop();
    if (!validate(result, tx, scratch)) {
      noteConflict(staleRead);
      abort(tx, result);
      return tx;
    }
    if (load<u32>(result, RESULT_ERROR) != 0) return stop();
    commit(tx, result);
  }
  return NOTHING;
}

function stop(): u32 {
  atomic.cmpxchg<u32>(CTRL_STOP, 0, STOP_INVALID_TRANSACTION);
  notifyIdle();
  return NOTHING;
}

/** Takes the transaction back: its writes become estimates and the caller owns its next incarnation. */
function abort(tx: u32, result: usize): void {
  const cell = cellOf(tx);
  if (incarnationOf(tx) != 0) unreachable(); // a second run read only what is final
  atomic.store<u32>(cell + CELL_STATE, ((incarnationOf(tx) + 1) << 3) | CELL_EXECUTING);
  atomic.store<u32>(cell + CELL_WAITERS, 0); // before the estimates: who meets one must find the list open
  markEstimates(result);
  atomic.add<u32>(CTRL_REEXECUTIONS, 1);
}

/** Makes the transaction final. */
function commit(tx: u32, result: usize): void {
  const gas = load<i64>(CTRL_CUMULATIVE_GAS) + load<i64>(result, RESULT_GAS_USED);
  store<i64>(CTRL_CUMULATIVE_GAS, gas);
  store<i64>(result, gas, RESULT_CUMULATIVE);
  store<u32>(result, incarnationOf(tx) + 1, RESULT_INCARNATIONS);
  payBeneficiary(result);
  setState(tx, CELL_COMMITTED);
  atomic.store<u32>(CTRL_HEAD, tx + 1);
  if (tx + 1 < load<u32>(BLOCK_TX_COUNT)) wakeHead(tx + 1);
}

/** The beneficiary's balance after the transaction: what the transaction made of it, and the fee. */
function payBeneficiary(result: usize): void {
  const kind = load<u32>(result, RESULT_BENEFICIARY_KIND);
  const value = result + RESULT_BENEFICIARY_VALUE;
  if (kind == VERSION_VALUE_SET) copy256(CTRL_BENEFICIARY_BALANCE, value);
  else if (kind == VERSION_DELTA) add256(CTRL_BENEFICIARY_BALANCE, value, CTRL_BENEFICIARY_BALANCE);
  add256(CTRL_BENEFICIARY_BALANCE, result + RESULT_FEE, CTRL_BENEFICIARY_BALANCE);
  noteDirtyAccount(load<u32>(BLOCK_BENEFICIARY_ACCOUNT));
}
