/**
 * Memory of the nodes. A thread takes chunks by one atomic add and parts of its chunk without any. What it gives back, it
 * gets again itself, for a node of the same size.
 */
import { area } from './area';
import { fail } from './fail';
import { AREA_FREE_NODES, CTRL_ARENA, CTRL_ARENA_END, CTRL_GENERATION, ERROR_MEMORY } from './layout';

/** 64 KiB: about 400 nodes. */
const CHUNK: usize = 65536;

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

/** Takes back what `take` gave. Nobody may refer to it any more. */
export function giveBack(start: usize, bytes: usize): void {
  const list = freeList((bytes + 15) & ~15);
  store<u32>(start, load<u32>(list));
  store<u32>(list, <u32>start);
}

/** `bytes`, at most those of the largest node, aligned to 16, not cleared. */
export function take(bytes: usize): usize {
  const size = (bytes + 15) & ~15;
  const list = freeList(size);
  const free = <usize>load<u32>(list);
  if (free != 0) {
    store<u32>(list, load<u32>(free));
    return free;
  }
  if (next + size > end) {
    next = <usize>atomic.add<u32>(CTRL_ARENA, <u32>CHUNK);
    end = next + CHUNK;
    if (end > <usize>load<u32>(CTRL_ARENA_END)) fail(ERROR_MEMORY);
  }
  const start = next;
  next = start + size;
  return start;
}
