/** The lmdb environments of a store: which tables each has, and how a thread opens its own handle. */
import { join } from 'node:path';
import { type Database, open, type RootDatabase } from 'lmdb';

/** A table of bytes by bytes, in the order of the keys' bytes. */
export type Table = Database<Uint8Array, Uint8Array>;

/**
 * Tables of the environment of blocks. Numbers are u64, big-endian, so that rows lie in the order of the chain; a piece is u16,
 * big-endian. docs/store.md has the values.
 */
export const blockTables = [
  'facts', // name
  'blocks', // hash: number, parent, total difficulty
  'headers', // hash
  'bodies', // hash, piece
  'receipts', // hash, piece
  'accessLists', // hash, piece
  'diffs', // hash, piece
  'transactionHashes', // hash, piece
  'codes', // hash of the code, piece
  'canonical', // number: hash
  'numbers', // number, hash: nothing
] as const;

/** Tables of the environment of the state. */
export const stateTables = [
  'facts', // name
  'accounts', // address
  'slots', // address, slot
  'nodes', // the trie's key
  'transactions', // hash: number, index, start of the block's hash
  'accountHistory', // address, number: the account before that block; archives only
  'slotHistory', // address, slot, number: the value before that block; archives only
] as const;

export type BlockTable = (typeof blockTables)[number];
export type StateTable = (typeof stateTables)[number];

/** One of the two environments, as one thread has it open. */
export interface Environment<Name extends string> {
  /** The folder of the environment. */
  path: string;
  root: Root;
  tables: Readonly<Record<Name, Table>>;
}

export type BlockEnvironment = Environment<BlockTable>;
export type StateEnvironment = Environment<StateTable>;

/**
 * Address space that is set apart for a file, 256 GiB. lmdb moves the map when a file outgrows it, while other threads read;
 * so it begins with a size that few reach. It takes no memory.
 */
const MAP_BYTES = 2 ** 38;

const tableOptions = { encoding: 'binary', keyEncoding: 'binary' } as const;

/** An lmdb environment before its tables are open. */
export type Root = RootDatabase<Uint8Array, Uint8Array>;

/** @param isSynced must be the same for all threads of the process */
export function openRoot(path: string, isSynced: boolean): Root {
  return open<Uint8Array, Uint8Array>({
    path,
    ...tableOptions,
    // The default lets a transaction be seen before it is on the disk, and has two meta pages more: the plain order of
    // lmdb costs the same here and is the one that has proved itself (docs/adr/0013).
    overlappingSync: false,
    noSync: !isSynced,
    mapSize: MAP_BYTES,
    maxDbs: 16,
  });
}

/** A table of an environment that others may have made; undefined when it has none of that name. */
export function findTable(root: Root, name: string): Table | undefined {
  const options = { name, ...tableOptions, create: false };
  return root.openDB<Uint8Array, Uint8Array>(options) as Table | undefined;
}

/** Opens the tables, making those that are not there. */
export function openTables<Name extends string>(
  root: Root,
  path: string,
  names: readonly Name[],
): Environment<Name> {
  const tables = {} as Record<Name, Table>;
  for (const name of names) tables[name] = root.openDB<Uint8Array, Uint8Array>({ name, ...tableOptions });
  return { path, root, tables };
}

/** Folders of the environments. */
export const pathOf = {
  blocks: (dir: string): string => join(dir, 'blocks'),
  state: (dir: string): string => join(dir, 'state'),
};

/** What a thread needs to open the environments that the main thread has open. */
export interface StoreAddress {
  dir: string;
  isSynced: boolean;
}

export function openBlocks({ dir, isSynced }: StoreAddress): BlockEnvironment {
  const path = pathOf.blocks(dir);
  return openTables(openRoot(path, isSynced), path, blockTables);
}

export function openState({ dir, isSynced }: StoreAddress): StateEnvironment {
  const path = pathOf.state(dir);
  return openTables(openRoot(path, isSynced), path, stateTables);
}

/**
 * Runs `task` in a transaction that is on the disk when this returns; when it throws, nothing was written.
 *
 * The transactions that lmdb runs on a thread of its own are not for us: when one fails (a full disk), it rejects promises that
 * nobody holds, which ends the process.
 */
export function transact<T>({ root }: Environment<string>, task: () => T): T {
  let result: { value: T } | undefined;
  // A value that is returned could be a promise of `put`, for which the transaction would wait.
  root.transactionSync(() => {
    result = { value: task() };
  });
  return (result as unknown as { value: T }).value;
}

/** Lets the thread see what other threads have committed. */
export function refresh({ root }: Environment<string>): void {
  root.resetReadTxn();
}
