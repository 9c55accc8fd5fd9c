/** Reads the trie's records in a thread of its own, directly and synchronously: the module that `nodeSource` of a store names. */
import { openState, refresh, type StoreAddress } from './environment.ts';

export interface NodeReader {
  /**
   * A record as it was written; undefined when there is none. Only the first `length` bytes of the array, which the next
   * call overwrites, are its: copying each record into an array of its own took a sixth of the time of a root on disk.
   */
  get(key: Uint8Array): Uint8Array | undefined;
  /** From now on reads see what was flushed up to now. */
  refresh(): void;
  /** Before the thread ends: one that is terminated with an environment open may crash the process. */
  close(): Promise<void>;
}

/** @param data of the store's `nodeSource` */
export function openNodes(data: unknown): NodeReader {
  const state = openState(data as StoreAddress);
  return {
    get: (key) => state.tables.nodes.getBinaryFast(key),
    refresh: () => refresh(state),
    close: () => state.root.close(),
  };
}
