/** The history of an archive in memory: what each location was before each block that changed it. */
import { type Account, type DiffSide, diffAccounts, type StateDiff } from '@heddle/engine';
import { layout } from '@heddle/evm';

/** A value before the block of that number. */
interface Earlier {
  number: bigint;
  value: Account | bigint | undefined;
}

/** The side of a diff from before the block. */
const BEFORE: DiffSide = 'before';

export class MemoryHistory {
  /** By address, or address and slot; ascending by number. */
  readonly #rows = new Map<string, Earlier[]>();

  /** Adds what a block changed, or takes it back; returns the number of locations. */
  apply(diff: StateDiff, number: bigint, isForward: boolean): number {
    let count = 0;
    const note = (location: string, value: Earlier['value']) => {
      const rows = this.#rows.get(location) ?? [];
      const others = rows.filter((row) => row.number !== number);
      this.#rows.set(location, isForward ? [...others, { number, value }] : others);
      count++;
    };
    for (const account of diffAccounts(diff)) {
      const { address } = account;
      const fields = account.fieldsAt(BEFORE);
      note(address, fields && { ...fields, hasStorage: account.has(layout.DIFF_MAY_OWN_BEFORE) });
      for (const slot of account.slots()) note(address + slot.key, slot.valueAt(BEFORE));
    }
    return count;
  }

  /** The value before the first block above `number` that changed the location; undefined when none did. */
  firstAfter(location: string, number: bigint): Earlier | undefined {
    return this.#rows.get(location)?.find((row) => row.number > number);
  }
}
