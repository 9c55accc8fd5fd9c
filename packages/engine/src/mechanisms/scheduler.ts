/** The state in which the collaborative scheduler of the core starts a block. */
import { layout } from '@heddle/evm';
import type { BlockRun } from '../blockRun.ts';

/** All contexts free but one per worker, nothing handed out and the beneficiary at hand. */
export async function prepareScheduler(run: BlockRun, jitterSeed: number): Promise<void> {
  const { shared, pool } = run;
  const { contexts, contextCount } = shared.plan;
  shared.setUint32(layout.BLOCK_JITTER, jitterSeed);
  const stride = shared.getUint32(layout.PLAN_CONTEXT_STRIDE);
  // A place in the stack is an index plus one, 0 its end.
  for (let i = pool.workers; i < contextCount; i++) {
    shared.setUint32(contexts + i * stride + layout.CTX_FREE_NEXT, i === pool.workers ? 0 : i);
  }
  shared.setUint32(layout.CTRL_FREE_CONTEXTS, contextCount);
  // A block that was stopped left chunks behind, and thieves may come before their owners.
  for (let worker = 0; worker < pool.workers; worker++) {
    const line = layout.WORKER_LINES + worker * layout.WORKER_LINE_BYTES;
    shared.view.setBigUint64(line + layout.WORKER_CHUNK, 0n, true);
  }
  const fields = await run.loadBeneficiary();
  const balance = fields + layout.FIELDS_BALANCE;
  shared.bytes.copyWithin(layout.CTRL_BENEFICIARY_BALANCE, balance, balance + 32);
  const exists = shared.getUint32(fields + layout.FIELDS_FLAGS) & layout.EXISTS;
  shared.setUint32(layout.CTRL_BENEFICIARY_EXISTS, exists);
}
