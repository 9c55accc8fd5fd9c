/** Ordered locks per location. */
import type { MechanismRow } from './mechanism.ts';
import { executePlanned, planFromLists } from './planned.ts';

export const locks: MechanismRow = {
  fallsBack: true,
  prepare: planFromLists,
  execute: (job) => executePlanned(job, 'senders, callees and access lists'),
};
