/**
 * The worker's own transactions, in block order, and its contexts. Their cells belong to the home alone.
 *
 *   PENDING ──start──> EXECUTING ──finish──> EXECUTED ──commit──> COMMITTED
 *      ^                │  ^  ^                 │
 *      │           asks │  │  └ is the head ─ AWAITING_HEAD
 *      │                v  │ answer             │
 *      │              PARKED ─> RESUMABLE       │
 *      └──────────── taken back ────────────────┘
 */
import { takeFromBlock } from '../arena';
import {
  BLOCK_CELLS,
  BLOCK_TX_COUNT,
  CELL_BYTES,
  CELL_COMMITTED,
  CELL_CONTEXT,
  CELL_FOREIGN,
  CELL_OVERWRITTEN,
  CELL_PARCELS,
  CELL_PENDING,
  CELL_POSITION,
  CELL_RESUMABLE,
  CELL_STATE,
  CELL_TOUCHED_COUNT,
  CTX_FREE_NEXT,
  PLAN_CONTEXT_COUNT,
  PLAN_LARGE_CONTEXT,
  PLAN_WORKERS,
} from '../layout';
import { contextAt } from '../parallel/contexts';
import { homeOf } from './placement';
import { me } from './ring';

export const NOTHING: u32 = 0xffffffff;

let own: usize = 0;
/** Number of own transactions; of those the first `committed` are. None from `started` on was ever started. */
export let ownCount: u32 = 0;
export let committed: u32 = 0;
export let started: u32 = 0;
/** No own transaction below this place is PENDING. */
let firstPending: u32 = 0;
/** Own transactions that are RESUMABLE. */
let resumable: u32 = 0;
/** Stack of free contexts of this worker. */
let free: usize = 0;

export function openQueue(): void {
  const count = load<u32>(BLOCK_TX_COUNT);
  own = takeFromBlock((<usize>count) << 2);
  ownCount = 0;
  for (let tx: u32 = 0; tx < count; tx++) {
    if (homeOf(tx) != me) continue;
    store<u32>(own + ((<usize>ownCount) << 2), tx);
    store<u32>(cellOf(tx), ownCount, CELL_POSITION);
    ownCount++;
  }
  committed = 0;
  started = 0;
  firstPending = 0;
  resumable = 0;
  openContexts();
}

/** Each worker has its share of the contexts to itself. */
function openContexts(): void {
  const share = load<u32>(PLAN_CONTEXT_COUNT) / load<u32>(PLAN_WORKERS);
  free = 0;
  for (let index: u32 = 0; index < share; index++) giveBack(contextAt(me * share + index));
}

/** A free context, or 0. */
export function takeFree(): usize {
  const context = free;
  if (context != 0) free = load<u32>(context, CTX_FREE_NEXT);
  return context;
}

/** The large context is the head's and in no list. */
export function giveBack(context: usize): void {
  if (context == <usize>load<u32>(PLAN_LARGE_CONTEXT)) return;
  store<u32>(context, <u32>free, CTX_FREE_NEXT);
  free = context;
}

export function hasFree(): bool {
  return free != 0;
}

/** True when more than one context is free: the last is the head's. */
export function hasSpare(): bool {
  return free != 0 && load<u32>(free, CTX_FREE_NEXT) != 0;
}

export function cellOf(tx: u32): usize {
  return <usize>load<u32>(BLOCK_CELLS) + <usize>tx * CELL_BYTES;
}

/** The own transaction at a place, or NOTHING behind the last. */
export function ownAt(position: u32): u32 {
  return position < ownCount ? load<u32>(own + ((<usize>position) << 2)) : NOTHING;
}

/** CELL_* of an own transaction. */
export function stateOf(tx: u32): u32 {
  return load<u32>(cellOf(tx), CELL_STATE);
}

export function setState(tx: u32, state: u32): void {
  const cell = cellOf(tx);
  if (load<u32>(cell, CELL_STATE) == CELL_RESUMABLE) resumable--;
  if (state == CELL_RESUMABLE) resumable++;
  store<u32>(cell, state, CELL_STATE);
}

/** The lowest own transaction that is not committed, or NOTHING. */
export function lowest(): u32 {
  return ownAt(committed);
}

export function markCommitted(tx: u32): void {
  setState(tx, CELL_COMMITTED);
  committed++;
}

/** Notes that a transaction was started. */
export function noteBegun(tx: u32): void {
  const position = load<u32>(cellOf(tx), CELL_POSITION);
  if (position >= started) started = position + 1;
}

/** Makes a transaction one that was never run, but for the count of its runs. Its context, if any, is free again. */
export function reset(tx: u32): void {
  const cell = cellOf(tx);
  const context = <usize>load<u32>(cell, CELL_CONTEXT);
  if (context != 0) giveBack(context);
  store<u32>(cell, 0, CELL_CONTEXT);
  store<u32>(cell, 0, CELL_OVERWRITTEN);
  store<u32>(cell, 0, CELL_TOUCHED_COUNT);
  store<u32>(cell, 0, CELL_FOREIGN);
  store<u32>(cell, 0, CELL_PARCELS);
  setState(tx, CELL_PENDING);
  const position = load<u32>(cell, CELL_POSITION);
  if (position < firstPending) firstPending = position;
}

/** The lowest own transaction that has its answer, or NOTHING. */
export function lowestResumable(): u32 {
  if (resumable == 0) return NOTHING;
  for (let position = committed; position < started; position++) {
    const tx = ownAt(position);
    if (stateOf(tx) == CELL_RESUMABLE) return tx;
  }
  return NOTHING;
}

/** The lowest own transaction that is PENDING and among the first `most` that are not committed, or NOTHING. */
export function lowestPending(most: u32): u32 {
  if (firstPending < committed) firstPending = committed;
  while (firstPending < ownCount && stateOf(ownAt(firstPending)) != CELL_PENDING) firstPending++;
  return firstPending < ownCount && firstPending - committed < most ? ownAt(firstPending) : NOTHING;
}
