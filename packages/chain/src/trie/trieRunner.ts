/** Runs of a trie's module, on the calling thread or on others, and what becomes of the trie when one fails. */
import type { DiffDirection, StateDiff } from '@heddle/engine';
import { TrieReadError } from '../errors/trie.ts';
import { type Portion, portionsOf } from './portions.ts';
import { explainFailure } from './trieFailure.ts';
import type { TrieInstance } from './trieInstance.ts';
import type { RunSettings, TrieMemory } from './trieMemory.ts';
import type { TrieThreads } from './trieThreads.ts';

/** @internal For tests and measurements. */
export interface TrieTuning extends Omit<RunSettings, 'defer' | 'threads'> {
  /** Accounts and slots up to which a diff is applied on the calling thread though there are others. */
  small: number;
  /** Bytes of records that are worked on at a time. */
  portionBytes: number;
}

interface Parts {
  memory: TrieMemory;
  /** That of the calling thread. */
  instance: TrieInstance;
  threads: TrieThreads | undefined;
  tuning: TrieTuning;
}

export class TrieRunner {
  readonly memory: TrieMemory;
  readonly instance: TrieInstance;
  readonly threads: TrieThreads | undefined;
  readonly tuning: TrieTuning;
  /** Why the nodes in memory are worth nothing. */
  failure: Error | undefined;

  constructor({ memory, instance, threads, tuning }: Parts) {
    this.memory = memory;
    this.instance = instance;
    this.threads = threads;
    this.tuning = tuning;
  }

  /** Applies diffs on the threads there are; hashes the last state. */
  async run(diffs: Iterable<StateDiff>, direction: DiffDirection): Promise<void> {
    let isFirst = true;
    try {
      for (const portion of portionsOf(diffs, this.tuning.portionBytes)) {
        this.#prepare(portion, direction, isFirst, this.threads?.count ?? 1);
        isFirst = false;
        if (this.threads === undefined) this.guard(() => this.instance.core.work());
        else await this.#work(this.threads);
      }
    } catch (error) {
      // Also what the iteration over the diffs throws, in the middle of a state.
      if (!isFirst) this.failure ??= error as Error;
      throw error;
    }
  }

  /** Applies a diff on the calling thread. */
  runHere(diff: StateDiff, direction: DiffDirection): void {
    let isFirst = true;
    for (const portion of portionsOf([diff], this.tuning.portionBytes)) {
      this.#prepare(portion, direction, isFirst, 1);
      isFirst = false;
      this.guard(() => this.instance.core.work());
    }
  }

  /** Calls the module; what it throws, in words. */
  guard<T>(call: () => T): T {
    try {
      return call();
    } catch (error) {
      throw this.fail(explainFailure(this.memory, error, this.instance.readError));
    }
  }

  /** From now on the nodes in memory are worth nothing. */
  fail(error: Error): Error {
    this.failure = error;
    return error;
  }

  /** A first portion that finds no room has changed nothing. */
  #prepare({ diff, isLast }: Portion, direction: DiffDirection, isFirst: boolean, threads: number): void {
    try {
      this.memory.describeRun(diff, direction, { ...this.tuning, defer: !isLast, threads });
    } catch (error) {
      throw isFirst ? error : this.fail(error as Error);
    }
    this.guard(() => this.instance.core.prepareRun());
  }

  async #work(threads: TrieThreads): Promise<void> {
    let failure: Error | undefined;
    try {
      failure = await threads.run();
    } catch (error) {
      throw this.fail(error as Error);
    }
    if (failure === undefined) return;
    throw this.fail(failure instanceof TrieReadError ? failure : explainFailure(this.memory, failure));
  }
}
