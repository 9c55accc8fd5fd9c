/** Who waits for whom when each transaction locks its locations in block order and holds them to its end. */
import type { Use, Work } from './work.ts';

/** Holders of a location that do not exclude each other, and those before them. */
interface Group {
  use: Use;
  members: number[];
  before: readonly number[];
}

/**
 * For each transaction the lower ones that it waits for: readers go together, so do credits; all else excludes
 * each other, two writers as well.
 */
export function lockOrder({ items }: Pick<Work, 'items'>): number[][] {
  const groups = new Map<number, Group>();
  return items.map(({ uses }, txIndex) => {
    const after = new Set<number>();
    for (const [location, use] of uses) {
      const last = groups.get(location);
      const joins = last !== undefined && last.use === use && use !== 'write';
      const group = joins ? last : { use, members: [], before: last?.members ?? [] };
      groups.set(location, group);
      group.members.push(txIndex);
      for (const lower of group.before) after.add(lower);
    }
    return [...after];
  });
}
