/** What the methods read of a chain: the smallest interface, so that tests can put a made-up chain there. */
import type {
  Address,
  BlockAccessList,
  ChainSpec,
  Hash,
  Header,
  Hex,
  Receipt,
  StateReader,
  Transaction,
  Withdrawal,
} from '@heddle/engine';

/** A block by hash, by number, or by its part in the fork choice. Numbers and tags mean the canonical chain. */
export type BlockRef = Hash | bigint | 'latest' | 'safe' | 'finalized' | 'earliest';

/** A block as the chain keeps it. */
export interface StoredBlock {
  hash: Hash;
  header: Header;
  transactions: Transaction[];
  ommers: Header[];
  withdrawals?: Withdrawal[] | undefined;
  /** Bytes of its RLP. */
  sizeBytes: number;
  /** Sum of the difficulties up to this block, itself included. */
  totalDifficulty: bigint;
}

/** A change of the head: an extension when nothing is removed, else a re-organisation. Ascending by number. */
export interface HeadChange {
  added: readonly Hash[];
  removed: readonly Hash[];
  head: Hash;
}

/** An account with what proves it against a state root (EIP-1186). */
export interface AccountProof {
  address: Address;
  balance: bigint;
  nonce: bigint;
  codeHash: Hash;
  storageHash: Hash;
  /** RLP of the nodes from the root down. */
  accountProof: readonly Hex[];
  storageProof: readonly { key: Hash; value: bigint; proof: readonly Hex[] }[];
}

/** The chain that the node stands on. All reads but proofs are synchronous. */
export interface ChainReader {
  readonly spec: ChainSpec;
  readonly genesisHash: Hash;
  readonly head: { hash: Hash; header: Header; totalDifficulty: bigint };
  /** The hash of a block that is there, undefined of one that is not. */
  resolve(ref: BlockRef): Hash | undefined;
  isCanonical(hash: Hash): boolean;
  header(ref: BlockRef): Header | undefined;
  block(ref: BlockRef): StoredBlock | undefined;
  /** Undefined when the block is unknown, has none, or they are not kept any more. */
  receipts(ref: BlockRef): Receipt[] | undefined;
  accessList(ref: BlockRef): BlockAccessList | undefined;
  /** Where a transaction stands on the canonical chain. */
  transactionPlace(hash: Hash): { blockHash: Hash; number: bigint; txIndex: number } | undefined;
  /**
   * The state after a block.
   *
   * @throws HeddleError with code HISTORY_PRUNED when it is not kept any more
   */
  stateAt(ref: BlockRef): StateReader;
  proof(ref: BlockRef, address: Address, slots: readonly Hash[]): Promise<AccountProof>;
  /** @returns what ends the listening */
  onHead(listener: (change: HeadChange) => void): () => void;
}
