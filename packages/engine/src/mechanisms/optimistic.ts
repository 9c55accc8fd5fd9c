/** Block-STM over the shared memory, with parking instead of aborting and a rolling commit in block order. */
import { layout } from '@heddle/evm';
import type { MechanismRow } from './mechanism.ts';
import { prepareScheduler } from './scheduler.ts';

export const optimistic: MechanismRow = {
  fallsBack: true,
  async execute({ run, jitterSeed }) {
    const { shared } = run;
    await prepareScheduler(run, jitterSeed);
    shared.setUint32(layout.BLOCK_MODE, layout.MODE_OPTIMISTIC);
    await run.runOnAllWorkers('optimistic');
  },
  notes: ({ run }) => ({ reExecutions: run.shared.getUint32(layout.CTRL_REEXECUTIONS) }),
};
