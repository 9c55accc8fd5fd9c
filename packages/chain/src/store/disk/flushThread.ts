/** A thread that writes the environment of the state: it reads the diffs of the blocks itself, and writes what they come to. */
import { workerData } from 'node:worker_threads';
import type { FlushReport } from '../chainStore.ts';
import { openBlocks, openState, type StoreAddress } from './environment.ts';
import { type DiskFlushJob, flushState } from './flushState.ts';
import { serve } from './serve.ts';
import { passGate } from './threadGate.ts';
import type { ThreadSetup } from './threadLink.ts';

const { gate, data: address } = workerData as ThreadSetup<StoreAddress>;
const { blocks, state } = passGate(gate, () => ({ blocks: openBlocks(address), state: openState(address) }));

serve<DiskFlushJob, FlushReport>({
  gate,
  path: state.path,
  work: (jobs) => jobs.map((job) => flushState(blocks, state, job)),
  close: async () => {
    await state.root.close();
    await blocks.root.close();
  },
});
