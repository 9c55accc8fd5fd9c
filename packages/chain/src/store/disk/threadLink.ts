/** The main thread's end of a thread of the store. */
import { Worker } from 'node:worker_threads';
import { StoreThreadError } from '../../errors/store.ts';
import { type PostedFailure, reviveFailure } from './failures.ts';
import { dismissGate, guardGate, makeGate, type ThreadGate } from './threadGate.ts';
import { threadModule } from './threadModule.ts';

/** What goes to a thread: jobs, and at last the wish that it ends. */
export type Request<Job> = { id: number; job: Job } | 'close';

/** What comes back: first that it is there (`id` 0), then an answer to each job. */
export interface Reply<Result> {
  id: number;
  result?: Result;
  failure?: PostedFailure;
}

/** What a thread is started with. */
export interface ThreadSetup<Data> {
  gate: ThreadGate;
  data: Data;
}

interface Waiting<Result> {
  resolve: (result: Result) => void;
  reject: (error: Error) => void;
}

/** A thread that does one job after the other. It does not keep the process alive while it has none. */
export class ThreadLink<Job, Result> {
  readonly #thread: Worker;
  readonly #dir: string;
  readonly #waiting = new Map<number, Waiting<Result>>();
  readonly #ended: Promise<void>;
  #lastId = 0;
  #lost: Error | undefined;

  private constructor(name: string, dir: string, data: unknown) {
    this.#dir = dir;
    const gate = makeGate();
    const workerData: ThreadSetup<unknown> = { gate, data };
    // Without flags of the process: one that says how its own script is read would keep the thread from reading its own.
    this.#thread = new Worker(threadModule(name), { workerData, execArgv: [] });
    this.#thread.on('message', (reply: Reply<Result>) => this.#receive(reply));
    this.#thread.on('error', (error) => this.#lose(error.message));
    guardGate(gate);
    this.#ended = new Promise((resolve) => {
      this.#thread.once('exit', (code) => {
        this.#lose(`exit code ${code}`);
        dismissGate(gate);
        resolve();
      });
    });
  }

  /** Starts a thread and waits until it has opened what it works on. */
  static async start<Job, Result>(
    name: string,
    dir: string,
    data: unknown,
  ): Promise<ThreadLink<Job, Result>> {
    const link = new ThreadLink<Job, Result>(name, dir, data);
    await link.#expect(0);
    return link;
  }

  /** Gives the thread a job. Its buffers in `transfer` are the thread's then. */
  ask(job: Job, transfer: readonly ArrayBuffer[] = []): Promise<Result> {
    if (this.#lost !== undefined) return Promise.reject(this.#lost);
    const id = ++this.#lastId;
    const answer = this.#expect(id);
    this.#thread.postMessage({ id, job } satisfies Request<Job>, transfer);
    return answer;
  }

  /** Ends the thread after the jobs that it has. It ends by itself: one that is terminated while lmdb closes crashes the process. */
  async close(): Promise<void> {
    if (this.#lost === undefined) {
      this.#thread.ref();
      this.#thread.postMessage('close' satisfies Request<Job>);
    }
    await this.#ended;
  }

  #expect(id: number): Promise<Result> {
    if (this.#waiting.size === 0) this.#thread.ref();
    return new Promise((resolve, reject) => this.#waiting.set(id, { resolve, reject }));
  }

  #receive({ id, result, failure }: Reply<Result>): void {
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    if (this.#waiting.size === 0) this.#thread.unref();
    if (failure === undefined) waiting?.resolve(result as Result);
    else waiting?.reject(reviveFailure(failure));
  }

  #lose(reason: string): void {
    this.#lost ??= new StoreThreadError({ dir: this.#dir, reason });
    for (const { reject } of this.#waiting.values()) reject(this.#lost);
    this.#waiting.clear();
  }
}
