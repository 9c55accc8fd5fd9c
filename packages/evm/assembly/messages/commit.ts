/**
 * The turn: the home of the lowest transaction that is not final commits, as many of its own as follow each
 * other, and then tells all how far it came; so the turn goes to the home of the next. With the turn goes
 * what is counted in block order: the gas so far, the fees.
 */
import {
  BLOCK_RESULTS,
  BLOCK_TX_COUNT,
  CELL_BASE,
  CELL_EXECUTED,
  CELL_FOREIGN,
  CELL_RUNS,
  CELL_TOUCHED,
  CELL_TOUCHED_COUNT,
  CTRL_HEAD,
  CTRL_STOP,
  MESSAGE_FEES,
  MESSAGE_GAS,
  MESSAGE_HEAD,
  RESULT_BYTES,
  RESULT_ERROR,
  RESULT_INCARNATIONS,
  STOP_INVALID_TRANSACTION,
  UNIT_CLAIM,
  UNIT_IS_CLAIMED,
  UNIT_REGISTRAR,
} from '../layout';
import { admits, countGas } from '../parallel/admission';
import { dropCheck, VERDICT_PENDING, VERDICT_RIGHT, verdictOn } from './check';
import { postToAll, write } from './outbox';
import { homeOf } from './placement';
import { addReward, copyReward, final, head, setFinal, setHead } from './progress';
import { cellOf, lowest, markCommitted, stateOf } from './queue';
import { takenBy, wakeAll, workers } from './ring';
import { serve } from './serve';
import { takeBackWith } from './takeBack';
import { copyTotals, placeTotals } from './totals';
import { clearUnitFlag, hasUnitFlag } from './units';
import { sendParcels } from './writes';

/** True while this worker has the turn. */
export function hasTurn(): bool {
  return head < load<u32>(BLOCK_TX_COUNT) && lowest() == head;
}

/** Commits own transactions while it has the turn and they are ready; passes the turn on. True when something moved. */
export function commitOwn(): bool {
  let any = false;
  if (head == final && hasTurn()) placeTotals();
  while (hasTurn() && stateOf(head) == CELL_EXECUTED) {
    if (!areClaimsSettled(head)) break;
    if (stateOf(head) != CELL_EXECUTED) return true; // a denial came in
    if (!isChecked(head)) break;
    if (stateOf(head) != CELL_EXECUTED) return true;
    if (!commit(head)) return false;
    any = true;
  }
  if (head != final && !hasTurn()) passTurn();
  return any;
}

/** True when what the transaction touched is owned as it was taken to be: the registrars have dealt with the claims. */
function areClaimsSettled(tx: u32): bool {
  const cell = cellOf(tx);
  const list = <usize>load<u32>(cell, CELL_TOUCHED);
  const end = list + ((<usize>load<u32>(cell, CELL_TOUCHED_COUNT)) << 2);
  for (let at = list; at < end; at += 4) {
    const unit = <usize>(load<u32>(at) & ~15);
    if (!hasUnitFlag(unit, UNIT_IS_CLAIMED)) continue;
    if (<i32>(takenBy(load<u32>(unit, UNIT_REGISTRAR)) - load<u32>(unit, UNIT_CLAIM)) < 0) return false;
    serve(); // a denial would have been sent before the claim was released
    if (stateOf(tx) != CELL_EXECUTED) return true;
    clearUnitFlag(unit, UNIT_IS_CLAIMED);
  }
  return true;
}

/** True when the foreign reads hold, or have made the transaction run again. */
function isChecked(tx: u32): bool {
  const cell = cellOf(tx);
  if (load<u32>(cell, CELL_FOREIGN) == 0 || load<u32>(cell, CELL_BASE) == tx) return true;
  const verdict = verdictOn(tx);
  if (verdict == VERDICT_PENDING) return false;
  if (verdict == VERDICT_RIGHT) return true;
  takeBackWith(tx);
  return true;
}

/** Makes the head final; false when it stops the block. */
function commit(tx: u32): bool {
  const result = <usize>load<u32>(BLOCK_RESULTS) + <usize>tx * RESULT_BYTES;
  if (stopsBlock(tx) || load<u32>(result, RESULT_ERROR) != 0) {
    stopAt(tx);
    return false;
  }
  countGas(result);
  store<u32>(result, load<u32>(cellOf(tx), CELL_RUNS), RESULT_INCARNATIONS);
  addReward(result);
  markCommitted(tx);
  sendParcels(tx);
  setHead(tx + 1);
  return true;
}

/** True when the head does not fit in the block, which ends it: such a transaction asks for nothing. */
export function stopsBlock(tx: u32): bool {
  if (admits(tx)) return false;
  stopAt(tx);
  return true;
}

function stopAt(tx: u32): void {
  store<u32>(CTRL_HEAD, tx);
  atomic.cmpxchg<u32>(CTRL_STOP, 0, STOP_INVALID_TRANSACTION);
  wakeAll();
}

/** Tells all that this worker's transactions up to the head are final. */
function passTurn(): void {
  if (workers > 1) {
    const message = write(MESSAGE_HEAD, head, final, 0);
    copyTotals(message + MESSAGE_GAS);
    copyReward(message + MESSAGE_FEES);
    // Only the next home has to know at once; at the end everybody.
    postToAll(head < load<u32>(BLOCK_TX_COUNT) ? homeOf(head) : workers);
  }
  dropCheck();
  setFinal(head);
}
