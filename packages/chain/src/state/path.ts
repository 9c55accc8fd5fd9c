/** Ways between two blocks: which diffs lead from the state of one to that of the other. */
import type { Hash } from '@heddle/engine';
import type { DiffStep } from '../store/chainStore.ts';

/** What a way needs to know of a block. */
export interface Place {
  number: bigint;
  parentHash: Hash;
}

/**
 * The diffs that lead from the state after block `from` to the state after block `to`, in the order in which they are
 * applied: first back to the last common ancestor, then forward.
 *
 * @param placeOf the place of a block; it throws for one that is not known
 */
export function pathBetween(from: Hash, to: Hash, placeOf: (hash: Hash) => Place): DiffStep[] {
  const backward: DiffStep[] = [];
  const forward: DiffStep[] = [];
  let low = from;
  let high = to;
  while (low !== high) {
    const below = placeOf(low);
    const above = placeOf(high);
    if (below.number >= above.number) {
      backward.push({ hash: low, direction: 'backward' });
      low = below.parentHash;
    }
    if (above.number >= below.number) {
      forward.push({ hash: high, direction: 'forward' });
      high = above.parentHash;
    }
  }
  return [...backward, ...forward.reverse()];
}
