/** Strict execution from what is known to be accessed: a block access list, or the lists of the transactions. Nothing is validated. */
import { executeFromList } from './fromBlockAccessList.ts';
import type { MechanismRow } from './mechanism.ts';
import { executePlanned, planFromLists } from './planned.ts';

export const accessList: MechanismRow = {
  fallsBack: true,
  prepare(job) {
    if (job.blockAccessList === undefined) planFromLists(job);
  },
  execute(job) {
    const { run, jitterSeed, blockAccessList, accessLists } = job;
    if (blockAccessList !== undefined) return executeFromList(run, blockAccessList, jitterSeed);
    const whose = accessLists === undefined ? 'the transactions' : 'the caller';
    return executePlanned(job, `access lists of ${whose}`);
  },
};
