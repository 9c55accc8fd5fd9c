/**
 * Which transactions of a block need what which others wrote. Only such needs order transactions: two that write
 * a location that neither reads can run in any order, since versions keep their values apart.
 */
import type { BlockRecord, RecordedAccess, RecordedWrite } from '../record.ts';
import { type Location, locationKey } from './location.ts';

/** A transaction reads what a lower one wrote. */
export interface Dependency {
  /** The lower transaction. */
  on: number;
  location: Location;
  /** Share of the reader's work before it reads, from 0 to 1. */
  at: number;
}

/** Who wrote a location so far: the last that set it, and the credits on top of that. */
interface Writers {
  setter: number | undefined;
  credits: number[];
}

/** The writers of all locations, as they stand before some transaction. */
class WriterTable {
  readonly #byLocation = new Map<string, Writers>();
  /** The last transaction that dropped all storage of an address: a write of each slot. */
  readonly #drops = new Map<string, number>();

  /** The transactions whose writes a reader sees, ascending. */
  seenBy(read: RecordedAccess): number[] {
    const { setter, credits } = this.#byLocation.get(locationKey(read)) ?? { setter: undefined, credits: [] };
    const drop = read.kind === 'slot' ? this.#drops.get(read.address) : undefined;
    const newest = drop === undefined ? setter : Math.max(drop, setter ?? drop);
    return newest === undefined ? credits : [newest, ...credits];
  }

  note(txIndex: number, write: RecordedWrite): void {
    if (write.kind === 'storage') this.#drops.set(write.address, txIndex);
    const key = locationKey(write);
    const known = this.#byLocation.get(key);
    if (!write.commutes) this.#byLocation.set(key, { setter: txIndex, credits: [] });
    else if (known === undefined) this.#byLocation.set(key, { setter: undefined, credits: [txIndex] });
    else known.credits.push(txIndex);
  }
}

/** For each transaction what it needs of lower ones: one entry per location and writer. */
export function dependenciesOf({ transactions }: BlockRecord): Dependency[][] {
  const writers = new WriterTable();
  return transactions.map(({ reads, writes }, txIndex) => {
    const needs = reads.flatMap((read) => {
      const { address, kind, slot, at = 0 } = read;
      const location = slot === undefined ? { address, kind } : { address, kind, slot };
      return writers.seenBy(read).map((on) => ({ on, location, at }));
    });
    for (const write of writes) writers.note(txIndex, write);
    return needs;
  });
}
