import {
  type CoreExports,
  type CoreMemory,
  type CoreModule,
  coreModule,
  createMemory,
  defaultSizes,
  instantiate,
  layout,
  type MemoryPlan,
  type MemorySizes,
  planMemory,
  type TraceHooks,
  tracedCoreModule,
} from '@heddle/evm';
import { MemoryUnavailableError } from '../errors/execution.ts';
import { EMPTY_CODE_HASH } from '../hash.ts';
import type { Hash } from '../types.ts';
import { fillCode } from './fillEntries.ts';
import { writeHash } from './words.ts';

/** @throws MemoryUnavailableError when the system does not give so much address space */
function reserve(pages: number): CoreMemory {
  try {
    return createMemory(pages);
  } catch (error) {
    throw new MemoryUnavailableError({ mib: pages / 16 }, error);
  }
}

/** What makes a memory other than that of a pool. */
export interface MemoryOptions {
  sizes?: Partial<MemorySizes> | undefined;
  trace?: TraceHooks | undefined;
}

/** The shared memory of a pool and the main thread's instance of the core over it. */
export class SharedMemory {
  readonly memory: CoreMemory;
  readonly module: CoreModule;
  readonly core: CoreExports;
  readonly plan: MemoryPlan;
  readonly bytes: Uint8Array;
  /** The same bytes, for hexadecimal. */
  readonly buffer: Buffer;
  readonly view: DataView;
  /** For atomic access: index is the address divided by 4. */
  readonly words: Int32Array;

  /** @param options sizes of regions other than a pool's; hooks, for a core with trace points */
  constructor(workers: number, { sizes, trace }: MemoryOptions = {}) {
    this.plan = planMemory({ ...defaultSizes, ...sizes, workers });
    this.memory = reserve(this.plan.pages);
    this.bytes = new Uint8Array(this.memory.buffer);
    this.buffer = Buffer.from(this.memory.buffer);
    this.view = new DataView(this.memory.buffer);
    this.words = new Int32Array(this.memory.buffer);
    this.plan.write(this.memory.buffer);
    this.module = trace === undefined ? coreModule() : tracedCoreModule();
    this.core = instantiate(this.module, this.memory, trace);
    this.#makeEmptyCode();
  }

  /** Bytes for the main thread's own use while no block runs: the large context is idle then. */
  get scratch(): number {
    return this.plan.largeContext + layout.CTX_SCRATCH;
  }

  getUint32(at: number): number {
    return this.view.getUint32(at, true);
  }

  setUint32(at: number, value: number): void {
    this.view.setUint32(at, value, true);
  }

  /** The code entry of a hash. */
  internCode(hash: Hash): number {
    writeHash(this.bytes, this.scratch, hash);
    return this.core.internCode(this.scratch) >>> 0;
  }

  /** Gives a code entry its bytes. */
  fillCode(entry: number, code: Uint8Array): void {
    fillCode(this, entry, code);
  }

  /** Makes the whole block arena free. */
  clearBlockArena(): void {
    this.setUint32(layout.CTRL_BLOCK_ARENA, this.getUint32(layout.PLAN_BLOCK_ARENA));
    this.core.dropBlockChunk();
  }

  /** The region that is full, after the core trapped; undefined when none is. */
  get fullRegion(): string | undefined {
    const isFull = (cursor: number, end: number) => this.getUint32(cursor) > this.getUint32(end);
    if (isFull(layout.CTRL_BLOCK_ARENA, layout.PLAN_BLOCK_ARENA_END)) return 'block arena';
    return isFull(layout.CTRL_STATE_ARENA, layout.PLAN_STATE_ARENA_END) ? 'state arena' : undefined;
  }

  /** Forgets all accounts, slots and code: another pre-state follows. */
  clearState(): void {
    this.#clearBuckets(layout.PLAN_ACCOUNT_BUCKETS, layout.PLAN_ACCOUNT_MASK);
    this.#clearBuckets(layout.PLAN_SLOT_BUCKETS, layout.PLAN_SLOT_MASK);
    this.#clearBuckets(layout.PLAN_CODE_BUCKETS, layout.PLAN_CODE_MASK);
    this.setUint32(layout.CTRL_STATE_ARENA, this.getUint32(layout.PLAN_STATE_ARENA));
    this.setUint32(layout.PLAN_STATE_GENERATION, this.getUint32(layout.PLAN_STATE_GENERATION) + 1);
    this.core.dropStateChunk();
    this.#makeEmptyCode();
  }

  #clearBuckets(base: number, mask: number): void {
    const start = this.getUint32(base);
    this.bytes.fill(0, start, start + 4 * (this.getUint32(mask) + 1));
  }

  #makeEmptyCode(): void {
    const entry = this.internCode(EMPTY_CODE_HASH);
    this.setUint32(layout.PLAN_EMPTY_CODE, entry);
    this.fillCode(entry, new Uint8Array());
  }
}
