/**
 * Memory of the nodes. A thread takes chunks by one atomic add and parts of its chunk without any. What is given
 * back is used again for nodes of the same size: by the thread that gave it back, and in batches by all, for the one that
 * removes nodes need not be the one that makes them.
 */
import { area } from './area';
import { fail } from './fail';
import {
  AREA_FREE_COUNTS,
  AREA_FREE_NODES,
  CTRL_ARENA,
  CTRL_ARENA_END,
  CTRL_FREE_BATCHES,
  CTRL_FREE_LOCK,
  CTRL_GENERATION,
  ERROR_MEMORY,
} from './layout';

/** 64 KiB: about 400 nodes. */
const CHUNK: usize = 65536;

/** Nodes that change hands at once: a lock for each node would be as dear as the node. */
const BATCH: u32 = 128;

let next: usize = 0;
let end: usize = 0;
let generation: u32 = 0;

/** Forgets the chunk when the arena was emptied since. Before each use of the instance. */
export function beginArena(): void {
  const current = load<u32>(CTRL_GENERATION);
  if (current == generation) return;
  generation = current;
  next = 0;
  end = 0;
}

function freeList(size: usize): usize {
  return area + AREA_FREE_NODES + (size >> 2);
}

/** How many nodes are in the list. */
function freeCount(size: usize): usize {
  return area + AREA_FREE_COUNTS + (size >> 2);
}

/** Takes back what `take` gave. Nobody may refer to it any more. */
export function giveBack(start: usize, bytes: usize): void {
  const size = (bytes + 15) & ~15;
  store<u32>(start, load<u32>(freeList(size)));
  store<u32>(freeList(size), <u32>start);
  const count = load<u32>(freeCount(size)) + 1;
  store<u32>(freeCount(size), count);
  if (count == BATCH) shareBatch(size);
}

/** `bytes`, at most those of the largest node, aligned to 16, not cleared. */
export function take(bytes: usize): usize {
  const size = (bytes + 15) & ~15;
  const free = <usize>load<u32>(freeList(size));
  if (free == 0) return takeBatch(size) ? take(bytes) : takeFromChunk(size);
  store<u32>(freeList(size), load<u32>(free));
  store<u32>(freeCount(size), load<u32>(freeCount(size)) - 1);
  return free;
}

function takeFromChunk(size: usize): usize {
  if (next + size > end) {
    next = <usize>atomic.add<u32>(CTRL_ARENA, <u32>CHUNK);
    end = next + CHUNK;
    if (end > <usize>load<u32>(CTRL_ARENA_END)) fail(ERROR_MEMORY);
  }
  const start = next;
  next = start + size;
  return start;
}

function lock(): void {
  while (atomic.cmpxchg<u32>(CTRL_FREE_LOCK, 0, 1) != 0) {}
}

function unlock(): void {
  atomic.store<u32>(CTRL_FREE_LOCK, 0);
}

/** Batches of free nodes, linked by the second word of the first node. */
function batches(size: usize): usize {
  return <usize>CTRL_FREE_BATCHES + (size >> 2);
}

/** Makes the thread's list one that any thread can take. */
function shareBatch(size: usize): void {
  const first = <usize>load<u32>(freeList(size));
  lock();
  store<u32>(first, load<u32>(batches(size)), 4);
  store<u32>(batches(size), <u32>first);
  unlock();
  store<u32>(freeList(size), 0);
  store<u32>(freeCount(size), 0);
}

/** Gives the thread a list that another has made; false when there is none. */
function takeBatch(size: usize): bool {
  // Only a hint, without the lock: whoever misses a batch takes new memory.
  if (atomic.load<u32>(batches(size)) == 0) return false;
  lock();
  const first = <usize>load<u32>(batches(size));
  if (first != 0) store<u32>(batches(size), load<u32>(first, 4));
  unlock();
  if (first == 0) return false;
  store<u32>(freeList(size), <u32>first);
  store<u32>(freeCount(size), BATCH);
  return true;
}
