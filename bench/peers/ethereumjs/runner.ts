import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import type { Job, Outcome } from './jobs.ts';

/** EthereumJS in a worker thread that lives from job to job, so that it is as warm as a node would be. */
export class EthereumjsRunner {
  #worker: Worker | undefined;

  readonly #interrupt: AbortSignal;

  /** `interrupt` ends whatever is running. */
  constructor(interrupt: AbortSignal) {
    this.#interrupt = interrupt;
  }

  /**
   * Does a job, or gives it up after `capMs` and starts the next one in a new thread.
   * @throws {Error} with the name AbortError when interrupted.
   */
  async run(job: Job, capMs: number): Promise<Outcome> {
    this.#worker ??= new Worker(new URL('./worker.js', import.meta.url));
    const stopWaiting = new AbortController();
    const signal = AbortSignal.any([stopWaiting.signal, this.#interrupt]);
    this.#worker.postMessage(job);
    const answer = once(this.#worker, 'message', { signal }).then(([outcome]) => outcome as Outcome);
    const cap = sleep(capMs, undefined, { signal }).then(
      (): Outcome => ({ kind: 'failed', reason: `over ${capMs / 1000} s` }),
    );
    try {
      const outcome = await Promise.race([answer, cap]);
      if (outcome.kind === 'failed') await this.close();
      return outcome;
    } finally {
      // The one that lost the race is told to stop and may say so to nobody.
      for (const loser of [answer, cap]) loser.catch(() => {});
      stopWaiting.abort();
    }
  }

  /** Ends the thread. */
  async close(): Promise<void> {
    await this.#worker?.terminate();
    this.#worker = undefined;
  }
}
