/** A thread that writes the environment of the state: it reads the diffs of the blocks itself, and writes what they come to. */
import { workerData } from 'node:worker_threads';
import type { FlushReport } from '../chainStore.ts';
import { openBlocks, openState, type StoreAddress } from './environment.ts';
import { type DiskFlushJob, flushState } from './flushState.ts';
import { serve } from './serve.ts';

const address = workerData as StoreAddress;
const blocks = openBlocks(address);
const state = openState(address);

serve<DiskFlushJob, FlushReport>({
  path: state.path,
  work: (jobs) => jobs.map((job) => flushState(blocks, state, job)),
  close: async () => {
    await state.root.close();
    await blocks.root.close();
  },
});
