/** What a worker has in hand: the transaction it owns and the context it runs in; and how it parts with them. */
import { ctx, enterContext } from '../context';
import {
  BLOCK_MODE,
  CELL_BASE,
  CELL_BLOCKED_BY,
  CELL_CONTEXT,
  CELL_NEEDS_LARGE,
  CELL_STRAYED,
  CELL_WAITED,
  CTRL_HEAD,
  CTX_RESULT,
  MODE_LISTED,
  MODE_PLANNED,
  PLAN_LARGE_CONTEXT,
} from '../layout';
import { prepare, turnAway } from '../transaction';
import { admits, skips } from './admission';
import { isBarred, isOverrun, noteRound, raiseBarrier } from './barrier';
import {
  cellOf,
  hasExecuted,
  incarnationOf,
  offerAgain,
  parkForHead,
  parkOn,
  waitsFor,
  waitsForLower,
} from './cells';
import { aheadInClass } from './classes';
import { NOTHING, stopInvalid } from './commit';
import { contextAt, giveContext, offerContext, takeContext } from './contexts';
import { jitter } from './jitter';
import { noteStarted } from './notes';
import { takeOver } from './takeOver';

/** This worker's number. */
export let worker: u32 = 0;
/** Context this worker owns. */
export let own: usize = 0;
/** The one it runs in: its own, or the large one. */
export let current: usize = 0;
/** Transaction this worker owns, or NOTHING. */
export let running: u32 = NOTHING;

/** Starts the block for this worker. */
export function takeHands(number: u32): void {
  worker = number;
  running = NOTHING;
  own = contextAt(number); // the free ones may all be with parked transactions by the time a late worker starts
  current = own;
}

/** Ends the block for this worker. */
export function stopWorker(): void {
  giveContext(own);
  running = NOTHING;
}

/** Context that a LEAVE_NEED_* or LEAVE_PRECOMPILE speaks of. */
export function currentContext(): usize {
  return current;
}

/** Lets go of the transaction, which belongs to nobody or to somebody else now. */
export function letGo(): void {
  running = NOTHING;
  current = own;
}

/** True when transactions run in place, in the order of a plan. */
export function isPlanned(): bool {
  return load<u32>(BLOCK_MODE) == MODE_PLANNED;
}

/** Starts `tx`, which this worker owns, from its start, unless it has to wait; true when it runs. */
export function begin(tx: u32): bool {
  if (isPlanned()) {
    noteRound(tx);
    if (isBarred(tx)) {
      store<u32>(cellOf(tx), 0, CELL_CONTEXT);
      offerAgain(tx);
      return false;
    }
    if (waitsForTurn(tx)) return false;
  }
  // Listed nonces wait for nobody.
  if (load<u32>(BLOCK_MODE) != MODE_LISTED && (waitsForLower(tx) || waitsInClass(tx))) return false;
  start(tx);
  return true;
}

/** Parks a transaction whose class has another one ahead. */
function waitsInClass(tx: u32): bool {
  const ahead = aheadInClass(tx);
  if (ahead == 0 || hasExecuted(ahead - 1)) return false;
  store<u32>(cellOf(tx), 1, CELL_WAITED);
  return waitsFor(tx, ahead - 1);
}

/** Runs after which a planned transaction is left alone until it is the head. */
const MOST_RUNS_AHEAD: u32 = 4;

/** Parks a transaction that strayed from the plan in an earlier run, or was taken back often, until it is the head. */
function waitsForTurn(tx: u32): bool {
  const strayed = load<u32>(cellOf(tx), CELL_STRAYED) != 0;
  if (!strayed && incarnationOf(tx) < MOST_RUNS_AHEAD) return false;
  if (strayed) raiseBarrier(tx);
  store<u32>(cellOf(tx), 0, CELL_CONTEXT);
  return parkForHead(tx);
}

/** Runs `tx`, which this worker owns, from its start. */
export function start(tx: u32): void {
  running = tx;
  current = load<u32>(cellOf(tx), CELL_NEEDS_LARGE) != 0 ? <usize>load<u32>(PLAN_LARGE_CONTEXT) : own;
  prepare(current, tx);
  enterContext(current);
  noteStarted(tx, load<u32>(ctx, CTX_RESULT));
  checkRoom(tx);
  if (load<u32>(cellOf(tx), CELL_STRAYED) != 0) takeOver(tx, current);
}

/**
 * Ends the block when a run that starts as the head does not fit in it any more. Not only at the commit: the run would ask
 * for state that serial execution does not need, and that a caller may not have. In a block that is being built, any run
 * that does not fit is turned away: it will not fit later either.
 */
function checkRoom(tx: u32): void {
  if (skips()) {
    if (!admits(tx)) turnAway();
  } else if (load<u32>(cellOf(tx), CELL_BASE) == tx && !admits(tx)) stopInvalid();
}

/** Goes on with `tx`, which this worker owns now: where it stood, or from its start; false when it has to wait again. */
export function resume(tx: u32): bool {
  const context = <usize>load<u32>(cellOf(tx), CELL_CONTEXT);
  if (context == 0) return begin(tx);
  store<u32>(cellOf(tx), 0, CELL_CONTEXT);
  if (isPlanned() && isOverrun(tx)) {
    giveContext(context);
    return begin(tx);
  }
  offerContext(own);
  own = context;
  current = context;
  running = tx;
  enterContext(context);
  if (load<u32>(cellOf(tx), CELL_STRAYED) != 0) takeOver(tx, context);
  return true;
}

/** Context taken for going on while the present one stays with a parked transaction. */
let spare: usize = 0;

/** Leaves the running transaction parked with its context when there is another for this worker, else without. */
function leaveParked(): void {
  const other = takeContext();
  store<u32>(cellOf(running), other == 0 ? 0 : <u32>own, CELL_CONTEXT);
  spare = other;
}

/** After parking: this worker goes on with the other context, or with its own when it kept it. */
function parted(): void {
  if (spare != 0) own = spare;
  letGo();
}

/** Parking came to nothing: the transaction goes on here. */
function reunite(): void {
  if (spare != 0) giveContext(spare);
  store<u32>(cellOf(running), 0, CELL_CONTEXT);
}

/** Parks the running transaction until `blocker` has executed. */
export function waitFor(blocker: u32): void {
  store<u32>(cellOf(running), 1, CELL_WAITED);
  store<u32>(cellOf(running), blocker + 1, CELL_BLOCKED_BY);
  leaveParked();
  jitter();
  if (parkOn(running, blocker)) parted();
  else reunite();
}

/** Parks the running transaction until it is the head. */
export function awaitHead(): void {
  if (atomic.load<u32>(CTRL_HEAD) == running) return;
  store<u32>(cellOf(running), running, CELL_BLOCKED_BY); // the one before
  leaveParked();
  jitter();
  if (parkForHead(running)) parted();
  else reunite();
}

/** The transaction overran the context: it runs again in the large one, which is the head's. */
export function moveToLarge(): void {
  store<u32>(cellOf(running), 1, CELL_NEEDS_LARGE);
  putOff();
}

/**
 * Puts the running transaction off until it is the head, where it starts anew. Called by JavaScript when
 * what it asks for is not there: stale values may have led it to ask.
 */
export function putOff(): void {
  const tx = running;
  store<u32>(cellOf(tx), 0, CELL_CONTEXT);
  if (atomic.load<u32>(CTRL_HEAD) == tx || !parkForHead(tx)) {
    if (isPlanned()) noteRound(tx);
    start(tx);
    return;
  }
  letGo();
}
