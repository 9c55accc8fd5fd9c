/** A thread that writes the environment of blocks: what came together goes into one transaction. */
import { workerData } from 'node:worker_threads';
import { openBlocks, type StoreAddress, transact } from './environment.ts';
import { type PruneLimits, prune } from './prune.ts';
import { eachRow } from './rowWrites.ts';
import { serve } from './serve.ts';
import { passGate } from './threadGate.ts';
import type { ThreadSetup } from './threadLink.ts';

/** Rows to write, or what need not be kept any more. */
export type CommitJob = { rows: Uint8Array } | { prune: PruneLimits };

const { gate, data } = workerData as ThreadSetup<StoreAddress>;
const env = passGate(gate, () => openBlocks(data));

function writeRows(rows: Uint8Array): void {
  eachRow(rows, (name, key, value) => {
    const table = env.tables[name];
    if (value === undefined) table.removeSync(key);
    else table.putSync(key, value);
  });
}

serve<CommitJob, void>({
  gate,
  path: env.path,
  work: (jobs) =>
    transact(env, () => jobs.map((job) => ('rows' in job ? writeRows(job.rows) : prune(env, job.prune)))),
  close: () => env.root.close(),
});
