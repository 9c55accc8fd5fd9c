/** What a block would be if its worst contracts were out of the way. */
import type { TransactionRecord } from '../record.ts';
import type { Address } from '../types.ts';
import { type CriticalPath, criticalPath } from './criticalPath.ts';
import type { Dependency } from './dependencies.ts';

/** A contract or account at which transactions wait, all its locations together. */
export interface Obstacle {
  address: Address;
  /** Transactions that wait at one of its locations. */
  readers: number;
  /** Its part of the critical path when those before it in the list are out of the way, in milliseconds. */
  pathMs: number;
  /** The critical path if nobody had to wait at it and at those before it in the list, in milliseconds. */
  pathWithoutMs: number;
}

type Dependencies = readonly (readonly Dependency[])[];

/** The account that most of a path is linked at; undefined for a path of one transaction. */
function heaviestOf({ steps }: CriticalPath): { address: Address; pathMs: number } | undefined {
  const times = new Map<Address, number>();
  for (const { via, ms } of steps) {
    if (via === undefined) continue;
    const { address } = via.location;
    times.set(address, (times.get(address) ?? 0) + ms);
  }
  const [heaviest] = [...times].sort((a, b) => b[1] - a[1]);
  return heaviest === undefined ? undefined : { address: heaviest[0], pathMs: heaviest[1] };
}

/**
 * Takes the contract that most of the critical path is linked at out of the way, then that of the path which is
 * left, and so on: what several contracts hold up together is free only when all of them are.
 *
 * @param most how many, from 0; fewer when nobody waits any more
 */
export function obstaclesOf(
  transactions: readonly Pick<TransactionRecord, 'ms'>[],
  dependencies: Dependencies,
  most: number,
): Obstacle[] {
  const obstacles: Obstacle[] = [];
  let left = dependencies;
  let path = criticalPath(transactions, left);
  while (obstacles.length < most) {
    const heaviest = heaviestOf(path);
    if (heaviest === undefined) break;
    const isHere = ({ location }: Dependency) => location.address === heaviest.address;
    const readers = left.filter((needs) => needs.some(isHere)).length;
    left = left.map((needs) => needs.filter((need) => !isHere(need)));
    path = criticalPath(transactions, left);
    obstacles.push({ ...heaviest, readers, pathWithoutMs: path.ms });
  }
  return obstacles;
}
