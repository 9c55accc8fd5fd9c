/** Execution on the calling thread: for calls and traces, which must not wait for a block or make one wait. */
import { layout, type TraceHooks } from '@heddle/evm';
import { MemoryExhaustedError } from '../errors/execution.ts';
import { HeddleError } from '../errors.ts';
import { Pool } from '../parallel/pool.ts';
import { SharedMemory } from '../shared/sharedMemory.ts';

const MIB = 2 ** 20;

/**
 * Small tables: most calls meet some ten accounts, and all heads of chains are cleared when another state is bound,
 * as for each call with overrides (48 KiB took 11 of its 40 µs, 2026-11). The arenas are address space: 128 MiB hold
 * 680,000 accounts.
 */
const sizes = {
  accountBuckets: 2 ** 9,
  slotBuckets: 2 ** 11,
  codeBuckets: 2 ** 6,
  stateArena: 128 * MIB,
  blockArena: 512 * MIB,
};

/** A pool without threads, with a memory of its own. */
export class Machine extends Pool {
  readonly #trace: TraceHooks | undefined;

  /** @param trace with it, the machine runs the core with trace points */
  constructor(trace?: TraceHooks) {
    super(1, reserve(trace));
    this.#trace = trace;
  }

  /** After an error that leaves the memory in doubt: a new one. Returns the error, that of a full region by its name. */
  async recover(error: unknown): Promise<unknown> {
    if (error instanceof HeddleError && !(error instanceof MemoryExhaustedError)) return error;
    const region = this.shared.fullRegion;
    await this.restart();
    return region === undefined ? error : new MemoryExhaustedError({ region });
  }

  override restart(): Promise<void> {
    this.shared = reserve(this.#trace);
    this.cache.startAnew();
    return Promise.resolve();
  }
}

function reserve(trace: TraceHooks | undefined): SharedMemory {
  const shared = new SharedMemory(1, { sizes, trace });
  shared.setUint32(layout.BLOCK_YIELDS, 1);
  return shared;
}
