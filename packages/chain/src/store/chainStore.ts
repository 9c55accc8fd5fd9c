/** What a chain keeps, on disk or in memory: its blocks, and the state after one of them. docs/store.md has the tables. */
import type { Account, Address, DiffDirection, Hash, MemoryState } from '@heddle/engine';

/** A block by hash, with its number. */
export interface BlockPlace {
  hash: Hash;
  number: bigint;
}

/** One diff on the way from a state to another: of block `hash`, as it was made or taken back. */
export interface DiffStep {
  hash: Hash;
  direction: DiffDirection;
}

/** What the store is about; decided when it is made. */
export interface StoreFacts {
  genesisHash: Hash;
  /** The chain's configuration as text, for whoever opens the chain without a genesis file. */
  config?: string | undefined;
}

/** Another block at a number of the canonical chain; undefined where there is none any more. */
export interface CanonicalChange {
  number: bigint;
  hash: Hash | undefined;
}

/** What consensus thinks of the blocks. */
export interface Heads {
  head: Hash;
  safe?: Hash | undefined;
  finalized?: Hash | undefined;
}

/** A new head with the numbers at which the canonical chain is another one. Marks that are absent stay. */
export interface HeadUpdate extends Heads {
  canonical: readonly CanonicalChange[];
}

/** A block as it is committed. The bytes are the caller's again when the promise is settled. */
export interface BlockRecord extends BlockPlace {
  parentHash: Hash;
  /** Sum of the difficulties up to this block, itself included. */
  totalDifficulty: bigint;
  header: Uint8Array;
  body: Uint8Array;
  receipts: Uint8Array;
  /** Block access list (EIP-7928). */
  accessList?: Uint8Array;
  /** A completed diff, as `encodeStateDiff` gives it. */
  diff: Uint8Array;
  /** Code that the block deployed. */
  codes: ReadonlyMap<Hash, Uint8Array>;
  /** In the order of the block. */
  transactionHashes: readonly Hash[];
  /** When the block becomes the head. */
  head?: HeadUpdate;
}

/** How a store begins: its first block, which has no transactions, and the trie of the state that the diff of that block makes out of nothing. */
export interface GenesisRecord extends StoreFacts {
  block: BlockRecord;
  nodes: Uint8Array;
}

/** What makes the flat state that after another block. */
export interface FlushJob {
  /** The block whose state it is then. */
  marker: BlockPlace;
  /** The way there from the present marker. */
  steps: readonly DiffStep[];
  /** What becomes of the trie's records. */
  nodes: Uint8Array;
}

/** What a flush did. */
export interface FlushReport {
  /** Accounts and slots written or removed, each once. */
  accounts: number;
  slots: number;
  nodes: number;
  transactions: number;
  /** Rows of the history, of archives. */
  history: number;
  /** Of the whole flush, in its thread. */
  ms: number;
}

/** Where a transaction of the canonical chain is. */
export interface TransactionPlace {
  blockHash: Hash;
  number: bigint;
  txIndex: number;
}

/** What is fixed when a store is made, and what is kept how long. */
export interface StoreSettings {
  /** Keeps the value of every location before every block that changed it. Fixed when the store is made. */
  archive: boolean;
  /** Blocks below the marker whose diffs are kept: how far one can look and go back. At least 256. */
  keepDiffs: number;
  /** Blocks below the marker whose bodies, receipts and access lists are kept; all when undefined. Not less than `keepDiffs`. */
  keepBodies: number | undefined;
}

/** A module for worker threads, and what its function must be given; both can be posted. */
export interface ThreadSource {
  /** `file:` URL. */
  module: string;
  data: unknown;
}

/** A table with its number of rows and the bytes that its pages take. */
export interface TableSize {
  name: string;
  rows: number;
  bytes: number;
}

/**
 * A store. Reads are synchronous; what was written is there when the promise of the write is fulfilled. Rejections and what
 * reads throw are StoreErrors. Canonical, safe and finalised are what the writer says: the store checks no rule of the chain.
 */
export interface ChainStore {
  /** For messages: the folder, or `memory`. */
  readonly where: string;
  readonly settings: StoreSettings;
  /** Undefined until {@link init} has succeeded. */
  readonly facts: StoreFacts | undefined;
  /** The flat state where it is in memory as a whole. */
  readonly memoryState: MemoryState | undefined;
  /** How threads read the flat state by themselves: a module with `openState`; undefined in memory. */
  readonly stateSource: ThreadSource | undefined;
  /** How threads read the trie's records by themselves: a module with `openNodes`; undefined in memory. */
  readonly nodeSource: ThreadSource | undefined;

  /** Writes the first block, the state after it and the facts, all or nothing. @throws StoreNotEmptyError */
  init(genesis: GenesisRecord): Promise<void>;

  /** Commits a block: all of it, durably unless the store was opened with `sync: false`. */
  putBlock(block: BlockRecord): Promise<void>;
  /** Moves the heads, and the canonical chain with them, at once. */
  setHeads(update: HeadUpdate): Promise<void>;

  /** RLP. */
  header(hash: Hash): Uint8Array | undefined;
  /** Number, parent and total difficulty of a block. */
  blockFacts(hash: Hash): Omit<BlockFacts, 'hash'> | undefined;
  totalDifficulty(hash: Hash): bigint | undefined;
  /** Undefined for unknown blocks and where it is not kept any more; so are the next three. */
  body(hash: Hash): Uint8Array | undefined;
  receipts(hash: Hash): Uint8Array | undefined;
  accessList(hash: Hash): Uint8Array | undefined;
  diff(hash: Hash): Uint8Array | undefined;
  canonicalHash(number: bigint): Hash | undefined;
  /** All known blocks with that number, ascending by hash. */
  hashesAt(number: bigint): Hash[];
  /** Once there are facts. */
  heads(): Heads;
  /** Canonical transactions only. */
  transactionPlace(hash: Hash): TransactionPlace | undefined;
  /** @throws MissingStateError when no block deployed it */
  code(hash: Hash): Uint8Array;

  /** The block whose state the reads below give; once there are facts. */
  marker(): BlockPlace;
  account(address: Address): Account | undefined;
  /** 0n when empty. */
  storage(address: Address, slot: Hash): bigint;
  /** Slots other than zero, ascending. */
  slotsOf(address: Address): Iterable<[slot: Hash, value: bigint]>;
  /** Ascending by address. */
  accounts(): Iterable<[Address, Account]>;
  /** A record of the trie, as it was written. */
  node(key: Uint8Array): Uint8Array | undefined;
  /** Archives: an account after the canonical block of that number, up to the marker. @throws HistoryNotKeptError */
  accountAt(number: bigint, address: Address): Account | undefined;
  /** Archives: a slot after the canonical block of that number, up to the marker. @throws HistoryNotKeptError */
  storageAt(number: bigint, address: Address, slot: Hash): bigint;
  /**
   * Makes the flat state and the trie's records those after another block, at once. When it fails, all is as before, and
   * `nodes` must be given again. One at a time; blocks may be committed meanwhile.
   */
  flush(job: FlushJob): Promise<FlushReport>;

  /** All tables. */
  sizes(): TableSize[];
  /** Waits for writes under way. Calling it again does nothing; every other call throws StoreClosedError then. */
  close(): Promise<void>;
}

/** What is known of a block without its header. */
export interface BlockFacts extends BlockPlace {
  parentHash: Hash;
  totalDifficulty: bigint;
}
