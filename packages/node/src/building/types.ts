/** What a block is built from and what comes out. */
import type {
  Address,
  Block,
  BlockResult,
  ChainSpec,
  Hash,
  Header,
  Hex,
  Pool,
  StateReader,
  Withdrawal,
} from '@heddle/engine';
import type { TransactionPool } from '../pool/transactionPool.ts';

/** The block to build on. */
export interface BuildParent {
  header: Header;
  hash: Hash;
  /** State after the parent. It must not change while a block is built on it. */
  state: StateReader;
  /** Hashes of ancestors by number, as BLOCKHASH needs them; the parent's own need not be there. */
  blockHashes: ReadonlyMap<bigint, Hash>;
  /** Sum of the difficulties up to the parent, for chains that merge by it. */
  totalDifficulty?: bigint;
}

/** What the block is to hold beside transactions. Fields that its hardfork does not have are left out of the header. */
export interface BuildAttributes {
  /** Seconds since 1970, after that of the parent. */
  timestamp: bigint;
  feeRecipient: Address;
  prevRandao: Hash;
  withdrawals?: Withdrawal[] | undefined;
  parentBeaconBlockRoot?: Hash | undefined;
  slotNumber?: bigint | undefined;
  /** Gas limit to move towards, by less than 1/1024 of the parent's a block; that of the parent when absent. */
  gasLimit?: bigint | undefined;
  /** At most 32 bytes; none when absent. */
  extraData?: Hex | undefined;
  /** For development chains, which may set what follows from the parent elsewhere. */
  overrides?: Partial<Pick<Header, 'baseFeePerGas' | 'gasLimit' | 'excessBlobGas'>> | undefined;
}

export interface BuilderOptions {
  spec: ChainSpec;
  /** Threads that execute. */
  workers: Pool;
  pool: Pick<TransactionPool, 'best'>;
  /** The root of the state after `result` on the state of the parent. */
  stateRoot(result: BlockResult, parent: BuildParent): Hash | Promise<Hash>;
  /** Default `optimistic`. */
  mechanism?: 'serial' | 'optimistic';
}

/** A transaction that was tried and is not in the block. */
export interface RejectedTransaction {
  hash: Hash;
  /** Why it is not valid there, or does not fit. */
  error: Error;
}

export interface BuiltBlock {
  block: Block;
  hash: Hash;
  /** What the block does; its `report` speaks of the transactions in it. */
  result: BlockResult;
  /** What the fee recipient gets for the transactions, in wei. */
  feesWei: bigint;
  rejected: RejectedTransaction[];
  /** True when the pool had transactions that were not tried. */
  hasMore: boolean;
  /** Time that building took, in ms. */
  ms: number;
}
