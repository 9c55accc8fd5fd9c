/** Planned execution: the head, which needs more than the plan gives, makes itself the only one that runs. */
import { takeBackInPlace } from '../inPlace';
import {
  BLOCK_RESULTS,
  BLOCK_TX_COUNT,
  CELL_CONTEXT,
  CELL_EXECUTED,
  CELL_EXECUTING,
  CELL_ROUND,
  CELL_STATE,
  CELL_WAITERS,
  CTRL_BARRIER,
  CTRL_NEXT,
  CTRL_REEXECUTIONS,
  CTRL_ROUND,
  CTX_UNBOUNDED,
  RESULT_BYTES,
} from '../layout';
import { closeRound, openRound } from './barrier';
import { cellOf, incarnationOf, offerAgain, stateOf } from './cells';

/** Keeps others from starting and takes back what was run ahead. `tx` is the head; its context may then use everything. */
export function takeOver(tx: u32, context: usize): void {
  atomic.store<u32>(CTRL_BARRIER, tx + 1); // before the round: who does not see the one sees the other
  closeRound();
  const count = load<u32>(BLOCK_TX_COUNT);
  const next = atomic.load<u32>(CTRL_NEXT);
  // The newest first, so that each finds what it overwrote as it left it.
  for (let later = (next < count ? next : count) - 1; later > tx; later--) {
    if (stateOf(later) == CELL_EXECUTED) takeBack(later);
  }
  openRound();
  store<u32>(cellOf(tx), atomic.load<u32>(CTRL_ROUND), CELL_ROUND);
  store<u32>(context, 1, CTX_UNBOUNDED);
}

/** Takes an executed transaction back; it is offered again. */
function takeBack(tx: u32): void {
  const cell = cellOf(tx);
  atomic.store<u32>(cell + CELL_STATE, ((incarnationOf(tx) + 1) << 3) | CELL_EXECUTING);
  atomic.store<u32>(cell + CELL_WAITERS, 0);
  takeBackInPlace(<usize>load<u32>(BLOCK_RESULTS) + tx * RESULT_BYTES);
  atomic.add<u32>(CTRL_REEXECUTIONS, 1);
  store<u32>(cell, 0, CELL_CONTEXT);
  offerAgain(tx);
}
