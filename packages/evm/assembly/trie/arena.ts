/**
 * Memory of the nodes. A thread takes chunks by one atomic add and parts of its chunk without any. What is not needed
 * any more is not given back: the arena is emptied as a whole.
 */
import { fail } from './fail';
import { CTRL_ARENA, CTRL_ARENA_END, CTRL_GENERATION, ERROR_MEMORY } from './layout';

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

/** `bytes`, at most a chunk, aligned to 16, not cleared. */
export function take(bytes: usize): usize {
  const size = (bytes + 15) & ~15;
  if (next + size > end) {
    next = <usize>atomic.add<u32>(CTRL_ARENA, <u32>CHUNK);
    end = next + CHUNK;
    if (end > <usize>load<u32>(CTRL_ARENA_END)) fail(ERROR_MEMORY);
  }
  const start = next;
  next = start + size;
  return start;
}
