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
  TrieRootMismatchError,
  TrieThreadDiedError,
} from '../errors/trie.ts';
import type { AccountProof } from './accountProof.ts';
import { EMPTY_TRIE_ROOT } from './emptyHashes.ts';
import { type NodeSource, openReader } from './nodeSource.ts';
import { NodeWrites } from './nodeWrites.ts';
import { proveAccount } from './prove.ts';
import { TrieInstance } from './trieInstance.ts';
import { TrieMemory } from './trieMemory.ts';
import { TrieRunner, type TrieTuning } from './trieRunner.ts';
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

const defaults: TrieTuning = {
  plainKeys: false,
  splitAccounts: 64,
  splitSlots: 1024,
  small: 200,
  portionBytes: 32 * 2 ** 20,
};

/**
 * The state trie (yellow paper, appendix D, keys hashed), moved by diffs. Nodes are loaded from the source when they are
 * needed and stay in memory until `reset`; what changed is written by whoever takes `takeDirtyNodes`.
 *
 * One diff at a time. After an error other than a wrong option the nodes in memory are worth nothing: every call
 * throws that error again until `reset`.
 */
export class StateTrie {
  readonly #runner: TrieRunner;
  readonly #hasSource: boolean;
  #atWork: Promise<void> | undefined;
  #isClosed = false;

  private constructor(runner: TrieRunner, hasSource: boolean) {
    this.#runner = runner;
    this.#hasSource = hasSource;
  }

  /**
   * Opens a trie.
   *
   * @throws OptionInvalidError, TrieNodeMissingError or TrieRootMismatchError when the source does not hold the root,
   *   whatever opening a reader throws
   */
  static async create(options: StateTrieOptions, tuning: Partial<TrieTuning> = {}): Promise<StateTrie> {
    const { root, threads: count, source, memoryMib = DEFAULT_MIB } = options;
    checkOption('threads', count, 0, MOST_THREADS);
    checkOption('memoryMib', memoryMib, 8, MOST_MIB);
    const memory = new TrieMemory(memoryMib);
    const instance = new TrieInstance(trieModule(), memory.memory, 0, await openReader(source));
    const threads =
      count === 0 ? undefined : await TrieThreads.start(count, memory, source, () => instance.stop());
    const runner = new TrieRunner({ memory, instance, threads, tuning: { ...defaults, ...tuning } });
    const trie = new StateTrie(runner, source !== undefined);
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
    return this.#runner.memory.root;
  }

  /** Bytes in use: nodes, and what was in their place before and is only given back by `reset`. */
  get usedBytes(): number {
    return this.#runner.memory.usedBytes;
  }

  get counters(): StateTrieCounters {
    return this.#runner.memory.counters;
  }

  /**
   * Moves the trie from one side of a complete diff to the other; the new root.
   *
   * @throws TrieMemoryExhaustedError, TrieNodeMissingError, TrieRecordMalformedError, TrieDiffMismatchError, TrieReadError,
   *   TrieThreadDiedError; TrieBusyError and TrieClosedError, which leave the trie as it is
   */
  async apply(diff: StateDiff, direction: DiffDirection): Promise<Hash> {
    const isSmall = changesIn(diff) <= this.#runner.tuning.small;
    return isSmall ? this.applySync(diff, direction) : this.applyAll([diff], direction);
  }

  /**
   * Moves the trie along several diffs, of which only the last state is hashed: for a whole state in portions. Throws as
   * `apply` does, and what the iteration throws.
   */
  async applyAll(diffs: Iterable<StateDiff>, direction: DiffDirection): Promise<Hash> {
    this.#checkReady();
    this.#atWork = this.#runner.run(diffs, direction);
    try {
      await this.#atWork;
    } finally {
      this.#atWork = undefined;
    }
    return this.root;
  }

  /** `apply` on the calling thread alone, whatever the size of the diff. */
  applySync(diff: StateDiff, direction: DiffDirection): Hash {
    this.#checkReady();
    this.#runner.runHere(diff, direction);
    return this.root;
  }

  /** What the database lacks since the last time; from now on everything counts as written. */
  takeDirtyNodes(): NodeWrites {
    this.#checkReady();
    return new NodeWrites(this.#runner.guard(() => this.#runner.instance.takeWrites()));
  }

  /**
   * Lets the readers of all threads see what was written since they were opened. Nodes in memory stay as they are, so
   * that is for after a write of `takeDirtyNodes`; not for a trie that stands on what the database held before.
   */
  refresh(): void {
    this.#checkReady();
    this.#runner.instance.refresh();
    this.#runner.threads?.refresh();
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
    const { memory, instance } = this.#runner;
    memory.clear();
    memory.root = EMPTY_TRIE_ROOT;
    this.#runner.failure = undefined;
    instance.readError = undefined;
    this.refresh();
    if (root !== EMPTY_TRIE_ROOT) this.#open(root);
  }

  /** The proof of an account and of slots of it against the root. Loads nodes, and so may throw as `apply` does. */
  prove(address: Address, slots: readonly Hash[]): AccountProof {
    this.#checkReady();
    const { memory, instance } = this.#runner;
    return this.#runner.guard(() => proveAccount(memory, instance, address, slots));
  }

  /** Ends the threads and closes the readers, after the diff that is being applied. Calling it again does nothing. */
  async close(): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    await this.#atWork?.catch(() => undefined);
    await this.#runner.threads?.close();
    await this.#runner.instance.close();
  }

  /** Reads the root from the source. */
  #open(root: Hash): void {
    const isThere = this.#runner.guard(() => this.#runner.instance.core.openTrie()) !== 0;
    if (!isThere) {
      throw this.#runner.fail(new TrieNodeMissingError({ key: toHex(Uint8Array.of(words.TABLE_ROOT)) }));
    }
    const actual = this.root;
    if (actual !== root) throw this.#runner.fail(new TrieRootMismatchError({ expected: root, actual }));
  }

  #checkUsable(): void {
    if (this.#isClosed) throw new TrieClosedError();
    if (this.#atWork !== undefined) throw new TrieBusyError();
    if (this.#runner.failure instanceof TrieThreadDiedError) throw this.#runner.failure;
  }

  #checkReady(): void {
    this.#checkUsable();
    if (this.#runner.failure !== undefined) throw this.#runner.failure;
  }
}

function checkOption(option: string, value: number, least: number, most: number): void {
  if (Number.isInteger(value) && value >= least && value <= most) return;
  throw new OptionInvalidError({ option, value, expected: `an integer from ${least} to ${most}` });
}

/** Accounts and slots that a diff names. */
function changesIn({ accounts, slots }: StateDiff): number {
  return accounts.length / layout.DIFF_ACCOUNT_BYTES + slots.length / layout.DIFF_SLOT_BYTES;
}
