import type { Address, Hash, Log } from '@heddle/engine';

/** Addresses and, by place, topics of which a log must have one each; undefined where any will do. */
export interface LogPattern {
  addresses: ReadonlySet<Address> | undefined;
  topics: readonly (ReadonlySet<Hash> | undefined)[];
}

/** True when the log is one that the pattern means. A log with fewer topics than the pattern is not. */
export function matchesLog(pattern: LogPattern, log: Log): boolean {
  const { addresses, topics } = pattern;
  if (addresses !== undefined && !addresses.has(log.address)) return false;
  if (topics.length > log.topics.length) return false;
  return topics.every((wanted, place) => wanted === undefined || wanted.has(log.topics[place]!));
}
