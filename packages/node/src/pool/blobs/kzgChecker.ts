/** Checks of blobs on a thread of their own, which starts with the first one. */
import { Worker } from 'node:worker_threads';
import { PoolError } from '../errors.ts';
import type { Sidecar } from './sidecar.ts';

export interface KzgJob {
  id: number;
  sidecar: Sidecar;
  /** True for a sidecar of version 0 that is to become one of version 1. */
  wantsCellProofs: boolean;
}

export interface KzgAnswer {
  id: number;
  isValid: boolean;
  cellProofs?: Uint8Array[];
}

interface Waiting {
  resolve(answer: KzgAnswer): void;
  reject(error: Error): void;
}

/** Sidecars that may wait for the thread; one of six blobs holds 0.8 MB. */
const MOST_WAITING = 256;

export class KzgChecker {
  #thread: Worker | undefined;
  #nextId = 0;
  readonly #waiting = new Map<number, Waiting>();

  /**
   * Checks all blobs of a sidecar; returns it, with proofs of cells when those are wanted.
   *
   * @throws PoolError SIDECAR_INVALID when a proof does not hold, POOL_FULL when too many wait
   */
  async check(sidecar: Sidecar, wantsCellProofs: boolean): Promise<Sidecar> {
    if (this.#waiting.size >= MOST_WAITING) throw new PoolError('POOL_FULL', {});
    const { isValid, cellProofs } = await this.#ask(sidecar, wantsCellProofs && sidecar.version === 0);
    if (!isValid) throw new PoolError('SIDECAR_INVALID', { reason: 'a KZG proof does not hold' });
    return cellProofs === undefined ? sidecar : { ...sidecar, version: 1, proofs: cellProofs };
  }

  /** Ends the thread; checks that wait are refused. */
  async close(): Promise<void> {
    const thread = this.#thread;
    this.#lose(new Error('the pool was closed'));
    await thread?.terminate();
  }

  #ask(sidecar: Sidecar, wantsCellProofs: boolean): Promise<KzgAnswer> {
    const thread = this.#start();
    const id = this.#nextId++;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      thread.postMessage({ id, sidecar, wantsCellProofs } satisfies KzgJob);
    });
  }

  #start(): Worker {
    if (this.#thread !== undefined) return this.#thread;
    const thread = new Worker(new URL('./kzgThread.js', import.meta.url));
    thread.unref();
    thread.on('message', (answer: KzgAnswer) => {
      this.#waiting.get(answer.id)?.resolve(answer);
      this.#waiting.delete(answer.id);
    });
    thread.on('error', (error) => this.#lose(error));
    this.#thread = thread;
    return thread;
  }

  /** Forgets the thread, so that the next check starts another. */
  #lose({ message }: Error): void {
    this.#thread = undefined;
    const error = new PoolError('SIDECAR_INVALID', { reason: `it could not be checked, ${message}` });
    for (const { reject } of this.#waiting.values()) reject(error);
    this.#waiting.clear();
  }
}
