/**
 * Where the regions of the shared memory lie. Regions are address space: the operating system gives
 * real memory only to pages that are touched, so they are large and a small block stays small.
 */
import { randomBytes } from 'node:crypto';
import * as layout from '../assembly/layout.ts';

const MIB = 2 ** 20;
const PAGE = 65536;

/** Sizes in bytes and counts; powers of two where said. */
export interface MemorySizes {
  /** Chain heads of the account, slot and code tables: powers of two. */
  accountBuckets: number;
  slotBuckets: number;
  codeBuckets: number;
  stateArena: number;
  blockArena: number;
  workers: number;
}

/** Contexts beyond one per worker, to leave transactions parked in: more than eight waiting per worker means a chain anyway. */
const PARKED_PER_WORKER = 4;
/** What fits: 120 contexts of 8.3 MiB beside 3.0 GiB of other regions stay below the 4 GiB that 32 bits reach. */
const MAX_CONTEXTS = 120;

/** Regions of a context: a transaction that needs more runs again in the large one. */
interface ContextSizes {
  stacks: number;
  memory: number;
  output: number;
  journal: number;
  logs: number;
  entries: number;
}

/** 31 full stacks of 32 KiB; 2 MiB of memory costs 8.4M gas. */
const COMMON: ContextSizes = {
  stacks: MIB,
  memory: 2 * MIB,
  output: MIB / 2,
  journal: 2 * MIB,
  logs: MIB / 2,
  entries: 2 * MIB,
};

/** 1,025 full stacks of 32 KiB are 33 MiB; 640 MiB hold what 1 Ggas can buy in nested frames. */
const LARGE: ContextSizes = {
  stacks: 34 * MIB,
  memory: 640 * MIB,
  output: 160 * MIB,
  journal: 256 * MIB,
  logs: 128 * MIB,
  entries: 192 * MIB,
};

function contextBytes(sizes: ContextSizes): number {
  const frames = (layout.MAX_DEPTH + 1) * layout.FRAME_BYTES;
  const own = layout.CTX_BYTES + frames + 4 * layout.CTX_BUCKET_COUNT;
  const { stacks, memory, output, journal, logs, entries } = sizes;
  const bytes = own + stacks + memory + output + journal + logs + entries;
  return Math.ceil(bytes / PAGE) * PAGE;
}

/** What the plan comes to. */
export interface MemoryPlan {
  pages: number;
  contexts: number;
  contextCount: number;
  largeContext: number;
  /** Writes the plan words, the contexts' bounds and the empty code into a new memory. */
  write(buffer: ArrayBufferLike): void;
}

export const defaultSizes: Omit<MemorySizes, 'workers'> = {
  accountBuckets: 2 ** 18,
  slotBuckets: 2 ** 19,
  codeBuckets: 2 ** 14,
  stateArena: 768 * MIB,
  blockArena: 896 * MIB,
};

/** Lays the regions out behind each other. */
export function planMemory(sizes: MemorySizes): MemoryPlan {
  let next = Math.ceil(layout.FIXED_BYTES / PAGE) * PAGE;
  const take = (bytes: number) => {
    const start = next;
    next = Math.ceil((next + bytes) / PAGE) * PAGE;
    return start;
  };
  const contextCount = Math.min(sizes.workers * (1 + PARKED_PER_WORKER), MAX_CONTEXTS);
  const accountBuckets = take(4 * sizes.accountBuckets);
  const slotBuckets = take(4 * sizes.slotBuckets);
  const codeBuckets = take(4 * sizes.codeBuckets);
  const contexts = take(contextCount * contextBytes(COMMON));
  const largeContext = take(contextBytes(LARGE));
  const stateArena = take(sizes.stateArena);
  const blockArena = take(sizes.blockArena);
  const end = next;
  const write = (buffer: ArrayBufferLike) => {
    const view = new DataView(buffer);
    const set = (at: number, value: number) => view.setUint32(at, value, true);
    set(layout.PLAN_ACCOUNT_BUCKETS, accountBuckets);
    set(layout.PLAN_ACCOUNT_MASK, sizes.accountBuckets - 1);
    set(layout.PLAN_SLOT_BUCKETS, slotBuckets);
    set(layout.PLAN_SLOT_MASK, sizes.slotBuckets - 1);
    set(layout.PLAN_CODE_BUCKETS, codeBuckets);
    set(layout.PLAN_CODE_MASK, sizes.codeBuckets - 1);
    set(layout.PLAN_STATE_ARENA, stateArena);
    set(layout.PLAN_STATE_ARENA_END, stateArena + sizes.stateArena);
    set(layout.PLAN_BLOCK_ARENA, blockArena);
    set(layout.PLAN_BLOCK_ARENA_END, blockArena + sizes.blockArena);
    set(layout.PLAN_CONTEXTS, contexts);
    set(layout.PLAN_CONTEXT_COUNT, contextCount);
    set(layout.PLAN_CONTEXT_STRIDE, contextBytes(COMMON));
    set(layout.PLAN_LARGE_CONTEXT, largeContext);
    set(layout.PLAN_WORKERS, sizes.workers);
    set(layout.CTRL_STATE_ARENA, stateArena);
    set(layout.CTRL_BLOCK_ARENA, blockArena);
    view.setBigUint64(layout.PLAN_HASH_SEED, randomBytes(8).readBigUInt64LE(), true);
    for (let i = 0; i < contextCount; i++) writeContext(view, contexts + i * contextBytes(COMMON), COMMON);
    writeContext(view, largeContext, LARGE);
  };
  return { pages: end / PAGE, contexts, contextCount, largeContext, write };
}

/** Writes the bounds of a context's regions. */
function writeContext(view: DataView, context: number, sizes: ContextSizes): void {
  let next = context + layout.CTX_BYTES;
  const take = (bytes: number, start: number, end?: number) => {
    view.setUint32(context + start, next, true);
    next += bytes;
    if (end !== undefined) view.setUint32(context + end, next, true);
  };
  take((layout.MAX_DEPTH + 1) * layout.FRAME_BYTES, layout.CTX_FRAMES);
  take(4 * layout.CTX_BUCKET_COUNT, layout.CTX_BUCKETS);
  take(sizes.stacks, layout.CTX_STACKS, layout.CTX_STACKS_END);
  take(sizes.memory, layout.CTX_MEMORY, layout.CTX_MEMORY_END);
  take(sizes.output, layout.CTX_RETURN, layout.CTX_RETURN_END);
  take(sizes.journal, layout.CTX_JOURNAL, layout.CTX_JOURNAL_END);
  take(sizes.logs, layout.CTX_LOGS, layout.CTX_LOGS_END);
  take(sizes.entries, layout.CTX_ENTRIES, layout.CTX_ENTRIES_END);
}
