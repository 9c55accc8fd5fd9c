/** Serial execution: one transaction after the other, straight into the committed values. The oracle. */
import { recordAccesses } from './accesses';
import { ctx, enterContext } from './context';
import { creditCommitted, flush } from './flush';
import {
  BLOCK_BENEFICIARY_ACCOUNT,
  BLOCK_TX_COUNT,
  BLOCK_YIELDS,
  CTRL_HEAD,
  CTRL_STOP,
  CTX_ACTIVE,
  CTX_RECORD,
  CTX_RESULT,
  LEAVE_SLICE,
  LEAVE_STOPPED,
  LEAVE_SUCCESS,
  RESULT_BENEFICIARY_ENDED,
  RESULT_BLOCKED_BY,
  RESULT_END,
  RESULT_ERROR,
  RESULT_FEE,
  RESULT_GAS_USED,
  RESULT_INCARNATIONS,
  RESULT_START,
  RESULT_WORKER,
  STOP_INVALID_TRANSACTION,
  TX_FLAGS,
  TX_IS_SYSTEM,
} from './layout';
import { recordsOrigins } from './origins';
import { admits, countGas, skips } from './parallel/admission';
import { expireTick, tick } from './ticks';
import { traceSettled } from './trace';
import { advance, prepare, turnAway } from './transaction';

/** Runs the block's transactions in `context`; LEAVE_SUCCESS when all are done, else what is needed to go on. */
export function runSerial(context: usize): i32 {
  expireTick();
  if (load<u32>(context, CTX_ACTIVE) != 0) enterContext(context);
  while (true) {
    if (atomic.load<u32>(CTRL_STOP) != 0) return LEAVE_STOPPED;
    if (load<u32>(context, CTX_ACTIVE) == 0) {
      const index = load<u32>(CTRL_HEAD);
      if (index == load<u32>(BLOCK_TX_COUNT)) return LEAVE_SUCCESS;
      prepare(context, index);
      enterContext(context);
      store<u32>(context, 1, CTX_ACTIVE);
      if (!admits(index)) {
        if (!skips()) return stopInvalid();
        turnAway();
      }
      if (recordsOrigins()) expireTick(); // each transaction's time counts then
      store<f64>(load<u32>(context, CTX_RESULT), tick(0), RESULT_START);
    }
    const status = advance();
    if (status == LEAVE_SLICE) {
      if (load<u32>(BLOCK_YIELDS) != 0) return LEAVE_SLICE;
      continue;
    }
    if (status != LEAVE_SUCCESS) return <i32>status;
    store<u32>(context, 0, CTX_ACTIVE);
    if (load<u32>(load<u32>(ctx, CTX_RESULT), RESULT_ERROR) == 0) finish();
    else if (skips()) moveOn();
    else return stopInvalid();
  }
}

function stopInvalid(): i32 {
  atomic.cmpxchg<u32>(CTRL_STOP, 0, STOP_INVALID_TRANSACTION);
  return LEAVE_STOPPED;
}

/** Commits the finished transaction. */
function finish(): void {
  const result = <usize>load<u32>(ctx, CTX_RESULT);
  if (TRACING) traceSettled();
  recordAccesses();
  flush();
  if ((load<u32>(load<u32>(ctx, CTX_RECORD), TX_FLAGS) & TX_IS_SYSTEM) == 0) {
    if (load<u32>(result, RESULT_BENEFICIARY_ENDED) == 0)
      creditCommitted(load<u32>(BLOCK_BENEFICIARY_ACCOUNT), result + RESULT_FEE);
    countGas(result);
  }
  moveOn();
}

/** Notes how the transaction in the context went; the next one is the head. */
function moveOn(): void {
  const result = <usize>load<u32>(ctx, CTX_RESULT);
  store<u32>(result, 0, RESULT_WORKER);
  store<u32>(result, 1, RESULT_INCARNATIONS);
  store<u32>(result, 0, RESULT_BLOCKED_BY);
  if (recordsOrigins()) expireTick();
  store<f64>(result, tick(load<i64>(result, RESULT_GAS_USED)), RESULT_END);
  store<u32>(CTRL_HEAD, load<u32>(CTRL_HEAD) + 1);
}
