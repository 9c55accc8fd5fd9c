/** How a worker ends a run of planned execution: in place, again, or put off until the transaction's turn. */
import { recordAccesses } from '../accesses';
import { ctx } from '../context';
import { isUnbounded, refuse } from '../grants';
import { firstBeyondPlan, flushInPlace } from '../inPlace';
import {
  BLOCK_STRICT,
  CELL_EXECUTED,
  CELL_STRAYED,
  CTRL_REEXECUTIONS,
  CTX_INDEX,
  CTX_NEED,
  CTX_RESULT,
  ERROR_UNDECLARED_ACCESS,
  LEAVE_UNDECLARED,
  RESULT_ACTUAL,
  RESULT_ERROR,
  RESULT_RESTORES,
} from '../layout';
import { isOverrun, liftBarrier, lowerFlag, raiseBarrier, raiseFlag } from './barrier';
import { cellOf, setState, wakeWaiters } from './cells';
import { awaitHead, begin, current, letGo, running, worker } from './hands';
import { jitter } from './jitter';
import { noteFinished } from './notes';
import { takeOver } from './takeOver';

/** Gives up the run when what it read may have been taken back; true when it did. */
export function givesUp(): bool {
  const tx = running;
  if (!isOverrun(tx)) return false;
  atomic.add<u32>(CTRL_REEXECUTIONS, 1);
  if (!begin(tx)) letGo();
  return true;
}

/** The run asked for what the plan does not give it. */
export function stray(status: i32): void {
  const tx = running;
  if (givesUp()) return;
  if (status == LEAVE_UNDECLARED && load<u32>(BLOCK_STRICT) != 0) {
    refuseTransaction();
    return;
  }
  store<u32>(cellOf(tx), 1, CELL_STRAYED);
  raiseBarrier(tx);
  awaitHead();
  if (running == tx) takeOver(tx, current); // it is the head
}

/** Makes the access the transaction's error, which counts when it is the head. */
function refuseTransaction(): void {
  const result = <usize>load<u32>(ctx, CTX_RESULT);
  store<u32>(result, ERROR_UNDECLARED_ACCESS, RESULT_ERROR);
  store<u32>(result, load<u32>(ctx, CTX_NEED), RESULT_ACTUAL);
  store<u32>(result, load<u32>(ctx, CTX_INDEX), RESULT_ACTUAL + 4);
  conclude();
}

/** Ends the running transaction, which is finished but for its changes. */
export function finishPlanned(): void {
  const beyond = isUnbounded() ? <usize>0 : firstBeyondPlan();
  if (beyond != 0) stray(<i32>refuse(beyond));
  else conclude();
}

/** Writes what the transaction changed, unless it is in error, and makes it EXECUTED; or starts it again. */
function conclude(): void {
  const tx = running;
  const result = <usize>load<u32>(ctx, CTX_RESULT);
  jitter();
  raiseFlag(worker);
  if (isOverrun(tx)) {
    lowerFlag(worker);
    givesUp();
    return;
  }
  store<u32>(result, 0, RESULT_RESTORES);
  recordAccesses();
  if (load<u32>(result, RESULT_ERROR) == 0) flushInPlace();
  noteFinished(tx, result, worker);
  letGo();
  wakeWaiters(tx);
  setState(tx, CELL_EXECUTED);
  lowerFlag(worker);
  liftBarrier(tx);
}
