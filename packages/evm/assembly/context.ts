/**
 * The context this instance works on. A context holds everything of one running or parked
 * transaction, so switching transactions is setting these globals; globals belong to the instance.
 */
import {
  BLOCK_MODE,
  CTX_FRAME,
  CTX_TX,
  FRAME_MEMORY,
  FRAME_MEMORY_SIZE,
  MODE_MESSAGES,
  MODE_PLANNED,
  MODE_SERIAL,
} from './layout';

/** The context. */
export let ctx: usize = 0;
/** Its frame on top. */
export let frame: usize = 0;
/** Base and size in bytes of that frame's memory. */
export let memoryBase: usize = 0;
export let memorySize: u32 = 0;
/** Its transaction's index. */
export let txIndex: u32 = 0;
/** MODE_* of the block. */
export let mode: u32 = 0;
/** A private region of the context ran out: what is computed now will be thrown away and run again in the large one. */
export let overflowed: bool = false;

export function enterContext(context: usize): void {
  ctx = context;
  txIndex = load<u32>(context, CTX_TX);
  mode = load<u32>(BLOCK_MODE);
  overflowed = false;
  selectFrame(load<u32>(context, CTX_FRAME));
}

/** Makes `next` the frame on top; 0 for none. */
export function selectFrame(next: usize): void {
  frame = next;
  store<u32>(ctx, <u32>next, CTX_FRAME);
  if (next == 0) return;
  memoryBase = load<u32>(next, FRAME_MEMORY);
  memorySize = load<u32>(next, FRAME_MEMORY_SIZE);
}

export function setMemorySize(bytes: u32): void {
  memorySize = bytes;
  store<u32>(frame, bytes, FRAME_MEMORY_SIZE);
}

/** Accounts and slots that transactions of this instance looked up in the shared tables, since `takeLookups`. */
let lookups: u32 = 0;

export function countLookup(): void {
  lookups++;
}

/** How many there were, for the report; counts anew afterwards. */
export function takeLookups(): u32 {
  const count = lookups;
  lookups = 0;
  return count;
}

export function setOverflowed(): void {
  overflowed = true;
}

/** True when values come straight from the committed ones: whoever may change them waits, or was waited for. */
export function readsCommitted(): bool {
  return mode == MODE_SERIAL || mode == MODE_PLANNED || mode == MODE_MESSAGES;
}
