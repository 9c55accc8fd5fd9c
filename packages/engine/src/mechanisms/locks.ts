/**
 * Ordered locks per location, granted in block order. Where all that the transactions use is known beforehand (plain
 * transfers, declared lists) it is planned and executed in place. Otherwise locks are learned from the first two of each
 * class of transactions that look alike, and validation finds whoever stepped outside of them. See docs/adr/0011.
 */
import { layout } from '@heddle/evm';
import type { MechanismNotes } from '../report.ts';
import type { SharedMemory } from '../shared/sharedMemory.ts';
import type { Block, Transaction } from '../types.ts';
import { type Classification, classify } from './classes.ts';
import type { MechanismJob, MechanismRow } from './mechanism.ts';
import { executePlanned, notesOfPlan, planFromLists } from './planned.ts';
import { prepareScheduler } from './scheduler.ts';

/** Classes stay as long as the block, like all that follows from it alone. */
const known = new WeakMap<Block, Classification>();

function classesOf(block: Block): Classification {
  let classification = known.get(block);
  if (classification === undefined) {
    classification = classify(block.transactions);
    known.set(block, classification);
  }
  return classification;
}

/** True when a transaction says by itself what it uses: a payment, or a call with an access list. */
function isDeclared({ to, data, accessList }: Transaction): boolean {
  return accessList.length > 0 || (to !== null && data === '0x');
}

/** True when all that the transactions use is known beforehand. */
export function isPlanned({ run, accessLists }: MechanismJob): boolean {
  return accessLists !== undefined || run.block.transactions.every(isDeclared);
}

/** Writes the classes into the memory. */
function placeClasses(shared: SharedMemory, { classes, classOf }: Classification): void {
  const bytes = classes.length * layout.CLASS_BYTES;
  const first = shared.core.takeFromBlock(bytes) >>> 0;
  shared.bytes.fill(0, first, first + bytes);
  classes.forEach((one, index) => {
    shared.setUint32(first + index * layout.CLASS_BYTES + layout.CLASS_FIRST, one.first + 1);
    shared.setUint32(first + index * layout.CLASS_BYTES + layout.CLASS_SECOND, one.second + 1);
  });
  const pointers = shared.core.takeFromBlock(classOf.length * 4) >>> 0;
  classOf.forEach((index, txIndex) => {
    shared.setUint32(pointers + txIndex * 4, index < 0 ? 0 : first + index * layout.CLASS_BYTES);
  });
  shared.setUint32(layout.BLOCK_FIRST_CLASS, first);
  shared.setUint32(layout.BLOCK_CLASS_COUNT, classes.length);
  shared.setUint32(layout.BLOCK_CLASSES, pointers);
}

/** True when `prepare` made a plan. */
function hasPlan({ run }: MechanismJob): boolean {
  return run.shared.getUint32(layout.BLOCK_TASKS) !== 0;
}

async function executeLearning({ run, jitterSeed }: MechanismJob): Promise<void> {
  await prepareScheduler(run, jitterSeed);
  run.shared.setUint32(layout.BLOCK_MODE, layout.MODE_OPTIMISTIC);
  await run.runOnAllWorkers('optimistic');
}

/** How the learned locks went. */
function notesOfLearning({ run, placed, planMs }: MechanismJob): MechanismNotes {
  const { shared, block } = run;
  const { classes } = classesOf(block);
  const reExecutions = shared.getUint32(layout.CTRL_REEXECUTIONS);
  let waits = 0;
  for (let tx = 0; tx < placed.count; tx++) {
    const behind = shared.getUint32(placed.cells + tx * layout.CELL_BYTES + layout.CELL_QUEUED_BEHIND);
    if (behind !== 0 && behind !== layout.NOBODY_AHEAD) waits++;
  }
  const source = `first runs of ${classes.length} classes of calls, for not all transactions declare what they use`;
  return { reExecutions, plan: { source, waits, strayed: reExecutions, ms: planMs } };
}

export const locks: MechanismRow = {
  fallsBack: true,
  prepare(job) {
    if (isPlanned(job)) planFromLists(job);
    else placeClasses(job.run.shared, classesOf(job.run.block));
  },
  execute(job) {
    // Locks are advice to this mechanism, never a reason to refuse a block.
    return hasPlan(job) ? executePlanned({ ...job, onUndeclared: 'fallback' }) : executeLearning(job);
  },
  notes: (job) => (hasPlan(job) ? notesOfPlan(job, 'what the transactions declare') : notesOfLearning(job)),
};
