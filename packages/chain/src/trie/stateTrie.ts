/** The trie of all accounts and their storage: its root, its proofs, and what is to be written of it. */
import {
  type Address,
  type DiffDirection,
  type Hash,
  OptionInvalidError,
  type StateDiff,
} from '@heddle/engine';
import { layout, trieModule, trieLayout as words } from '@heddle/evm';
import { toHex } from '../bytes.ts';
import {
  TrieBusyError,
  TrieClosedError,
  TrieNodeMissingError,
  TrieReadError,
  TrieRootMismatchError,
  TrieThreadDiedError,
} from '../errors/trie.ts';
import type { AccountProof } from './accountProof.ts';
import { batchesOf } from './batches.ts';
import { EMPTY_TRIE_ROOT } from './emptyHashes.ts';
import { type NodeSource, openReader } from './nodeSource.ts';
import { NodeWrites } from './nodeWrites.ts';
import { proveAccount } from './prove.ts';
import { explainFailure } from './trieFailure.ts';
import { TrieInstance } from './trieInstance.ts';
import { type RunSettings, TrieMemory } from './trieMemory.ts';
import { TrieThreads } from './trieThreads.ts';

/** How a trie is set up. */
export interface StateTrieOptions {
  /** The state that the trie begins with; that of no accounts, or the one in the source. */
  root: Hash;
  /** Threads of its own, up to 32; with 0 everything happens on the calling thread. */
  threads: number;
  /** Where nodes are read from; without it all are in memory. */
  source?: NodeSource | undefined;
  /** Most memory of nodes and of the diff at work, in MiB, up to 4000. It is taken as it is needed. 1024 when absent. */
  memoryMib?: number | undefined;
}

/** @internal For tests and measurements. */
export interface StateTrieTuning extends RunSettings {
  /** Accounts and slots up to which a diff is applied on the calling thread though there are others. */
  small: number;
}

/** What a trie did since it was created. */
export interface StateTrieCounters {
  /** Keccak permutations. */
  readonly permutations: number;
  /** Records read from the source. */
  readonly nodesLoaded: number;
}

const DEFAULT_MIB = 1024;
const MOST_MIB = 4000;
const MOST_THREADS = words.MAX_AREAS - 1;

const defaults: StateTrieTuning = {
  defer: false,
  plainKeys: false,
  splitAccounts: 64,
  splitSlots: 1024,
  small: 200,
};

function checkOption(option: string, value: number, least: number, most: number): void {
  if (Number.isInteger(value) && value >= least && value <= most) return;
  throw new OptionInvalidError({ option, value, expected: `an integer from ${least} to ${most}` });
}

/**
 * The state trie (yellow paper, appendix D, keys hashed), moved by diffs. Nodes are loaded from the source when they are
 * needed and stay in memory until `reset`; what changed is written by whoever takes `takeDirtyNodes`.
 *
 * One diff at a time. After an error other than a wrong option the nodes in memory are worth nothing: every call
 * throws that error again until `reset`.
 */
export class StateTrie {
  readonly #memory: TrieMemory;
  readonly #instance: TrieInstance;
  readonly #threads: TrieThreads | undefined;
  readonly #hasSource: boolean;
  readonly #tuning: StateTrieTuning;
  #failure: Error | undefined;
  #isBusy = false;
  #isClosed = false;

  private constructor(parts: {
    memory: TrieMemory;
    instance: TrieInstance;
    threads: TrieThreads | undefined;
    hasSource: boolean;
    tuning: StateTrieTuning;
  }) {
    this.#memory = parts.memory;
    this.#instance = parts.instance;
    this.#threads = parts.threads;
    this.#hasSource = parts.hasSource;
    this.#tuning = parts.tuning;
  }

  /**
   * Opens a trie.
   *
   * @throws OptionInvalidError, TrieNodeMissingError or TrieRootMismatchError when the source does not hold the root,
   *   whatever opening a reader throws
   */
  static async create(options: StateTrieOptions, tuning: Partial<StateTrieTuning> = {}): Promise<StateTrie> {
    const { root, threads: count, source, memoryMib = DEFAULT_MIB } = options;
    checkOption('threads', count, 0, MOST_THREADS);
    checkOption('memoryMib', memoryMib, 8, MOST_MIB);
    const memory = new TrieMemory(memoryMib);
    const instance = new TrieInstance(trieModule(), memory.memory, 0, await openReader(source));
    const threads =
      count === 0 ? undefined : await TrieThreads.start(count, memory, source, () => instance.stop());
    const hasSource = source !== undefined;
    const trie = new StateTrie({ memory, instance, threads, hasSource, tuning: { ...defaults, ...tuning } });
    try {
      trie.reset(root);
    } catch (error) {
      await trie.close();
      throw error;
    }
    return trie;
  }

  /** The root of the state that the trie stands for. */
  get root(): Hash {
    return this.#memory.root;
  }

  /** Bytes in use: nodes, and what was in their place before and is only given back by `reset`. */
  get usedBytes(): number {
    return this.#memory.usedBytes;
  }

  get counters(): StateTrieCounters {
    return this.#memory.counters;
  }

  /**
   * Moves the trie from one side of a complete diff to the other; the new root.
   *
   * @throws TrieMemoryExhaustedError, TrieNodeMissingError, TrieRecordMalformedError, TrieDiffMismatchError, TrieReadError,
   *   TrieThreadDiedError; TrieBusyError and TrieClosedError, which leave the trie as it is
   */
  async apply(diff: StateDiff, direction: DiffDirection): Promise<Hash> {
    const changes =
      diff.accounts.length / layout.DIFF_ACCOUNT_BYTES + diff.slots.length / layout.DIFF_SLOT_BYTES;
    if (this.#threads === undefined || changes <= this.#tuning.small) return this.applySync(diff, direction);
    this.#checkReady();
    this.#isBusy = true;
    try {
      for (const step of this.#stepsOf(diff, direction)) {
        step();
        await this.#runInThreads(this.#threads);
      }
    } finally {
      this.#isBusy = false;
    }
    return this.root;
  }

  /** `apply` on the calling thread alone, whatever the size of the diff. */
  applySync(diff: StateDiff, direction: DiffDirection): Hash {
    this.#checkReady();
    for (const step of this.#stepsOf(diff, direction)) {
      step();
      this.#guard(() => this.#instance.core.work());
    }
    return this.root;
  }

  /** What the database lacks since the last time; from now on everything counts as written. */
  takeDirtyNodes(): NodeWrites {
    this.#checkReady();
    return new NodeWrites(this.#guard(() => this.#instance.takeWrites()));
  }

  /**
   * Lets the readers of all threads see what was written since they were opened. Nodes in memory stay as they are, so
   * that is for after a write of `takeDirtyNodes`; not for a trie that stands on what the database held before.
   */
  refresh(): void {
    this.#checkReady();
    this.#instance.refresh();
    this.#threads?.refresh();
  }

  /**
   * Drops all nodes and goes on from the source, whose state must have that root. What was changed and not written is lost.
   *
   * @throws OptionInvalidError when there is no source and the root is not that of no accounts; TrieNodeMissingError,
   *   TrieRootMismatchError; TrieThreadDiedError when a thread has died
   */
  reset(root: Hash): void {
    this.#checkUsable();
    if (!this.#hasSource && root !== EMPTY_TRIE_ROOT) {
      throw new OptionInvalidError({
        option: 'root',
        value: root,
        expected: 'the empty root without a source',
      });
    }
    this.#memory.clear();
    this.#memory.root = EMPTY_TRIE_ROOT;
    this.#failure = undefined;
    this.#instance.readError = undefined;
    this.refresh();
    if (root === EMPTY_TRIE_ROOT) return;
    const isThere = this.#guard(() => this.#instance.core.openTrie()) !== 0;
    if (!isThere) throw this.#fail(new TrieNodeMissingError({ key: toHex(Uint8Array.of(words.TABLE_ROOT)) }));
    const actual = this.root;
    if (actual !== root) throw this.#fail(new TrieRootMismatchError({ expected: root, actual }));
  }

  /** The proof of an account and of slots of it against the root. Loads nodes, and so may throw as `apply` does. */
  prove(address: Address, slots: readonly Hash[]): AccountProof {
    this.#checkReady();
    return this.#guard(() => proveAccount(this.#memory, this.#instance, address, slots));
  }

  /** Ends the threads and closes the readers; after the diff that is being applied. Calling it again does nothing. */
  async close(): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    await this.#threads?.close();
    this.#instance.close();
  }

  /** Each step prepares a run; the last one leaves nothing unhashed. */
  *#stepsOf(diff: StateDiff, direction: DiffDirection): Generator<() => void> {
    const batches = [...batchesOf(diff)];
    for (const [index, batch] of batches.entries()) {
      const defer = this.#tuning.defer || index < batches.length - 1;
      yield () => {
        this.#describe(batch, direction, defer, index > 0);
        this.#guard(() => this.#instance.core.prepareRun());
      };
    }
  }

  /** A first part that finds no room has changed nothing. */
  #describe(diff: StateDiff, direction: DiffDirection, defer: boolean, isLater: boolean): void {
    try {
      this.#memory.describeRun(diff, direction, { ...this.#tuning, defer });
    } catch (error) {
      throw isLater ? this.#fail(error as Error) : error;
    }
  }

  async #runInThreads(threads: TrieThreads): Promise<void> {
    let failure: Error | undefined;
    try {
      failure = await threads.run();
    } catch (error) {
      throw this.#fail(error as Error);
    }
    if (failure === undefined) return;
    throw this.#fail(failure instanceof TrieReadError ? failure : explainFailure(this.#memory, failure));
  }

  #guard<T>(task: () => T): T {
    try {
      return task();
    } catch (error) {
      throw this.#fail(explainFailure(this.#memory, error, this.#instance.readError));
    }
  }

  #fail(error: Error): Error {
    this.#failure = error;
    return error;
  }

  #checkUsable(): void {
    if (this.#isClosed) throw new TrieClosedError();
    if (this.#isBusy) throw new TrieBusyError();
    if (this.#failure instanceof TrieThreadDiedError) throw this.#failure;
  }

  #checkReady(): void {
    this.#checkUsable();
    if (this.#failure !== undefined) throw this.#failure;
  }
}
