/**
 * A worker of the mechanism `message-passing`: receives, commits when it is its turn, runs its own
 * transactions ahead. Comes back to JavaScript for what lies outside the memory, when idle, and at the end.
 */
import { recordAccesses } from '../accesses';
import { ctx, enterContext } from '../context';
import {
  BLOCK_PLACEMENT,
  BLOCK_RESULTS,
  BLOCK_TX_COUNT,
  CELL_AWAITING_HEAD,
  CELL_BASE,
  CELL_CONTEXT,
  CELL_EXECUTED,
  CELL_EXECUTING,
  CELL_NEEDS_LARGE,
  CELL_PARKED,
  CELL_PENDING,
  CELL_RESUMABLE,
  CELL_RUNS,
  COUNT_WAITS,
  COUNTS_BYTES,
  CTRL_STOP,
  LEAVE_AWAIT_HEAD,
  LEAVE_BLOCKED,
  LEAVE_IDLE,
  LEAVE_LARGE,
  LEAVE_SLICE,
  LEAVE_STOPPED,
  LEAVE_SUCCESS,
  PLACEMENT_COUNTS,
  PLAN_LARGE_CONTEXT,
  RESULT_BLOCKED_BY,
  RESULT_BYTES,
  RESULT_END,
  RESULT_GAS_USED,
  RESULT_START,
  RESULT_WORKER,
} from '../layout';
import { jitter, seedJitter } from '../parallel/jitter';
import { expireTick, tick } from '../ticks';
import { advance, prepare } from '../transaction';
import { openCheck } from './check';
import { commitOwn, hasTurn, stopsBlock } from './commit';
import { finish, openFinish } from './finish';
import { foldUnits } from './fold';
import { count, counts, openOutbox, pump } from './outbox';
import { final, head, openProgress } from './progress';
import {
  cellOf,
  committed,
  giveBack,
  hasFree,
  hasSpare,
  lowestPending,
  lowestResumable,
  NOTHING,
  noteBegun,
  openQueue,
  ownAt,
  ownCount,
  reset,
  setState,
  started,
  stateOf,
  takeFree,
} from './queue';
import { openReward, settleLastReward } from './reward';
import { close, fallAsleep, hasMail, me, openRings, wakeUp, workers } from './ring';
import { openServe, serve } from './serve';
import { openTotals } from './totals';
import { openUnits } from './units';
import { adjustWindow, openWindow, window } from './window';

/** Looks for work before a worker goes to sleep: some 20 µs, about what waking costs. */
const SPINS: u32 = 300;
/** The transaction under way, or NOTHING. */
let running: u32 = NOTHING;
let context: usize = 0;
let spins: u32 = 0;
let inbox: u32 = 0;

/** Starts the block for this worker. */
export function startMessages(worker: u32): void {
  openRings(worker);
  running = NOTHING;
  spins = 0;
  expireTick();
  seedJitter(worker);
  if (worker >= workers) return; // it has no transactions, and nobody writes to it
  openOutbox();
  openQueue();
  openUnits(ownCount * 8);
  openProgress();
  openReward();
  openTotals();
  openServe();
  openFinish();
  openCheck();
  openWindow();
}

/** Ends the block for this worker, which went to its end. */
export function stopMessages(): void {
  if (me >= workers) return;
  settleLastReward();
  foldUnits();
  const out = <usize>load<u32>(<usize>load<u32>(BLOCK_PLACEMENT), PLACEMENT_COUNTS);
  memory.copy(out + <usize>me * COUNTS_BYTES, counts, COUNTS_BYTES);
}

/** Context that a LEAVE_NEED_* or LEAVE_PRECOMPILE speaks of. */
export function messageContext(): usize {
  return context;
}

/** Value of this worker's inbox to sleep on. */
export function inboxValue(): u32 {
  return inbox;
}

/** Called by JavaScript after the sleep. */
export function stopSleeping(): void {
  expireTick();
  wakeUp();
}

/** Works until the block is done (LEAVE_SUCCESS), stopped, or something else is needed. */
export function workOnMessages(): i32 {
  if (me >= workers) return LEAVE_SUCCESS;
  while (true) {
    if (atomic.load<u32>(CTRL_STOP) != 0) return LEAVE_STOPPED;
    pump();
    const moved = serve();
    if (commitOwn() || moved) spins = 0;
    adjustWindow();
    if (running != NOTHING && stateOf(running) != CELL_EXECUTING) running = NOTHING; // it was taken back
    if (final == load<u32>(BLOCK_TX_COUNT) && pump()) {
      close();
      return LEAVE_SUCCESS;
    }
    if (running == NOTHING && !pick()) {
      if (maySleep()) return LEAVE_IDLE;
      continue;
    }
    spins = 0;
    const status = advance();
    if (status == LEAVE_SLICE) continue;
    if (!handle(status)) return <i32>status;
  }
}

/** Acts on why the running transaction was left; false when JavaScript has to. */
function handle(status: i64): bool {
  if (status == LEAVE_SUCCESS) {
    end();
  } else if (status == LEAVE_BLOCKED) {
    count(COUNT_WAITS);
    setState(running, CELL_PARKED);
    running = NOTHING;
  } else if (status == LEAVE_AWAIT_HEAD) {
    if (head == running) return true;
    count(COUNT_WAITS);
    setState(running, CELL_AWAITING_HEAD);
    running = NOTHING;
  } else if (status == LEAVE_LARGE && context != <usize>load<u32>(PLAN_LARGE_CONTEXT)) {
    store<u32>(cellOf(running), 1, CELL_NEEDS_LARGE);
    putOffMessages();
  } else {
    return false;
  }
  return true;
}

/** Puts the running transaction off until it is the head, where it starts anew. */
export function putOffMessages(): void {
  reset(running);
  setState(running, CELL_AWAITING_HEAD);
  running = NOTHING;
}

/** True when nothing is to be done until a message comes. */
function maySleep(): bool {
  if (++spins < SPINS) return false;
  spins = 0;
  // Nobody tells when a ring has space again or a registrar has seen a claim.
  if (!pump() || (hasTurn() && stateOf(head) == CELL_EXECUTED)) return false;
  inbox = fallAsleep();
  jitter();
  if (!hasMail() && atomic.load<u32>(CTRL_STOP) == 0) return true;
  wakeUp();
  return false;
}

/** Chooses what to run; false when there is nothing. */
function pick(): bool {
  if (hasTurn() && runHead()) return true;
  if (atomic.load<u32>(CTRL_STOP) != 0) return false; // the head does not fit
  const answered = lowestResumable();
  if (answered != NOTHING) {
    resume(answered);
    return true;
  }
  if (!pump() || !hasSpare()) return false;
  const next = lowestPending(window);
  if (next == NOTHING) return false;
  start(next, takeFree());
  return true;
}

/** The head needs no answer but final ones, and gets a context before all others. */
function runHead(): bool {
  const state = stateOf(head);
  const held = <usize>load<u32>(cellOf(head), CELL_CONTEXT);
  if (state == CELL_RESUMABLE || (state == CELL_AWAITING_HEAD && held != 0)) {
    resume(head);
    return true;
  }
  if (state != CELL_PENDING && state != CELL_AWAITING_HEAD) return false;
  if (stopsBlock(head)) return false;
  if (load<u32>(cellOf(head), CELL_NEEDS_LARGE) != 0) {
    start(head, <usize>load<u32>(PLAN_LARGE_CONTEXT));
    return true;
  }
  if (!hasFree()) giveUpLast();
  start(head, takeFree());
  return true;
}

/** Gives up the highest run that holds a context. */
function giveUpLast(): void {
  for (let position = started; position > committed; position--) {
    const tx = ownAt(position - 1);
    if (load<u32>(cellOf(tx), CELL_CONTEXT) == 0) continue;
    reset(tx);
    return;
  }
  unreachable(); // all contexts are somewhere
}

function start(tx: u32, free: usize): void {
  const cell = cellOf(tx);
  running = tx;
  context = free;
  store<u32>(cell, <u32>free, CELL_CONTEXT);
  store<u32>(cell, head, CELL_BASE);
  setState(tx, CELL_EXECUTING);
  noteBegun(tx);
  prepare(free, tx);
  enterContext(free);
  store<f64>(resultOf(tx), tick(0), RESULT_START);
}

function resume(tx: u32): void {
  running = tx;
  context = load<u32>(cellOf(tx), CELL_CONTEXT);
  setState(tx, CELL_EXECUTING);
  enterContext(context);
}

function resultOf(tx: u32): usize {
  return <usize>load<u32>(BLOCK_RESULTS) + <usize>tx * RESULT_BYTES;
}

/** The running transaction has its result. */
function end(): void {
  const cell = cellOf(running);
  const result = resultOf(running);
  recordAccesses();
  finish(ctx, running);
  store<u32>(result, me, RESULT_WORKER);
  store<u32>(result, 0, RESULT_BLOCKED_BY);
  store<f64>(result, tick(load<i64>(result, RESULT_GAS_USED)), RESULT_END);
  store<u32>(cell, load<u32>(cell, CELL_RUNS) + 1, CELL_RUNS);
  store<u32>(cell, 0, CELL_CONTEXT);
  giveBack(context);
  setState(running, CELL_EXECUTED);
  running = NOTHING;
}
