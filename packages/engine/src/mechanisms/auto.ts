/** Chooses a mechanism by what is known before the block runs, and says why. */
import type { MechanismNotes } from '../report.ts';
import type { Transaction } from '../types.ts';
import { accessList } from './accessList.ts';
import { isPlanned, locks } from './locks.ts';
import type { MechanismJob, MechanismRow } from './mechanism.ts';
import { optimistic } from './optimistic.ts';

/** Share of the gas limits that goes to one contract, from which on its callers are expected to conflict. */
const CROWDED_SHARE = 0.5;

interface Choice {
  row: MechanismRow;
  made: NonNullable<MechanismNotes['choice']>;
}

/** Share of the gas limits of all calls that goes to the callee with the most. */
function largestShare(transactions: readonly Transaction[]): number {
  const gasOf = new Map<string, number>();
  let total = 0;
  for (const { to, data, gasLimit } of transactions) {
    const gas = Number(gasLimit);
    total += gas;
    if (to !== null && data !== '0x') gasOf.set(to, (gasOf.get(to) ?? 0) + gas);
  }
  return total === 0 ? 0 : Math.max(0, ...gasOf.values()) / total;
}

function choose(job: MechanismJob): Choice {
  const { transactions } = job.run.block;
  if (job.blockAccessList !== undefined) {
    const reason = 'a block access list came with the block: nothing has to wait';
    return { row: accessList, made: { mechanism: 'access-list', reason } };
  }
  if (isPlanned(job)) {
    const reason = 'all transactions say what they use: the order can be planned';
    return { row: locks, made: { mechanism: 'locks', reason } };
  }
  const share = largestShare(transactions);
  const percent = `${Math.round(100 * share)} % of the gas limits go to one contract`;
  return share >= CROWDED_SHARE
    ? { row: locks, made: { mechanism: 'locks', reason: `${percent}: conflicts are likely` } }
    : {
        row: optimistic,
        made: { mechanism: 'optimistic', reason: `at most ${percent}: few conflicts are expected` },
      };
}

/** Choices by job: made before the block begins, told when it has run. */
const choices = new WeakMap<MechanismJob, Choice>();

function choiceOf(job: MechanismJob): Choice {
  const choice = choices.get(job) ?? choose(job);
  choices.set(job, choice);
  return choice;
}

export const auto: MechanismRow = {
  fallsBack: true,
  prepare(job) {
    choiceOf(job).row.prepare?.(job);
  },
  execute: (job) => choiceOf(job).row.execute(job),
  notes(job) {
    const { row, made } = choiceOf(job);
    return { ...row.notes(job), choice: made };
  },
};
