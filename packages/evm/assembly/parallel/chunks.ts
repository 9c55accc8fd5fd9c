/**
 * Handing out transactions that nobody has started: a worker takes a chunk of consecutive ones from
 * the shared cursor and then one after the other from its chunk, which costs no traffic between
 * cores; whoever has nothing else to do steals from the chunks of others, lowest first.
 */
import {
  BLOCK_ORDER,
  BLOCK_TX_COUNT,
  BLOCK_TXS,
  CTRL_HEAD,
  CTRL_NEXT,
  PLAN_WORKERS,
  TX_BYTES,
  TX_GAS_LIMIT,
  WORKER_CHUNK,
  WORKER_LINE_BYTES,
  WORKER_LINES,
} from '../layout';
import { isBarred } from './barrier';

/** Most transactions of a chunk: one atomic add on the shared cursor, some 50 ns when contended, for eight. */
const LARGEST_CHUNK: u32 = 8;
/** Chunks per worker that a block is cut into at least, so that a short one is shared out evenly. */
const CHUNKS_PER_WORKER: u32 = 8;
/** How far ahead of the head transactions are started. Far: one long transaction must not leave the other workers idle. */
export const WINDOW: u32 = 512;

export const NONE: u32 = 0xffffffff;

function chunkOf(worker: u32): usize {
  return <usize>WORKER_LINES + <usize>worker * WORKER_LINE_BYTES + WORKER_CHUNK;
}

/** Takes the first transaction of a worker's chunk, or NONE; with `only`, none but that one. */
function takeFrom(worker: u32, only: u32): u32 {
  const chunk = chunkOf(worker);
  while (true) {
    const word = atomic.load<u64>(chunk);
    const next = <u32>(word >> 32);
    if (next >= <u32>word || (only != NONE && next != only) || isBarred(next)) return NONE;
    if (atomic.cmpxchg<u64>(chunk, word, word + ((<u64>1) << 32)) == word) return next;
  }
}

/** False while a worker's chunk holds transactions, perhaps behind a barrier. Only the worker itself puts any there. */
function isUsedUp(worker: u32): bool {
  const word = atomic.load<u64>(chunkOf(worker));
  return <u32>(word >> 32) >= <u32>word;
}

/** Gas limit up to which a transaction counts as light: little more than a transfer. */
const LIGHT_GAS: i64 = 60_000;

/** Only light transactions go in chunks: for others the cursor costs nothing beside them, and order helps. */
function isLight(tx: u32): bool {
  return load<i64>(<usize>load<u32>(BLOCK_TXS) + tx * TX_BYTES, TX_GAS_LIMIT) <= LIGHT_GAS;
}

function chunkSize(left: u32): u32 {
  const share = left / (load<u32>(PLAN_WORKERS) * CHUNKS_PER_WORKER);
  return share < 1 ? 1 : share > LARGEST_CHUNK ? LARGEST_CHUNK : share;
}

/** Where starting ends for now. In an order of its own the head may be anywhere, so all may be started. */
function windowEnd(): u32 {
  return load<u32>(BLOCK_ORDER) != 0 ? NONE : atomic.load<u32>(CTRL_HEAD) + WINDOW;
}

/** The transaction at a place in the order of starting. */
export function startedAt(place: u32): u32 {
  const order = <usize>load<u32>(BLOCK_ORDER);
  return order == 0 ? place : load<u32>(order + ((<usize>place) << 2));
}

/** Takes a chunk from the cursor into the worker's line, which is empty; false when there is none within the window. */
function refill(worker: u32, only: u32): bool {
  const count = load<u32>(BLOCK_TX_COUNT);
  while (true) {
    const next = atomic.load<u32>(CTRL_NEXT);
    if (next >= count || next >= windowEnd() || (only != NONE && next != only) || isBarred(next))
      return false;
    const size = isLight(next) ? chunkSize(count - next) : 1;
    if (atomic.cmpxchg<u32>(CTRL_NEXT, next, next + size) != next) continue;
    atomic.store<u64>(chunkOf(worker), ((<u64>next) << 32) | <u64>(next + size));
    return true;
  }
}

/** The next transaction for a worker: from its chunk, the cursor, or the chunks of others; with `only`, none but that one. */
export function takeUnstarted(worker: u32, only: u32): u32 {
  const mine = takeFrom(worker, only);
  if (mine != NONE) return mine;
  if (isUsedUp(worker) && refill(worker, only)) return takeFrom(worker, only);
  const workers = load<u32>(PLAN_WORKERS);
  for (let other: u32 = 0; other < workers; other++) {
    const stolen = takeFrom(other, only);
    if (stolen != NONE) return stolen;
  }
  return NONE;
}
