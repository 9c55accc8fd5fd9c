/**
 * Reads the flat state in a thread of its own, directly and synchronously: the module that `stateSource` of a store names. Bytes
 * in, bytes out. What a reader sees is the state as of its first read since {@link FlatReader.refresh}, or newer.
 */
import { openBlocks, openState as openStateEnvironment, refresh, type StoreAddress } from './environment.ts';
import { readPieces } from './pieces.ts';

export interface FlatReader {
  /** @param address 20 bytes @returns the record of `encodeAccount`; undefined when the account does not exist */
  account(address: Uint8Array): Uint8Array | undefined;
  /** @param slot 32 bytes @returns the value, big-endian without the zeros that it begins with; undefined when empty */
  storage(address: Uint8Array, slot: Uint8Array): Uint8Array | undefined;
  /** @param hash 32 bytes @returns undefined when no block deployed it */
  code(hash: Uint8Array): Uint8Array | undefined;
  /** From now on reads see what was flushed up to now. */
  refresh(): void;
  /** Before the thread ends: one that is terminated with an environment open may crash the process. */
  close(): Promise<void>;
}

/** @param data of the store's `stateSource` */
export function openState(data: unknown): FlatReader {
  const blocks = openBlocks(data as StoreAddress);
  const state = openStateEnvironment(data as StoreAddress);
  const { accounts, slots } = state.tables;
  const slotKey = new Uint8Array(52);
  return {
    account: (address) => accounts.get(address),
    storage: (address, slot) => {
      slotKey.set(address);
      slotKey.set(slot, address.length);
      return slots.get(slotKey);
    },
    code: (hash) => readPieces(blocks.tables.codes, hash),
    refresh: () => {
      refresh(blocks);
      refresh(state);
    },
    close: async () => {
      await state.root.close();
      await blocks.root.close();
    },
  };
}
