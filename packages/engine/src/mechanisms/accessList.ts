/** Strict plans from access lists: a transaction starts when those that it conflicts with have ended; nothing is validated. */
import type { MechanismRow } from './mechanism.ts';
import { executePlanned, planFromLists } from './planned.ts';

export const accessList: MechanismRow = {
  fallsBack: true,
  prepare: planFromLists,
  execute: (job) =>
    executePlanned(
      job,
      job.accessLists === undefined
        ? 'the access lists of the transactions'
        : 'the access lists that the caller gave',
    ),
};
