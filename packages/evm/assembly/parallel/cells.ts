/**
 * The states of a transaction in the scheduler, one cell each:
 *
 *   PENDING ──claim──> EXECUTING ──finish──> EXECUTED ──commit──> COMMITTED
 *      │                │  ^  ^                 │
 *      └─wait─> PARKED <┘  │  └── EXECUTING <───┘ abort (incarnation + 1, by the committer, at the head)
 *                 │        │
 *                 └─wake─> RESUMABLE (with its context) or ABORTED (from the start)
 *      AWAITING_HEAD is PARKED until all lower transactions are committed.
 *
 * Whoever changes a state does so by compare-exchange or owns the cell (EXECUTING). A transaction
 * waits only for lower ones and the lowest uncommitted one never waits, so there is no deadlock. Only
 * the committer aborts: the head, whose next run cannot fail, and executed followers that built on it,
 * each at most three times before it is left alone until it is the head.
 */
import {
  BLOCK_CELLS,
  BLOCK_TASKS,
  BLOCK_TXS,
  CELL_ABORTED,
  CELL_AWAITING_HEAD,
  CELL_BLOCKED_BY,
  CELL_BYTES,
  CELL_CONTEXT,
  CELL_EXECUTING,
  CELL_PARKED,
  CELL_RESUMABLE,
  CELL_STATE,
  CELL_WAIT_NEXT,
  CELL_WAITERS,
  CTRL_HEAD,
  CTRL_IDLE,
  CTRL_READY,
  CTRL_WAKE,
  TASK_BEFORE,
  TASK_BEFORE_COUNT,
  TASK_BYTES,
  TX_BYTES,
  TX_PREDECESSOR,
  WAITERS_CLOSED,
} from '../layout';

export function cellOf(tx: u32): usize {
  return <usize>load<u32>(BLOCK_CELLS) + tx * CELL_BYTES;
}

/** CELL_* of a transaction. */
export function stateOf(tx: u32): u32 {
  return atomic.load<u32>(cellOf(tx) + CELL_STATE) & 7;
}

export function incarnationOf(tx: u32): u32 {
  return atomic.load<u32>(cellOf(tx) + CELL_STATE) >> 3;
}

/** Sets the state, keeping the incarnation. Only by the owner of the cell. */
export function setState(tx: u32, state: u32): void {
  const cell = cellOf(tx) + CELL_STATE;
  atomic.store<u32>(cell, (atomic.load<u32>(cell) & ~7) | state);
}

/** Moves the state from one to another; false when it was not `from`. */
export function moveState(tx: u32, from: u32, to: u32): bool {
  const cell = cellOf(tx) + CELL_STATE;
  const seen = atomic.load<u32>(cell);
  return (seen & 7) == from && atomic.cmpxchg<u32>(cell, seen, (seen & ~7) | to) == seen;
}

/** Wakes idle workers, if any: there may be work. */
export function notifyIdle(): void {
  if (atomic.load<u32>(CTRL_IDLE) == 0) return;
  atomic.add<u32>(CTRL_WAKE, 1);
  atomic.notify(CTRL_WAKE, -1);
}

/** Offers a parked transaction to all workers. The caller moved its state away from PARKED or AWAITING_HEAD. */
function offer(): void {
  atomic.add<u32>(CTRL_READY, 1);
}

/** Offers a transaction that was taken back and must start anew; the caller owns its cell. */
export function offerAgain(tx: u32): void {
  setState(tx, CELL_ABORTED);
  offer();
}

/** What a parked transaction becomes when its wait is over. */
function awakened(tx: u32): u32 {
  return load<u32>(cellOf(tx), CELL_CONTEXT) != 0 ? CELL_RESUMABLE : CELL_ABORTED;
}

/** Closes the list of those who wait for `tx` and offers them. Wakes nobody: the caller looks for work next, see `takeReady`. */
export function wakeWaiters(tx: u32): void {
  let waiter = atomic.xchg<u32>(cellOf(tx) + CELL_WAITERS, WAITERS_CLOSED);
  if (waiter == 0) return;
  while (waiter != 0) {
    const index = waiter - 1;
    waiter = load<u32>(cellOf(index), CELL_WAIT_NEXT); // before the wake: the waiter may wait elsewhere at once
    if (moveState(index, CELL_PARKED, awakened(index))) offer();
  }
}

/**
 * Parks `tx` until `blocker` has executed. The cell holds its context (or 0) already. False when the
 * blocker has executed meanwhile: the caller goes on with the transaction.
 */
export function parkOn(tx: u32, blocker: u32): bool {
  setState(tx, CELL_PARKED); // before it is in the list: it may be woken at once
  const list = cellOf(blocker) + CELL_WAITERS;
  while (true) {
    const first = atomic.load<u32>(list);
    if (first == WAITERS_CLOSED) {
      setState(tx, CELL_EXECUTING);
      return false;
    }
    store<u32>(cellOf(tx), first, CELL_WAIT_NEXT);
    if (atomic.cmpxchg<u32>(list, first, tx + 1) == first) return true;
  }
}

/** Parks `tx` until it is the lowest uncommitted; false when it is already. */
export function parkForHead(tx: u32): bool {
  setState(tx, CELL_AWAITING_HEAD);
  // The committer stores CTRL_HEAD and then looks at this state; one of the two sees the other.
  if (atomic.load<u32>(CTRL_HEAD) != tx) return true;
  return !moveState(tx, CELL_AWAITING_HEAD, CELL_EXECUTING);
}

/** Tells the new head that its wait is over. */
export function wakeHead(tx: u32): void {
  if (stateOf(tx) == CELL_AWAITING_HEAD && moveState(tx, CELL_AWAITING_HEAD, awakened(tx))) offer();
}

/** Takes a transaction that is ready to go on; true with its state before in `claimedState`. */
export function claimReady(tx: u32): bool {
  const state = stateOf(tx);
  if (state != CELL_RESUMABLE && state != CELL_ABORTED) return false;
  if (!moveState(tx, state, CELL_EXECUTING)) return false;
  atomic.sub<u32>(CTRL_READY, 1);
  return true;
}

/**
 * True when nothing that reads `tx`'s writes has to wait any more. Asks what `parkOn` asks, not the state, which is
 * stored a little later: who was told to wait and could not park would ask again and again until then.
 */
export function hasExecuted(tx: u32): bool {
  return atomic.load<u32>(cellOf(tx) + CELL_WAITERS) == WAITERS_CLOSED;
}

/** Parks `tx`, which has not started, until `lower` has executed; false when it has. */
export function waitsFor(tx: u32, lower: u32): bool {
  if (hasExecuted(lower)) return false;
  store<u32>(cellOf(tx), 0, CELL_CONTEXT);
  store<u32>(cellOf(tx), lower + 1, CELL_BLOCKED_BY);
  return parkOn(tx, lower);
}

/** Parks a transaction that must not start yet: its sender has an earlier one, whose nonce it needs, or the plan says so. */
export function waitsForLower(tx: u32): bool {
  const before = load<u32>(<usize>load<u32>(BLOCK_TXS) + tx * TX_BYTES, TX_PREDECESSOR);
  if (before != 0 && waitsFor(tx, before - 1)) return true;
  const tasks = <usize>load<u32>(BLOCK_TASKS);
  if (tasks == 0) return false;
  let at = <usize>load<u32>(tasks + tx * TASK_BYTES, TASK_BEFORE);
  const end = at + ((<usize>load<u32>(tasks + tx * TASK_BYTES, TASK_BEFORE_COUNT)) << 2);
  for (; at < end; at += 4) if (waitsFor(tx, load<u32>(at))) return true;
  return false;
}
