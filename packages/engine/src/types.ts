import type { Hardfork } from '@heddle/evm';

/** Bytes as lower-case hexadecimal with `0x`; always an even number of digits. */
export type Hex = `0x${string}`;
/** 20 bytes as {@link Hex}. */
export type Address = Hex;
/** 32 bytes as {@link Hex}. */
export type Hash = Hex;

/** One account of an access list (EIP-2930). */
export interface AccessListEntry {
  address: Address;
  storageKeys: Hash[];
}

/**
 * What a transaction may use of one account, for a plan. Beyond an access list it can say how: without that, slots are
 * taken for written, and of the account itself only its code may be used beside other transactions.
 */
export interface DeclaredAccess extends AccessListEntry {
  /** Those of `storageKeys` that are only read. */
  readOnlyKeys?: Hash[];
  /** What happens to the balance: it is only added to, or read as well. */
  balance?: 'credited' | 'used';
  /** True when nonce, code or existence change, or the storage is dropped. */
  isChanged?: boolean;
}

/** One signed delegation (EIP-7702). Values outside their ranges are kept: such a tuple is skipped, not invalid. */
export interface Authorization {
  chainId: bigint;
  address: Address;
  nonce: bigint;
  yParity: bigint;
  r: bigint;
  s: bigint;
  /** The account that signed, or null when the signature is invalid; absent until recovered. */
  authority?: Address | null;
}

/** A transaction of any type, with absent fields filled in: legacy prices stand in both fee caps. */
export interface Transaction {
  type: 0 | 1 | 2 | 3 | 4;
  /** Undefined for a legacy transaction without replay protection. */
  chainId: bigint | undefined;
  nonce: bigint;
  gasLimit: bigint;
  /** Null creates a contract. */
  to: Address | null;
  /** Wei. */
  value: bigint;
  data: Hex;
  /** Wei per gas; the gas price for types 0 and 1. */
  maxFeePerGas: bigint;
  /** Wei per gas; the gas price for types 0 and 1. */
  maxPriorityFeePerGas: bigint;
  /** Wei per blob gas; 0 except for type 3. */
  maxFeePerBlobGas: bigint;
  blobVersionedHashes: Hash[];
  accessList: AccessListEntry[];
  authorizationList: Authorization[];
  yParity: 0 | 1;
  r: bigint;
  s: bigint;
  /** The sender, once recovered or when the source already names it. */
  from?: Address;
}

/** A block header; fields that a hardfork does not have yet are undefined. */
export interface Header {
  parentHash: Hash;
  ommersHash: Hash;
  beneficiary: Address;
  stateRoot: Hash;
  transactionsRoot: Hash;
  receiptsRoot: Hash;
  logsBloom: Hex;
  difficulty: bigint;
  number: bigint;
  gasLimit: bigint;
  gasUsed: bigint;
  /** Seconds since 1970. */
  timestamp: bigint;
  extraData: Hex;
  /** PREVRANDAO after the merge. */
  mixHash: Hash;
  nonce: Hex;
  baseFeePerGas?: bigint | undefined;
  withdrawalsRoot?: Hash | undefined;
  blobGasUsed?: bigint | undefined;
  excessBlobGas?: bigint | undefined;
  parentBeaconBlockRoot?: Hash | undefined;
  requestsHash?: Hash | undefined;
  /** Hash of what the block accesses, with the changes (EIP-7928). */
  blockAccessListHash?: Hash | undefined;
  /** Slot of the beacon chain (EIP-7843). */
  slotNumber?: bigint | undefined;
}

/** A withdrawal from the beacon chain (EIP-4895). */
export interface Withdrawal {
  index: bigint;
  validatorIndex: bigint;
  address: Address;
  /** Gwei. */
  amount: bigint;
}

export interface Block {
  chainId: bigint;
  hardfork: Hardfork;
  header: Header;
  transactions: Transaction[];
  ommers: Header[];
  withdrawals?: Withdrawal[] | undefined;
  /** Hashes of ancestors by block number, as BLOCKHASH needs them; at least the parent's. */
  blockHashes: ReadonlyMap<bigint, Hash>;
  /** True for the one block of a chain that moves the balances of the DAO (EIP-779). */
  movesDao?: boolean;
  /** The contract whose logs are deposits (EIP-6110); undefined where it is that of mainnet. */
  depositContract?: Address | undefined;
}

/** An account as the state holds it. */
export interface Account {
  nonce: bigint;
  /** Wei. */
  balance: bigint;
  /** keccak256 of the code; that of nothing when there is none. */
  codeHash: Hash;
  /** True when any slot is non-zero (EIP-7610 asks). */
  hasStorage: boolean;
}

/** A state that is whole in memory: what it does not list does not exist. */
export interface WholeState {
  /** True when a slot that is not listed is an error instead of empty. */
  readonly strict: boolean;
  /** All accounts with their storage. */
  entries(): Iterable<
    [Address, Omit<Account, 'hasStorage'> & { readonly storage: ReadonlyMap<Hash, bigint> }]
  >;
  /** All code by hash, that of nothing excluded. */
  codes(): Iterable<[Hash, Uint8Array]>;
}

/**
 * Reads a state inside a worker thread, synchronously. What it is given and what it returns is looked at during the call only,
 * so both sides may use the same bytes again. Of what it returns `length` counts, be the buffer longer.
 */
export interface WorkerStateReader {
  /** The account at 20 bytes as `encodeAccount` writes it; undefined when it does not exist. */
  account(address: Uint8Array): Uint8Array | undefined;
  /** The value of a slot (32 bytes) as at most 32 big-endian bytes; undefined when it is empty. */
  storage(address: Uint8Array, slot: Uint8Array): Uint8Array | undefined;
  /** The code with that hash (32 bytes), never called for the empty one; undefined when it is not there. */
  code(hash: Uint8Array): Uint8Array | undefined;
  /** Called before each block: what was written until then must be seen from then on. */
  refresh(): void;
  /** Called when the worker needs it no more. */
  close?(): void;
}

/** Where each worker finds a state by itself. */
export interface StateSource {
  /** URL of an ES module that exports `openState(data)`, which gives a {@link WorkerStateReader} or a promise of one. */
  readonly module: string;
  /** What `openState` is given, cloned as messages between threads are. */
  readonly data: unknown;
}

/** Reads the state before a block. A reader may throw: the block then ends in a typed error. */
export interface StateReader {
  /**
   * Changes whenever the state does: what a pool has read then stays in memory between blocks. Without it, it is read anew.
   * A pool's `cache` can follow the state from revision to revision.
   */
  readonly revision?: unknown;
  /** The same state, when it is whole in memory: it is then copied when a pool begins to hold it, and asked for nothing. */
  readonly whole?: WholeState;
  /**
   * Where workers read the same state themselves. Without it they ask the main thread, which calls the functions below; these
   * are then for what the protocol itself reads.
   */
  readonly source?: StateSource;
  /**
   * Called before a pool begins to hold the state anew, knowing nothing of it yet. From then on it reads what it does not
   * know, so a reader that was behind what the pool knew must catch up here.
   */
  beforeBinding?(): void | Promise<void>;
  /** Undefined when the account does not exist. */
  account(address: Address): Account | undefined | Promise<Account | undefined>;
  /** The value of a slot, 0n when empty. `slot` is 32 bytes. */
  storage(address: Address, slot: Hash): bigint | Promise<bigint>;
  /** The code with that hash, never called for the empty one. */
  code(hash: Hash): Uint8Array | Promise<Uint8Array>;
}

export interface Log {
  address: Address;
  topics: Hash[];
  data: Hex;
}

export interface Receipt {
  type: 0 | 1 | 2 | 3 | 4;
  /** 1 success, 0 failure. */
  status: 0 | 1;
  /** State root after the transaction: only before Byzantium, and only where a caller supplies it. */
  postState?: Hash | undefined;
  cumulativeGasUsed: bigint;
  gasUsed: bigint;
  logsBloom: Hex;
  logs: Log[];
  /** Address of the contract created, if any. */
  contractAddress?: Address | undefined;
}

/** What a block did to one account. */
export interface AccountChange {
  address: Address;
  /** The account after the block; null when it does not exist any more. */
  account: { nonce: bigint; balance: bigint; codeHash: Hash } | null;
  /** True when all slots before the block were dropped (self-destruct); `storage` then holds what came after. */
  storageCleared: boolean;
  /** Changed slots and their values after the block; 0n when empty now. */
  storage: [slot: Hash, value: bigint][];
}

/** The difference between the state before a block and after it. Accounts and slots in ascending order. */
export interface StateChanges {
  accounts: AccountChange[];
  /** Code that the block deployed, by hash. */
  code: [hash: Hash, code: Uint8Array][];
}

/** A value that a block left at one of its places: 0 for the calls before the transactions, then 1 for the first. */
export interface IndexedValue<Value> {
  /** 0 to the number of transactions + 1: what comes after them. */
  index: number;
  value: Value;
}

/** What a block did at one account, by place in the block (EIP-7928). */
export interface AccountAccesses {
  address: Address;
  /** Slots whose value changed. */
  storageChanges: { slot: Hash; changes: IndexedValue<bigint>[] }[];
  /** Slots that were read, or written without a change. */
  storageReads: Hash[];
  /** Wei after the place. */
  balanceChanges: IndexedValue<bigint>[];
  nonceChanges: IndexedValue<bigint>[];
  codeChanges: IndexedValue<Hex>[];
}

/** All that a block accessed: accounts, slots and places in ascending order, each once (EIP-7928). */
export type BlockAccessList = AccountAccesses[];
