/** The reader that blocks are executed on: the flat state, of which the pool's cache knows what is newer. */
import {
  type Account,
  type Address,
  type Hash,
  InvariantError,
  type MemoryState,
  type StateReader,
  type StateSource,
} from '@heddle/engine';
import type { ChainStore } from '../store/chainStore.ts';

/**
 * Reads the flat state, which lags behind the block that the live state stands at. That is right for as long as all
 * that changed in between is in the pool's cache, which {@link LiveState} sees to; so nobody else may read through it.
 */
export class LiveReader implements StateReader {
  /** The block that the cache stands at. */
  revision: Hash;
  /** How workers read by themselves; undefined for a state in memory, which a pool holds as a whole. */
  readonly source?: StateSource;
  /** The whole state where it is in memory. */
  readonly whole?: MemoryState;
  readonly #store: ChainStore;

  constructor(store: ChainStore) {
    this.#store = store;
    this.revision = store.marker().hash;
    if (store.stateSource !== undefined) this.source = store.stateSource;
    if (store.memoryState !== undefined) this.whole = store.memoryState;
  }

  /** A pool that begins to hold the state knows nothing yet of what changed since the flat state was written. */
  beforeBinding(): void {
    const { hash } = this.#store.marker();
    if (hash !== this.revision)
      throw new InvariantError(`the flat state is that of block ${hash}, not of ${this.revision}`);
  }

  account(address: Address): Account | undefined {
    return this.#store.account(address);
  }

  storage(address: Address, slot: Hash): bigint {
    return this.#store.storage(address, slot);
  }

  code(hash: Hash): Uint8Array {
    return this.#store.code(hash);
  }
}
