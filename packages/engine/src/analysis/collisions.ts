/** The places at which the transactions of a block meet, the worst first. */
import type { BlockRecord, RecordedAccess } from '../record.ts';
import type { Address, Hex } from '../types.ts';
import type { CriticalPath } from './criticalPath.ts';
import type { Dependency } from './dependencies.ts';
import { type Location, locationKey } from './location.ts';

/** A function that collides at a location; both fields undefined for the transaction itself (sender, fee, value). */
export interface CollidingFunction {
  contract: Address | undefined;
  selector: Hex | undefined;
  /** Transactions in which it read what a lower one had written. */
  reads: number;
  /** Transactions in which it wrote what a higher one read. */
  writes: number;
}

/** A location at which transactions wait for lower ones. */
export interface Collision {
  location: Location;
  /** Code that met it, which is not the code of `location.address` behind a proxy. */
  codes: Address[];
  /** Transactions that read there what a lower one wrote. */
  readers: number[];
  /** Transactions that wrote there what a higher one read. */
  writers: number[];
  /** Steps of the critical path that are linked here, and their milliseconds. */
  pathSteps: number;
  pathMs: number;
  /** Most frequent first. */
  functions: CollidingFunction[];
}

interface Meeting {
  location: Location;
  readers: Set<number>;
  writers: Set<number>;
}

function meetingsOf(dependencies: readonly (readonly Dependency[])[]): Map<string, Meeting> {
  const meetings = new Map<string, Meeting>();
  for (const [txIndex, needs] of dependencies.entries()) {
    for (const { location, on } of needs) {
      const key = locationKey(location);
      const meeting = meetings.get(key) ?? { location, readers: new Set(), writers: new Set() };
      meetings.set(key, meeting);
      meeting.readers.add(txIndex);
      meeting.writers.add(on);
    }
  }
  return meetings;
}

function pathTimes({ steps }: CriticalPath): Map<string, { steps: number; ms: number }> {
  const times = new Map<string, { steps: number; ms: number }>();
  for (const { via, ms } of steps) {
    if (via === undefined) continue;
    const key = locationKey(via.location);
    const before = times.get(key) ?? { steps: 0, ms: 0 };
    times.set(key, { steps: before.steps + 1, ms: before.ms + ms });
  }
  return times;
}

/** Counts the functions of one location. */
class FunctionCounts {
  readonly #counts = new Map<string, CollidingFunction>();

  count(access: RecordedAccess | undefined, as: 'reads' | 'writes'): void {
    if (access === undefined) return;
    const { contract, selector } = access.by ?? {};
    const key = `${contract} ${selector}`;
    const known = this.#counts.get(key) ?? { contract, selector, reads: 0, writes: 0 };
    known[as]++;
    this.#counts.set(key, known);
  }

  sorted(): CollidingFunction[] {
    return [...this.#counts.values()].sort((a, b) => b.reads + b.writes - a.reads - a.writes);
  }
}

/** The accesses of a block by transaction and location, found once for all meetings. */
function accessIndex(record: BlockRecord) {
  const byKey = (accesses: readonly RecordedAccess[]) =>
    new Map(accesses.map((access) => [locationKey(access), access]));
  const index = record.transactions.map(({ reads, writes }) => ({
    reads: byKey(reads),
    writes: byKey(writes),
  }));
  // Who dropped an account's storage wrote its slots without naming them.
  const writeAt = (txIndex: number, location: Location) =>
    index[txIndex]!.writes.get(locationKey(location)) ??
    index[txIndex]!.writes.get(locationKey({ address: location.address, kind: 'storage' }));
  return { readAt: (txIndex: number, key: string) => index[txIndex]!.reads.get(key), writeAt };
}

const ascending = (set: Set<number>) => [...set].sort((a, b) => a - b);

/** Every location at which a transaction needs what a lower one wrote; those on the critical path first. */
export function collisionsOf(
  record: BlockRecord,
  dependencies: readonly (readonly Dependency[])[],
  path: CriticalPath,
): Collision[] {
  const { readAt, writeAt } = accessIndex(record);
  const onPath = pathTimes(path);
  const collisions = [...meetingsOf(dependencies)].map(([key, { location, readers, writers }]) => {
    const functions = new FunctionCounts();
    for (const reader of readers) functions.count(readAt(reader, key), 'reads');
    for (const writer of writers) functions.count(writeAt(writer, location), 'writes');
    const sorted = functions.sorted();
    const { steps = 0, ms = 0 } = onPath.get(key) ?? {};
    return {
      location,
      codes: [...new Set(sorted.flatMap(({ contract }) => contract ?? []))],
      readers: ascending(readers),
      writers: ascending(writers),
      pathSteps: steps,
      pathMs: ms,
      functions: sorted,
    };
  });
  return collisions.sort((a, b) => b.pathMs - a.pathMs || b.readers.length - a.readers.length);
}
