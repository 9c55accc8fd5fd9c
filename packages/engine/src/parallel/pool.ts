import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { layout } from '@heddle/evm';
import {
  MemoryExhaustedError,
  OptionInvalidError,
  PoolClosedError,
  WorkerDiedError,
} from '../errors/execution.ts';
import { InvariantError } from '../errors.ts';
import { SharedMemory } from '../shared/sharedMemory.ts';
import { StateCache } from '../state/stateCache.ts';
import type { Answer, Message, Need, Order, WorkerSetup } from './protocol.ts';
import { stopBlock } from './stopBlock.ts';

/** Answers a worker's question; false when what it asks for is not there, which may be no error. When it rejects, the block is stopped with that error. */
export type NeedHandler = (need: Need) => Promise<boolean>;

type AnswerOf<Kind extends Answer['kind']> = Extract<Answer, { kind: Kind }>;

/** One worker thread and the order it is at. */
interface Member {
  thread: Worker;
  resolve?: ((answer: Answer) => void) | undefined;
  reject?: ((error: Error) => void) | undefined;
  /** Why the thread ended; it takes no more orders. */
  lost?: WorkerDiedError;
}

/** Size of a pool. */
export interface PoolOptions {
  /** Worker threads, 1 to {@link maxWorkers}; the number of cores when absent. */
  workers?: number;
}

/** Most workers of a pool. */
export const maxWorkers = 32;

/**
 * Worker threads over one shared memory, started once and reused for block after block. One block
 * runs at a time; further ones wait. Create it with {@link createPool}.
 */
export class Pool {
  readonly workers: number;
  /** @internal */
  shared: SharedMemory;
  /** What is kept of a state between blocks. */
  readonly cache: StateCache = new StateCache(this);
  /** @internal True while a task runs. */
  isBusy = false;
  #members: Member[] = [];
  #turn: Promise<unknown> = Promise.resolve();
  #closed = false;
  #needHandler: NeedHandler | undefined;
  #unread: (() => unknown) | undefined;

  /** @internal */
  constructor(workers: number, shared = new SharedMemory(workers)) {
    this.workers = workers;
    this.shared = shared;
  }

  /** @internal Starts all workers. */
  async start(): Promise<void> {
    const starts = Array.from({ length: this.workers }, (_, worker) => this.#startWorker(worker));
    await Promise.all(starts);
  }

  /** Ends all workers, after the block that is running. Calling it again does nothing. */
  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    await this.#turn.catch(() => undefined);
    await this.cache.close().catch(() => undefined); // a worker that died has closed all it had
    await this.#terminate();
  }

  /**
   * @internal What a block changed lies in the shared memory until the next one begins. This reads it
   * out when its value is first asked for, or then at the latest.
   */
  promise<T>(read: () => T): { readonly value: T } {
    let known: { value: T } | undefined;
    const settle = () => {
      known ??= { value: read() };
      return known;
    };
    this.#unread = settle;
    return {
      get value() {
        return settle().value;
      },
    };
  }

  /** @internal Reads out what the block before left. */
  settle(): void {
    const settle = this.#unread;
    this.#unread = undefined;
    settle?.();
  }

  /** @internal Runs `task` when all tasks before it have ended. Keeps the process alive meanwhile. */
  exclusively<T>(task: () => Promise<T>): Promise<T> {
    if (this.#closed) return Promise.reject(new PoolClosedError());
    const run = this.#turn
      .catch(() => undefined)
      .then(async () => {
        if (this.#members.some(({ lost }) => lost !== undefined)) await this.restart();
        for (const { thread } of this.#members) thread.ref();
        this.isBusy = true;
        try {
          return await task();
        } finally {
          this.isBusy = false;
          for (const { thread } of this.#members) thread.unref();
        }
      });
    this.#turn = run;
    return run;
  }

  /** @internal Gives one worker an order; rejects when it fails or dies. */
  order<Kind extends Answer['kind']>(worker: number, order: Order, _answers: Kind): Promise<AnswerOf<Kind>> {
    const member = this.#members[worker];
    if (member === undefined) throw new InvariantError(`there is no worker ${worker}`);
    return new Promise((resolve, reject) => {
      if (member.lost !== undefined) {
        this.stop(layout.STOP_FAILED); // so that the others end too
        reject(member.lost);
        return;
      }
      member.resolve = resolve as (answer: Answer) => void;
      member.reject = reject;
      member.thread.postMessage(order);
    });
  }

  /** @internal Gives all workers the same order; when one fails, the others are stopped and waited for. */
  async orderAll<Kind extends Answer['kind']>(order: Order, answers: Kind): Promise<AnswerOf<Kind>[]> {
    const orders = this.#members.map((_, worker) => this.order(worker, order, answers));
    const settled = await Promise.allSettled(orders);
    for (const one of settled) if (one.status === 'rejected') throw one.reason;
    return settled.map((one) => (one as PromiseFulfilledResult<AnswerOf<Kind>>).value);
  }

  /** @internal While `task` runs, workers' questions go to `handler`. */
  async answering<T>(handler: NeedHandler, task: () => Promise<T>): Promise<T> {
    this.#needHandler = handler;
    try {
      return await task();
    } finally {
      this.#needHandler = undefined;
    }
  }

  /** @internal Stops the running block with a STOP_* code, unless it is stopped already. */
  stop(reason: number): void {
    stopBlock(this.shared.words, this.workers, reason);
  }

  /** @internal After a failure that left the memory in doubt: a new memory and new workers. */
  async restart(): Promise<void> {
    await this.#terminate();
    this.shared = new SharedMemory(this.workers);
    this.cache.startAnew();
    await this.start();
  }

  async #terminate(): Promise<void> {
    const members = this.#members;
    this.#members = [];
    await Promise.all(members.map(({ thread }) => thread.removeAllListeners().terminate()));
  }

  #startWorker(worker: number): Promise<Answer> {
    const { module, memory } = this.shared;
    const workerData: WorkerSetup = { worker, module, memory };
    const thread = new Worker(new URL('./worker.js', import.meta.url), { workerData });
    const member: Member = { thread };
    this.#members[worker] = member;
    thread.on('message', (message: Message) => this.#receive(worker, message));
    thread.on('error', (error) => this.#lose(worker, error.message));
    thread.on('exit', (code) => this.#lose(worker, `exit code ${code}`));
    return new Promise((resolve, reject) => {
      member.resolve = resolve;
      member.reject = reject;
    }).then((answer) => {
      thread.unref();
      return answer as Answer;
    });
  }

  #receive(worker: number, message: Message): void {
    if (message.kind === 'need') {
      void this.#answer(worker, message);
      return;
    }
    if (message.kind === 'failed') {
      this.#fail(worker, this.#explain(message));
      return;
    }
    this.#members[worker]?.resolve?.(message);
  }

  /** Answers a question and wakes the worker, whatever came of it: after a failure it finds the block stopped. */
  async #answer(worker: number, need: Need): Promise<void> {
    const { words } = this.shared;
    let isThere = true;
    try {
      isThere = (await this.#needHandler?.(need)) ?? true;
    } catch {
      this.stop(layout.STOP_FAILED); // the handler keeps its error
    }
    const line = (layout.WORKER_LINES + worker * layout.WORKER_LINE_BYTES) >> 2;
    Atomics.store(words, line, isThere ? layout.LINE_ANSWERED : layout.LINE_ABSENT);
    Atomics.notify(words, line);
  }

  #lose(worker: number, reason: string): void {
    const error = new WorkerDiedError({ worker, reason });
    const member = this.#members[worker];
    if (member !== undefined) member.lost ??= error;
    this.#fail(worker, error);
  }

  #fail(worker: number, error: Error): void {
    this.stop(layout.STOP_FAILED); // so that the others end too
    this.#members[worker]?.reject?.(error);
  }

  /** A trap of the core is a full arena, or a bug of ours. */
  #explain({ message, stack, region = this.shared.fullRegion }: Extract<Answer, { kind: 'failed' }>): Error {
    if (region !== undefined) return new MemoryExhaustedError({ region });
    const error = new InvariantError(`a worker failed: ${message}`);
    if (stack !== undefined) error.stack = stack;
    return error;
  }
}

/**
 * Starts a pool.
 *
 * @throws OptionInvalidError when `workers` is not an integer from 1 to {@link maxWorkers}
 */
export async function createPool({ workers = defaultWorkers() }: PoolOptions = {}): Promise<Pool> {
  if (!Number.isInteger(workers) || workers < 1 || workers > maxWorkers) {
    throw new OptionInvalidError({
      option: 'workers',
      value: workers,
      expected: `an integer from 1 to ${maxWorkers}`,
    });
  }
  const pool = new Pool(workers);
  await pool.start();
  return pool;
}

/** One worker per core. */
export function defaultWorkers(): number {
  return Math.min(availableParallelism(), maxWorkers);
}

const sharedPools = new Map<number, Promise<Pool>>();

/** The pool of a size that calls without one share; it lives as long as the process and does not keep it alive. */
export function sharedPool(workers: number): Promise<Pool> {
  let pool = sharedPools.get(workers);
  if (pool === undefined) {
    pool = createPool({ workers });
    pool.catch(() => sharedPools.delete(workers));
    sharedPools.set(workers, pool);
  }
  return pool;
}
