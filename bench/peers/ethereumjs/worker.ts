/** Runs EthereumJS in a thread of its own, so that a block which takes too long can be given up. */
import { parentPort } from 'node:worker_threads';
import type { Job, Outcome } from './jobs.ts';
import { runJob } from './run.ts';

parentPort!.on('message', async (job: Job) => {
  const failed = (error: Error): Outcome => ({ kind: 'failed', reason: error.message });
  parentPort!.postMessage(await runJob(job).catch(failed));
});
