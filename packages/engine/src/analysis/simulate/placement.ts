/** Which worker owns which account when workers share nothing, and so where each transaction runs. */
import type { Address } from '../../types.ts';
import type { Work, WorkItem } from './work.ts';

export interface Placement {
  /** Worker of each location's account. */
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

/** How often a transaction needs what a lower one wrote, by account. */
function heatOf({ items, accounts }: Work): Map<Address, number> {
  const heat = new Map<Address, number>();
  for (const { needs } of items) {
    for (const { location } of needs) {
      const address = accounts[location]!;
      heat.set(address, (heat.get(address) ?? 0) + 1);
    }
  }
  return heat;
}

/** The account that a transaction meets others at most. */
function hottestOf({ uses }: WorkItem, accounts: readonly Address[], heat: ReadonlyMap<Address, number>) {
  let hottest: Address | undefined;
  for (const location of uses.keys()) {
    const address = accounts[location]!;
    if (hottest === undefined || (heat.get(address) ?? 0) > (heat.get(hottest) ?? 0)) hottest = address;
  }
  return hottest;
}

/**
 * Hot accounts with their users: transactions are grouped by the hottest account that they use, the groups are
 * given out by size, the largest first, to the worker with least to do, and an account goes where it is used first.
 */
export function placeByAffinity(work: Work, cores: number): Placement {
  const { items, accounts } = work;
  const heat = heatOf(work);
  const anchors = items.map((item) => hottestOf(item, accounts, heat));
  const weights = new Map<Address | undefined, number>();
  for (const [txIndex, anchor] of anchors.entries())
    weights.set(anchor, (weights.get(anchor) ?? 0) + items[txIndex]!.ms);
  const load = new Array<number>(cores).fill(0);
  const workerOf = new Map<Address | undefined, number>();
  for (const [anchor, ms] of [...weights].sort((a, b) => b[1] - a[1])) {
    const worker = load.indexOf(Math.min(...load));
    load[worker]! += ms;
    workerOf.set(anchor, worker);
  }
  const homes = anchors.map((anchor) => workerOf.get(anchor)!);
  return { owners: ownersOf(work, homes, workerOf), homes };
}

/** The worker of each location's account: an anchor's own, else the first that uses it. */
function ownersOf(
  { items, accounts }: Work,
  homes: readonly number[],
  anchored: ReadonlyMap<Address | undefined, number>,
): number[] {
  const first = new Map<Address, number>();
  for (const [txIndex, { uses }] of items.entries()) {
    for (const location of uses.keys()) {
      const address = accounts[location]!;
      if (!first.has(address)) first.set(address, homes[txIndex]!);
    }
  }
  return accounts.map((address) => anchored.get(address) ?? first.get(address) ?? 0);
}
