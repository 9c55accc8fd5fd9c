/** The mechanisms: a new one is a file beside this one, its name in `report.ts` and its row here. */
import type { Mechanism } from '../report.ts';
import { accessList } from './accessList.ts';
import { auto } from './auto.ts';
import { locks } from './locks.ts';
import type { MechanismRow } from './mechanism.ts';
import { messagePassing } from './messagePassing.ts';
import { optimistic } from './optimistic.ts';
import { serial } from './serial.ts';

export const mechanismRows: Readonly<Record<Mechanism, MechanismRow>> = {
  serial,
  optimistic,
  locks,
  'access-list': accessList,
  'message-passing': messagePassing,
  auto,
};
