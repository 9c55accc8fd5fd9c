/** What a pool keeps of a state from block to block, and how that follows the state. */
import { layout } from '@heddle/evm';
import { MemoryExhaustedError, PoolBusyError, StateReadError } from '../errors/execution.ts';
import { HeddleError } from '../errors.ts';
import type { Pool } from '../parallel/pool.ts';
import type { SharedMemory } from '../shared/sharedMemory.ts';
import type { StateReader, StateSource } from '../types.ts';
import { bindState } from './stateBinding.ts';
import {
  type DiffAccount,
  type DiffDirection,
  diffAccounts,
  expectComplete,
  type StateDiff,
} from './stateDiff.ts';

/** Records of slots that are copied into the shared memory at a time: 1.5 MiB. */
const SLOTS_AT_A_TIME = 16384;

/**
 * The accounts, slots and code that a pool has read of one state. The pool reads a state anew when its revision is another
 * than before; who changes the state can tell the cache instead. All methods are for the time between blocks, and throw
 * PoolBusyError while one runs.
 */
export class StateCache {
  readonly #pool: Pool;
  #bound: { state: StateReader; revision: unknown } | undefined;
  /** Numbers of the sources that the workers have opened. */
  readonly #open = new Map<StateSource, number>();
  #sources = 0;
  /** True while the shared memory holds what the last block left, and nobody took it over yet. */
  #canAdvance = false;

  constructor(pool: Pool) {
    this.#pool = pool;
  }

  /** Bytes taken of the part of the memory where the state lies. It only grows while a state is held. */
  get usedBytes(): number {
    const { shared } = this.#pool;
    return shared.getUint32(layout.CTRL_STATE_ARENA) - shared.getUint32(layout.PLAN_STATE_ARENA);
  }

  /** Bytes that there are for it; a block that needs more ends in MemoryExhaustedError. */
  get sizeBytes(): number {
    const { shared } = this.#pool;
    return shared.getUint32(layout.PLAN_STATE_ARENA_END) - shared.getUint32(layout.PLAN_STATE_ARENA);
  }

  /** True when the next block on `state`, as it is now, finds here what blocks before have read. */
  holds(state: StateReader): boolean {
    const { revision } = state;
    return revision !== undefined && this.#bound?.state === state && this.#bound.revision === revision;
  }

  /**
   * Makes what the block before left the state, from now on of that revision. To be called before another block.
   *
   * @returns false when the last thing that the pool did was not a block on `state`: it is then read anew
   */
  advance(state: StateReader, revision: unknown): boolean {
    this.#expectRest();
    const isOn = this.#canAdvance && this.#bound?.state === state;
    if (!isOn) {
      this.forget(state);
      return false;
    }
    this.#pool.settle();
    this.#pool.shared.core.advanceBase();
    this.#canAdvance = false;
    this.#bound = { state, revision };
    return true;
  }

  /**
   * Moves what is held of a state by a complete diff; afterwards the state is of that revision. Everything that the diff names is held then.
   *
   * @returns false when the pool does not hold `state`
   * @throws StateDiffIncompleteError when the diff is not complete
   * @throws MemoryExhaustedError when there is no room; nothing is held then
   */
  applyDiff(state: StateReader, diff: StateDiff, direction: DiffDirection, revision: unknown): boolean {
    this.#expectRest();
    expectComplete(diff);
    this.#pool.settle();
    this.#canAdvance = false;
    if (this.#bound?.state !== state) return false;
    this.#orForget(() => apply(this.#pool.shared, diff, direction));
    this.#bound = { state, revision };
    return true;
  }

  /** Lets go of a state: the next block on it reads it anew. */
  forget(state: StateReader): void {
    if (this.#bound?.state === state) this.#drop();
  }

  /** Lets go of a state, and has the workers close its source, after the block that is running. */
  async release(state: StateReader): Promise<void> {
    const { source } = state;
    await this.#pool.exclusively(async () => {
      this.forget(state);
      if (source !== undefined) await this.#close(source);
    });
  }

  /** @internal Has the workers close all sources. */
  async close(): Promise<void> {
    for (const source of [...this.#open.keys()]) await this.#close(source);
  }

  async #close(source: StateSource): Promise<void> {
    const number = this.#open.get(source);
    if (number === undefined) return;
    this.#open.delete(source);
    await this.#pool.orderAll({ kind: 'close', source: number }, 'closed');
  }

  #drop(): void {
    this.#bound = undefined;
    this.#canAdvance = false;
  }

  /** @internal Memory and workers are others. */
  startAnew(): void {
    this.#drop();
    this.#open.clear();
  }

  /** @internal The number of the source that workers read a bound state from; undefined when they ask. */
  sourceOf({ source }: StateReader): number | undefined {
    return source === undefined ? undefined : this.#open.get(source);
  }

  /** Has the workers open the source of a state. */
  async #openSource(source: StateSource): Promise<void> {
    if (this.#open.has(source)) return;
    const number = ++this.#sources;
    const { module, data } = source;
    const answers = await this.#pool.orderAll({ kind: 'open', source: number, module, data }, 'opened');
    this.#open.set(source, number);
    const failure = answers.find((answer) => answer.failure !== undefined)?.failure;
    if (failure === undefined) return;
    await this.#close(source);
    throw new StateReadError({ what: failure.what }, new Error(failure.message));
  }

  /** @internal A block has left its changes. */
  noteExecuted(): void {
    this.#canAdvance = true;
  }

  /** @internal Makes sure that the pool holds `state`, for the block that comes. @throws StateReadError when it does not let itself be bound */
  async bind(state: StateReader): Promise<void> {
    this.#pool.settle();
    this.#canAdvance = false;
    if (this.holds(state)) return;
    this.#drop();
    try {
      if (state.source !== undefined) await this.#openSource(state.source);
      await state.beforeBinding?.();
    } catch (error) {
      throw error instanceof HeddleError ? error : new StateReadError({ what: 'the state' }, error);
    }
    this.#orForget(() => bindState(this.#pool.shared, state));
    this.#bound = { state, revision: state.revision };
  }

  /** @throws PoolBusyError */
  #expectRest(): void {
    if (this.#pool.isBusy) throw new PoolBusyError();
  }

  /** @throws MemoryExhaustedError when the core ran out of memory */
  #orForget(task: () => void): void {
    try {
      task();
    } catch (error) {
      this.#drop();
      const region = this.#pool.shared.fullRegion;
      throw region === undefined ? error : new MemoryExhaustedError({ region });
    }
  }
}

function apply(shared: SharedMemory, diff: StateDiff, direction: DiffDirection): void {
  const isAfter = direction === 'forward';
  for (const [hash, code] of diff.codes) {
    shared.clearBlockArena(); // where code lies on its way
    shared.fillCode(shared.internCode(hash), code);
  }
  shared.clearBlockArena();
  const record = shared.core.takeFromBlock(layout.DIFF_ACCOUNT_BYTES) >>> 0;
  const room = shared.core.takeFromBlock(SLOTS_AT_A_TIME * layout.DIFF_SLOT_BYTES) >>> 0;
  for (const account of diffAccounts(diff)) {
    shared.bytes.set(account.record, record);
    const entry = shared.core.applyAccount(record, isAfter, shared.scratch) >>> 0;
    if (account.slotCount !== 0) applySlots(shared, entry, account, isAfter, room);
  }
}

function applySlots(
  { bytes, core, scratch }: SharedMemory,
  entry: number,
  { slotRecords }: DiffAccount,
  isAfter: boolean,
  room: number,
): void {
  const size = SLOTS_AT_A_TIME * layout.DIFF_SLOT_BYTES;
  for (let start = 0; start < slotRecords.length; start += size) {
    const part = slotRecords.subarray(start, start + size);
    bytes.set(part, room);
    core.applySlots(entry, room, part.length / layout.DIFF_SLOT_BYTES, isAfter, scratch);
  }
}
