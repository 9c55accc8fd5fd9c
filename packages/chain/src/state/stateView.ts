/** The state after any known block, read without moving anything. */
import type { Account, Address, Hash, StateReader } from '@heddle/engine';
import type { BlockTree } from '../blocks/blockTree.ts';
import type { ChainStore, DiffStep } from '../store/chainStore.ts';
import type { DiffLookup, Found } from './diffLookup.ts';
import type { DiffShelf } from './diffShelf.ts';
import { pathBetween } from './path.ts';

/**
 * Reads the state after a block: first in the diffs that lead from the flat state to the block, the one applied last
 * first, then in the flat state. All reads are synchronous, and stay right while the flat state moves on.
 */
export class StateView implements StateReader {
  /** The block whose state this is. */
  readonly hash: Hash;
  /** A view never changes. */
  readonly revision: Hash;
  readonly #store: ChainStore;
  readonly #tree: BlockTree;
  readonly #diffs: DiffShelf;
  #marker: Hash | undefined;
  /** From the flat state to this block, the last step first. */
  #steps: DiffStep[] = [];

  constructor(hash: Hash, store: ChainStore, tree: BlockTree, diffs: DiffShelf) {
    this.hash = hash;
    this.revision = hash;
    this.#store = store;
    this.#tree = tree;
    this.#diffs = diffs;
  }

  account(address: Address): Account | undefined {
    const archived = this.#archived();
    if (archived !== undefined) return this.#store.accountAt(archived, address);
    const found = this.#search((lookup, direction) => lookup.account(address, direction));
    return found === undefined ? this.#store.account(address) : found.value;
  }

  storage(address: Address, slot: Hash): bigint {
    const archived = this.#archived();
    if (archived !== undefined) return this.#store.storageAt(archived, address, slot);
    const found = this.#search((lookup, direction) => lookup.slot(address, slot, direction));
    return found === undefined ? this.#store.storage(address, slot) : found.value;
  }

  code(hash: Hash): Uint8Array {
    return this.#store.code(hash);
  }

  /** All slots of an account that are not empty, in no particular order. */
  *slotsOf(address: Address): Generator<[Hash, bigint]> {
    const seen = new Set<Hash>();
    for (const { hash, direction } of this.#path()) {
      for (const [slot, value] of this.#diffs.lookupOf(hash).slots(address, direction)) {
        if (seen.has(slot)) continue;
        seen.add(slot);
        if (value !== 0n) yield [slot, value];
      }
    }
    for (const entry of this.#store.slotsOf(address)) if (!seen.has(entry[0])) yield entry;
  }

  /** All accounts, in no particular order. */
  *accounts(): Generator<[Address, Account]> {
    const seen = new Set<Address>();
    for (const { hash } of this.#path()) {
      for (const address of this.#diffs.lookupOf(hash).addresses()) {
        if (seen.has(address)) continue;
        seen.add(address);
        const account = this.account(address);
        if (account !== undefined) yield [address, account];
      }
    }
    for (const entry of this.#store.accounts()) if (!seen.has(entry[0])) yield entry;
  }

  /** The number of this block where an archive tells its values at once, however long ago it was. */
  #archived(): bigint | undefined {
    const store = this.#store;
    if (!store.settings.archive) return undefined;
    const { number } = this.#tree.get(this.hash).header;
    const marker = store.marker();
    const isBelow = number < marker.number && store.canonicalHash(marker.number) === marker.hash;
    return isBelow && store.canonicalHash(number) === this.hash ? number : undefined;
  }

  #search<Value>(
    look: (lookup: DiffLookup, direction: DiffStep['direction']) => Found<Value> | undefined,
  ): Found<Value> | undefined {
    for (const { hash, direction } of this.#path()) {
      const found = look(this.#diffs.lookupOf(hash), direction);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  /** The marker is read together with the values, from one snapshot: a flush may end between two reads. */
  #path(): readonly DiffStep[] {
    const { hash } = this.#store.marker();
    if (hash !== this.#marker) {
      this.#steps = pathBetween(hash, this.hash, (of) => {
        const { header } = this.#tree.get(of);
        return { number: header.number, parentHash: header.parentHash };
      }).reverse();
      this.#marker = hash;
    }
    return this.#steps;
  }
}
