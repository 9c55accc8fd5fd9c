/**
 * A worker of the optimistic mechanism: commits what is ready, claims a transaction, runs it a slice
 * at a time, parks it when it must wait. Comes back to JavaScript only for what lies outside the
 * shared memory, when idle, and at the end.
 */
import { recordAccesses } from '../accesses';
import { ctx, enterContext, mode } from '../context';
import {
  BLOCK_MODE,
  BLOCK_ORDER,
  BLOCK_TX_COUNT,
  CELL_BLOCKED_BY,
  CELL_CONTEXT,
  CELL_EXECUTED,
  CELL_EXECUTING,
  CELL_NEEDS_LARGE,
  CELL_PENDING,
  CELL_WAITED,
  CTRL_HEAD,
  CTRL_IDLE,
  CTRL_NEXT,
  CTRL_READY,
  CTRL_STOP,
  CTRL_WAKE,
  CTX_NEED,
  CTX_RESULT,
  CTX_SCRATCH,
  LEAVE_AWAIT_HEAD,
  LEAVE_BLOCKED,
  LEAVE_IDLE,
  LEAVE_LARGE,
  LEAVE_SLICE,
  LEAVE_STOPPED,
  LEAVE_SUCCESS,
  MODE_LISTED,
  PLAN_LARGE_CONTEXT,
} from '../layout';
import { stopUnlessAsListed } from '../listed/verify';
import { expireTick } from '../ticks';
import { advance, prepare } from '../transaction';
import {
  cellOf,
  claimReady,
  incarnationOf,
  moveState,
  notifyIdle,
  parkForHead,
  parkOn,
  setState,
  waitsForPredecessor,
  wakeWaiters,
} from './cells';
import { isAlone } from './chain';
import { NONE, startedAt, takeUnstarted } from './chunks';
import { ANYBODY, commitReady, NOTHING } from './commit';
import { contextAt, giveContext, hasFreeContext, offerContext, takeContext } from './contexts';
import { jitter, seedJitter } from './jitter';
import { noteClaimed, noteFinished, noteStarted } from './notes';
import { publish } from './publish';
import { clearSketch } from './signatures';

/** Looks for work before a worker goes to sleep: some 20 µs, about what waking costs. */
const SPINS: u32 = 400;

/** This worker's number. */
let worker: u32 = 0;
/** Context this worker owns, and the one it runs in: the same, or the large one. */
let own: usize = 0;
let current: usize = 0;
/** Transaction this worker owns, or NOTHING. */
let running: u32 = NOTHING;
/** Value of CTRL_WAKE that an idle worker may wait on. */
let seenWake: u32 = 0;

/** Starts the block for this worker. */
export function startWorker(number: u32): void {
  worker = number;
  running = NOTHING;
  own = contextAt(number); // the free ones may all be with parked transactions by the time a late worker starts
  current = own;
  expireTick();
  seedJitter(number);
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

export function wakeValue(): u32 {
  return seenWake;
}

/** Works until the block is done (LEAVE_SUCCESS), stopped, or something else is needed. */
export function work(): i32 {
  while (true) {
    if (atomic.load<u32>(CTRL_STOP) != 0) return LEAVE_STOPPED;
    if (running == NOTHING) {
      const found = findWork();
      if (found != LEAVE_SUCCESS) return found;
      if (running == NOTHING) return LEAVE_SUCCESS; // nothing left at all
    }
    const status = advance();
    if (status == LEAVE_SLICE) continue;
    if (status == LEAVE_SUCCESS) finish();
    else if (status == LEAVE_BLOCKED) waitFor(load<u32>(ctx, CTX_NEED));
    else if (status == LEAVE_AWAIT_HEAD) awaitHead();
    else if (status == LEAVE_LARGE && current == own) moveToLarge();
    else return <i32>status;
  }
}

/** Commits and claims; LEAVE_SUCCESS with `running` set, or NOTHING when the block is done; else LEAVE_IDLE or LEAVE_STOPPED. */
function findWork(): i32 {
  if (look()) return LEAVE_SUCCESS;
  for (let spin: u32 = 0; spin < SPINS; spin++) {
    if (look()) return LEAVE_SUCCESS;
    if (atomic.load<u32>(CTRL_STOP) != 0) return LEAVE_STOPPED;
  }
  // Whoever makes work after this look bumps the futex, for it sees the count.
  atomic.add<u32>(CTRL_IDLE, 1);
  seenWake = atomic.load<u32>(CTRL_WAKE);
  if (!look()) return LEAVE_IDLE;
  atomic.sub<u32>(CTRL_IDLE, 1);
  return LEAVE_SUCCESS;
}

/** Called by JavaScript after an idle wait. */
export function stopIdling(): void {
  expireTick();
  atomic.sub<u32>(CTRL_IDLE, 1);
}

/** True when there is something to run, or nothing left at all. */
function look(): bool {
  if (commit(worker)) return true;
  jitter();
  if (takeReady() || takeNext()) return true;
  if (commit(ANYBODY) || isDone()) return true;
  return takeReady(); // the commit may have woken the new head, and nobody else was told
}

function isDone(): bool {
  return atomic.load<u32>(CTRL_HEAD) >= load<u32>(BLOCK_TX_COUNT);
}

/** Commits what is ready of an owner; true when that gave a transaction to run again. */
function commit(owner: u32): bool {
  let again = commitReady(own + CTX_SCRATCH, owner);
  // Nobody who sleeps commits what he executed.
  if (again == NOTHING && owner != ANYBODY && atomic.load<u32>(CTRL_IDLE) != 0)
    again = commitReady(own + CTX_SCRATCH, ANYBODY);
  if (again == NOTHING) return false;
  if (atomic.load<u32>(CTRL_READY) != 0) notifyIdle(); // followers were taken back with it
  start(again);
  return true;
}

/** Goes on with the lowest transaction that was parked and can go on. */
function takeReady(): bool {
  if (atomic.load<u32>(CTRL_READY) == 0) return false;
  const count = load<u32>(BLOCK_TX_COUNT);
  const next = atomic.load<u32>(CTRL_NEXT);
  const end = next < count && load<u32>(BLOCK_ORDER) == 0 ? next : count;
  for (let tx = atomic.load<u32>(CTRL_HEAD); tx < end; tx++) {
    if (!claimReady(tx)) continue;
    if (atomic.load<u32>(CTRL_READY) != 0) notifyIdle(); // there is more than this worker takes
    resume(tx);
    return true;
  }
  return false;
}

/** Starts the next transaction that nobody has started; without a free context only the head, which is never parked. */
function takeNext(): bool {
  while (true) {
    const only = hasFreeContext() && !isAlone() ? NONE : atomic.load<u32>(CTRL_HEAD);
    const place = takeUnstarted(worker, only);
    if (place == NONE) return false;
    const tx = startedAt(place);
    if (!moveState(tx, CELL_PENDING, CELL_EXECUTING)) unreachable(); // it was taken by this worker alone
    noteClaimed(tx);
    clearSketch(tx);
    if (load<u32>(BLOCK_MODE) != MODE_LISTED && waitsForPredecessor(tx)) continue; // listed nonces wait for nobody
    start(tx);
    return true;
  }
}

/** Runs `tx`, which this worker owns, from its start. */
function start(tx: u32): void {
  running = tx;
  current = load<u32>(cellOf(tx), CELL_NEEDS_LARGE) != 0 ? <usize>load<u32>(PLAN_LARGE_CONTEXT) : own;
  prepare(current, tx);
  enterContext(current);
  noteStarted(tx, load<u32>(ctx, CTX_RESULT));
}

/** Goes on with `tx`, which this worker owns now: where it stood, or from its start. */
function resume(tx: u32): void {
  const context = <usize>load<u32>(cellOf(tx), CELL_CONTEXT);
  if (context == 0) {
    start(tx);
    return;
  }
  store<u32>(cellOf(tx), 0, CELL_CONTEXT);
  offerContext(own);
  own = context;
  current = context;
  running = tx;
  enterContext(context);
}

/** Publishes the finished transaction. */
function finish(): void {
  const tx = running;
  jitter();
  if (mode == MODE_LISTED) {
    stopUnlessAsListed();
  } else {
    recordAccesses();
    publish(ctx, incarnationOf(tx));
  }
  noteFinished(tx, load<u32>(ctx, CTX_RESULT), worker);
  running = NOTHING;
  current = own;
  wakeWaiters(tx); // the writes are there; after the next line it could close the list of another incarnation
  jitter();
  setState(tx, CELL_EXECUTED); // from here on a committer may own it
}

/** Leaves the running transaction parked with its context when there is another for this worker, else without. */
function leaveParked(): void {
  const other = takeContext();
  store<u32>(cellOf(running), other == 0 ? 0 : <u32>own, CELL_CONTEXT);
  spare = other;
}

/** Context taken for going on while the present one stays with a parked transaction. */
let spare: usize = 0;

/** After parking: this worker goes on with the other context, or with its own when it kept it. */
function parted(): void {
  if (spare != 0) own = spare;
  current = own;
  running = NOTHING;
}

/** Parking came to nothing: the transaction goes on here. */
function reunite(): void {
  if (spare != 0) giveContext(spare);
  store<u32>(cellOf(running), 0, CELL_CONTEXT);
}

function waitFor(blocker: u32): void {
  store<u32>(cellOf(running), 1, CELL_WAITED);
  store<u32>(cellOf(running), blocker + 1, CELL_BLOCKED_BY);
  leaveParked();
  jitter();
  if (parkOn(running, blocker)) parted();
  else reunite();
}

function awaitHead(): void {
  if (atomic.load<u32>(CTRL_HEAD) == running) return;
  store<u32>(cellOf(running), running, CELL_BLOCKED_BY); // the one before
  leaveParked();
  jitter();
  if (parkForHead(running)) parted();
  else reunite();
}

/** The transaction overran the context: it runs again in the large one, which is the head's. */
function moveToLarge(): void {
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
    start(tx);
    return;
  }
  current = own;
  running = NOTHING;
}
