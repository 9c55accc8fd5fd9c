/** One transaction after the other on one worker: the oracle. */
import { layout } from '@heddle/evm';
import type { MechanismRow } from './mechanism.ts';

export const serial: MechanismRow = {
  fallsBack: false,
  async execute({ run }) {
    const { shared } = run;
    await run.loadBeneficiary();
    shared.setUint32(layout.BLOCK_MODE, layout.MODE_SERIAL);
    shared.setUint32(shared.plan.largeContext + layout.CTX_ACTIVE, 0);
    await run.runOnWorker(0, 'serial');
  },
  notes: () => ({ reExecutions: 0 }),
};
