/** The diffs of blocks, from the store or still on their way there, and what can be looked up in them. */
import { decodeStateDiff, type Hash, type StateDiff } from '@heddle/engine';
import { HistoryPrunedError } from '../errors/chain.ts';
import type { ChainStore } from '../store/chainStore.ts';
import { DiffLookup } from './diffLookup.ts';

/** Lookups kept: as many as blocks lie between two flushes, and some of the past. */
const MOST_LOOKUPS = 256;

export class DiffShelf {
  readonly #store: ChainStore;
  readonly #pending = new Map<Hash, StateDiff>();
  readonly #lookups = new Map<Hash, DiffLookup>();

  constructor(store: ChainStore) {
    this.#store = store;
  }

  /** Puts the diff of a block there that the store does not have yet. */
  addPending(hash: Hash, diff: StateDiff): void {
    this.#pending.set(hash, diff);
  }

  /** The store has the diff now, or it turned out to be that of an invalid block. */
  settle(hash: Hash): void {
    this.#pending.delete(hash);
  }

  /** @throws HistoryPrunedError when the diff is not kept any more */
  diffOf(hash: Hash): StateDiff {
    const pending = this.#pending.get(hash);
    if (pending !== undefined) return pending;
    const stored = this.#store.diff(hash);
    if (stored === undefined) throw new HistoryPrunedError({ block: hash });
    return decodeStateDiff(stored);
  }

  /** @throws HistoryPrunedError */
  lookupOf(hash: Hash): DiffLookup {
    const known = this.#lookups.get(hash);
    if (known !== undefined) return known;
    const lookup = new DiffLookup(this.diffOf(hash));
    this.#lookups.set(hash, lookup);
    if (this.#lookups.size > MOST_LOOKUPS) this.#lookups.delete(this.#lookups.keys().next().value as Hash);
    return lookup;
  }
}
