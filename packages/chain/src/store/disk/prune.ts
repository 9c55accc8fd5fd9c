/** Removes what is not kept of old blocks. */
import type { BlockEnvironment, BlockTable } from './environment.ts';
import { removePieces } from './pieces.ts';
import { numberBytes, numberOf } from './values.ts';

/** Numbers below which something is not kept; undefined where it all is. */
export interface PruneLimits {
  diffs: bigint | undefined;
  bodies: bigint | undefined;
}

/** What goes together, and the name under which the number is noted below which it is gone. */
const kinds: Record<keyof PruneLimits, { note: Uint8Array; tables: readonly BlockTable[] }> = {
  diffs: { note: Buffer.from('prunedDiffs'), tables: ['diffs', 'transactionHashes'] },
  bodies: { note: Buffer.from('prunedBodies'), tables: ['bodies', 'receipts', 'accessLists'] },
};

/** Numbers that one transaction goes through, so that blocks do not wait long for it. The rest has its turn after the next flush. */
const MOST_NUMBERS = 1024n;

/** In a transaction. */
export function prune(env: BlockEnvironment, limits: PruneLimits): void {
  for (const kind of ['diffs', 'bodies'] as const) {
    const limit = limits[kind];
    if (limit !== undefined) pruneKind(env, kinds[kind], limit);
  }
}

function pruneKind(
  { tables }: BlockEnvironment,
  { note, tables: names }: (typeof kinds)['diffs'],
  limit: bigint,
): void {
  const noted = tables.facts.get(note);
  const first = noted === undefined ? 0n : numberOf(noted);
  const end = limit < first + MOST_NUMBERS ? limit : first + MOST_NUMBERS;
  if (end <= first) return;
  const keys = [...tables.numbers.getKeys({ start: numberBytes(first), end: numberBytes(end) })];
  for (const key of keys) {
    const hash = key.subarray(8);
    for (const name of names) removePieces(tables[name], hash);
  }
  tables.facts.putSync(note, numberBytes(end));
}
