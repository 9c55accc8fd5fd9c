/** Which worker owns which account when workers share nothing, and so where each transaction runs. */
import type { Address } from '../../types.ts';
import type { Work, WorkItem } from './work.ts';

export interface Placement {
  /** Worker of each location. */
  owners: number[];
  /** Worker of each transaction. */
  homes: number[];
}

/** As good as any for addresses, which are hashes themselves; the last digits, for the first of some are all zeros. */
function hashOf(address: Address): number {
  return Number.parseInt(address.slice(-8), 16);
}

/** The worker that owns most of what a transaction uses; of several, the lowest. */
function homeOf({ uses }: WorkItem, owners: readonly number[]): number {
  const counts = new Map<number, number>();
  for (const location of uses.keys()) {
    const owner = owners[location]!;
    counts.set(owner, (counts.get(owner) ?? 0) + 1);
  }
  const [best] = [...counts].sort((a, b) => b[1] - a[1] || a[0] - b[0]);
  return best?.[0] ?? 0;
}

/** Accounts by their addresses alone. */
export function placeByHash({ items, accounts }: Work, cores: number): Placement {
  const owners = accounts.map((address) => hashOf(address) % cores);
  return { owners, homes: items.map((item) => homeOf(item, owners)) };
}

/** How often a transaction needs what a lower one wrote, by location. */
function heatOf({ items, accounts }: Work): Uint32Array {
  const heat = new Uint32Array(accounts.length);
  for (const { needs } of items) for (const { location } of needs) heat[location]!++;
  return heat;
}

/** The location at which a transaction meets most others, of several the lowest; undefined when it meets nobody. */
function hottestOf({ uses }: WorkItem, heat: Uint32Array): number | undefined {
  const met = [...uses.keys()].filter((location) => heat[location]! > 0);
  return met.sort((a, b) => heat[b]! - heat[a]! || a - b)[0];
}

/**
 * Hot locations with their users: transactions are grouped by the hottest location that they use, the groups are
 * given out by size, the largest first, to the worker with least to do, and a location goes where it is used first. Not by
 * accounts: one that holds too much together is split, and its slots are claimed one by one, as those of a token are.
 */
export function placeByAffinity(work: Work, cores: number): Placement {
  const { items, accounts } = work;
  const heat = heatOf(work);
  // A transaction that meets nobody is a group of its own, under a negative number.
  const anchors = items.map((item, txIndex) => hottestOf(item, heat) ?? -1 - txIndex);
  const weights = new Map<number, number>();
  for (const [txIndex, anchor] of anchors.entries())
    weights.set(anchor, (weights.get(anchor) ?? 0) + items[txIndex]!.ms);
  const load = new Array<number>(cores).fill(0);
  const workerOf = new Map<number, number>();
  for (const [anchor, ms] of [...weights].sort((a, b) => b[1] - a[1])) {
    const worker = load.indexOf(Math.min(...load));
    load[worker]! += ms;
    workerOf.set(anchor, worker);
  }
  const homes = anchors.map((anchor) => workerOf.get(anchor)!);
  const owners = accounts.map((_, location) => workerOf.get(location) ?? -1);
  for (const [txIndex, { uses }] of items.entries()) {
    for (const location of uses.keys()) if (owners[location] === -1) owners[location] = homes[txIndex]!;
  }
  return { owners, homes };
}
