/**
 * A worker of the mechanisms that share out transactions: commits what is ready, claims a transaction, runs it a slice
 * at a time, parks it when it must wait. Comes back to JavaScript only for what lies outside the
 * shared memory, when idle, and at the end.
 */
import { recordAccesses } from '../accesses';
import { ctx, mode } from '../context';
import {
  BLOCK_ORDER,
  BLOCK_TX_COUNT,
  CELL_EXECUTED,
  CELL_EXECUTING,
  CELL_PENDING,
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
  LEAVE_BEYOND_PLAN,
  LEAVE_BLOCKED,
  LEAVE_IDLE,
  LEAVE_LARGE,
  LEAVE_SLICE,
  LEAVE_STOPPED,
  LEAVE_SUCCESS,
  LEAVE_UNDECLARED,
  MODE_LISTED,
} from '../layout';
import { stopUnlessAsListed } from '../listed/verify';
import { expireTick } from '../ticks';
import { advance } from '../transaction';
import { isBarred } from './barrier';
import { claimReady, incarnationOf, moveState, notifyIdle, setState, wakeWaiters } from './cells';
import { isAlone } from './chain';
import { NONE, startedAt, takeUnstarted } from './chunks';
import { learnClass } from './classes';
import { ANYBODY, commitReady, NOTHING } from './commit';
import { hasFreeContext } from './contexts';
import {
  awaitHead,
  begin,
  current,
  isPlanned,
  letGo,
  moveToLarge,
  own,
  resume,
  running,
  start,
  takeHands,
  waitFor,
  worker,
} from './hands';
import { jitter, seedJitter } from './jitter';
import { noteClaimed, noteFinished } from './notes';
import { finishPlanned, givesUp, stray } from './planned';
import { publish } from './publish';
import { clearSketch } from './signatures';

/** Looks for work before a worker goes to sleep: some 20 µs, about what waking costs. */
const SPINS: u32 = 400;

/** Value of CTRL_WAKE that an idle worker may wait on. */
let seenWake: u32 = 0;

/** Starts the block for this worker. */
export function startWorker(number: u32): void {
  takeHands(number);
  expireTick();
  seedJitter(number);
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
      continue; // the start may have stopped the block
    }
    const status = advance();
    if (status == LEAVE_SLICE) {
      if (isPlanned()) givesUp();
    } else if (status == LEAVE_SUCCESS) {
      if (isPlanned()) finishPlanned();
      else finish();
    } else if (status == LEAVE_UNDECLARED || status == LEAVE_BEYOND_PLAN) stray(<i32>status);
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
  for (let tx = atomic.load<u32>(CTRL_HEAD); tx < end && !isBarred(tx); tx++) {
    if (!claimReady(tx)) continue;
    if (atomic.load<u32>(CTRL_READY) != 0) notifyIdle(); // there is more than this worker takes
    if (resume(tx)) return true;
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
    if (!isPlanned()) clearSketch(tx);
    if (begin(tx)) return true;
  }
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
    learnClass(tx, load<u32>(ctx, CTX_RESULT));
  }
  noteFinished(tx, load<u32>(ctx, CTX_RESULT), worker);
  letGo();
  wakeWaiters(tx); // the writes are there; after the next line it could close the list of another incarnation
  jitter();
  setState(tx, CELL_EXECUTED); // from here on a committer may own it
}
