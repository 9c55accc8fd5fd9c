/**
 * A process of its own: reads every row of an lmdb environment, and ends badly when that is not possible. It ends at once, with a
 * code of its own, when a process has the environment open, which then takes care of it.
 */

import { PROBE_OWNED } from './dataFile.ts';
import { findTable, openRoot } from './environment.ts';
import { ownerOf } from './owner.ts';

const root = openRoot(process.argv[2] as string, true);
const facts = findTable(root, 'facts');
if (facts !== undefined && ownerOf(facts) !== undefined) process.exit(PROBE_OWNED);
// The rows of the unnamed table are the names of the tables.
for (const name of root.getKeys()) {
  for (const { value } of findTable(root, Buffer.from(name).toString())?.getRange() ?? []) value.at(-1);
}
process.exit(0);
