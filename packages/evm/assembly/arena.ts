/**
 * The two shared arenas. Memory is taken from them in chunks by one atomic add, and from the chunk
 * without any; nothing is given back one by one. The chunk of an instance lives in its own globals,
 * which every WebAssembly instance has for itself.
 */
import { CTRL_BLOCK_ARENA, CTRL_STATE_ARENA, PLAN_BLOCK_ARENA_END, PLAN_STATE_ARENA_END } from './layout';

/** 64 KiB: a transfer needs about 1 KiB, so a chunk serves some 60 of them per atomic add. */
const BLOCK_CHUNK: usize = 65536;
/** 16 KiB: the state arena is filled once, mostly by one thread. */
const STATE_CHUNK: usize = 16384;

let blockNext: usize = 0;
let blockEnd: usize = 0;
let stateNext: usize = 0;
let stateEnd: usize = 0;

/** Takes `bytes` from a shared cursor; traps when the region is full (the pool reports it by name). */
function takeShared(cursor: usize, end: usize, bytes: usize): usize {
  const start = <usize>atomic.add<u32>(cursor, <u32>bytes);
  if (start > end || bytes > end - start) unreachable();
  return start;
}

/** Forgets the chunk of the block arena: the arena was reset. */
export function dropBlockChunk(): void {
  blockNext = 0;
  blockEnd = 0;
}

/** Forgets the chunk of the state arena: the arena was reset. */
export function dropStateChunk(): void {
  stateNext = 0;
  stateEnd = 0;
}

/** `bytes` of the block arena, aligned to 16, not cleared. */
export function takeFromBlock(bytes: usize): usize {
  const size = (bytes + 15) & ~15;
  if (size > BLOCK_CHUNK >> 2) return takeShared(CTRL_BLOCK_ARENA, load<u32>(PLAN_BLOCK_ARENA_END), size);
  if (blockNext + size > blockEnd) {
    blockNext = takeShared(CTRL_BLOCK_ARENA, load<u32>(PLAN_BLOCK_ARENA_END), BLOCK_CHUNK);
    blockEnd = blockNext + BLOCK_CHUNK;
  }
  const start = blockNext;
  blockNext = start + size;
  return start;
}

/** `bytes` of the state arena, aligned to a cache line, not cleared. */
export function takeFromState(bytes: usize): usize {
  const size = (bytes + 63) & ~63;
  if (size > STATE_CHUNK >> 2) return takeShared(CTRL_STATE_ARENA, load<u32>(PLAN_STATE_ARENA_END), size);
  if (stateNext + size > stateEnd) {
    stateNext = takeShared(CTRL_STATE_ARENA, load<u32>(PLAN_STATE_ARENA_END), STATE_CHUNK);
    stateEnd = stateNext + STATE_CHUNK;
  }
  const start = stateNext;
  stateNext = start + size;
  return start;
}
