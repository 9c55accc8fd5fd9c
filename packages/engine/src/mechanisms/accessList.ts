/** Strict execution from what is known to be accessed: a block access list, or the lists of the transactions. Nothing is validated. */
import { executeFromList } from './fromBlockAccessList.ts';
import type { MechanismRow } from './mechanism.ts';
import { executePlanned, notesOfPlan, planFromLists } from './planned.ts';

export const accessList: MechanismRow = {
  fallsBack: true,
  prepare(job) {
    if (job.blockAccessList === undefined) planFromLists(job);
  },
  execute(job) {
    const { run, jitterSeed, blockAccessList } = job;
    return blockAccessList === undefined
      ? executePlanned(job)
      : executeFromList(run, blockAccessList, jitterSeed);
  },
  notes(job) {
    if (job.blockAccessList !== undefined) return { reExecutions: 0 };
    return notesOfPlan(
      job,
      `access lists of ${job.accessLists === undefined ? 'the transactions' : 'the caller'}`,
    );
  },
};
