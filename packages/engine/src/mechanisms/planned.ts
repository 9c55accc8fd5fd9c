/** Execution in place in the order of a plan: what locks and access lists have in common. */
import { layout } from '@heddle/evm';
import type { MechanismNotes } from '../report.ts';
import { placeAccessLists } from '../shared/packAccessLists.ts';
import type { MechanismJob } from './mechanism.ts';
import { prepareScheduler } from './scheduler.ts';

/** Plans the selected transactions from what they declare and the caller's lists. */
export function planFromLists({ run, accessLists }: MechanismJob): void {
  const { shared } = run;
  const lists = accessLists === undefined ? 0 : placeAccessLists(shared, accessLists);
  shared.core.planBlock(lists, shared.plan.largeContext);
}

/** Executes the planned transactions in place. */
export async function executePlanned({ run, jitterSeed, onUndeclared }: MechanismJob): Promise<void> {
  const { shared, pool } = run;
  await prepareScheduler(run, jitterSeed);
  for (let worker = 0; worker < pool.workers; worker++) {
    const line = layout.WORKER_LINES + worker * layout.WORKER_LINE_BYTES;
    shared.setUint32(line + layout.WORKER_FLUSHING, 0);
  }
  shared.setUint32(layout.BLOCK_STRICT, onUndeclared === 'strict' ? 1 : 0);
  shared.setUint32(layout.BLOCK_MODE, layout.MODE_PLANNED);
  await run.runOnAllWorkers('planned');
}

/** How a plan went. */
export function notesOfPlan({ run, placed, planMs }: MechanismJob, source: string): MechanismNotes {
  const { shared } = run;
  const tasks = shared.getUint32(layout.BLOCK_TASKS);
  let waits = 0;
  let strayed = 0;
  for (let tx = 0; tx < placed.count; tx++) {
    waits += shared.getUint32(tasks + tx * layout.TASK_BYTES + layout.TASK_BEFORE_COUNT);
    strayed += shared.getUint32(placed.cells + tx * layout.CELL_BYTES + layout.CELL_STRAYED);
  }
  const reExecutions = shared.getUint32(layout.CTRL_REEXECUTIONS);
  return { reExecutions, plan: { source, waits, strayed, ms: planMs } };
}
