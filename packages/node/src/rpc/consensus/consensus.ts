/** What the Engine API stands on: a chain that can be extended and moved, and who builds blocks. */
import type { Address, Block, BlockAccessList, Hash, Hex, Withdrawal } from '@heddle/engine';
import type { ChainReader, StoredBlock } from '../chainReader.ts';
import type { Payloads } from './payloads.ts';

/** The chain as its consensus client drives it. */
export interface DrivenChain extends ChainReader {
  /**
   * Validates and executes a block whose parent is known.
   *
   * @param options.head `unchanged`: the block stays beside the canonical chain until setHead
   * @param options.accessList that came with the block (EIP-7928)
   * @throws InvalidBlockError, InvalidTransactionError for a block that breaks a rule; other errors are no verdict
   */
  import(block: Block, options: { head: 'unchanged'; accessList?: BlockAccessList }): Promise<unknown>;
  /** Makes a known block the head. */
  setHead(hash: Hash, marks: { safe?: Hash; finalized?: Hash }): Promise<void>;
}

/** What a consensus client wants of the block to be built. */
export interface PayloadAttributes {
  /** Seconds since 1970. */
  timestamp: bigint;
  prevRandao: Hash;
  feeRecipient: Address;
  withdrawals?: Withdrawal[];
  parentBeaconBlockRoot?: Hash;
  slotNumber?: bigint;
  targetGasLimit?: bigint;
}

/** A block that was built, with what travels beside it. */
export interface BuiltPayload {
  block: StoredBlock;
  /** Wei that the fee recipient gains. */
  value: bigint;
  commitments: Hex[];
  /** One per blob, or one per cell (EIP-7594). */
  proofs: Hex[];
  blobs: Hex[];
  /** Typed requests (EIP-7685). */
  requests: Hex[];
  /** In RLP (EIP-7928). */
  accessList?: Hex;
}

export interface PayloadBuilder {
  /**
   * Begins to build on a block, or finds that it has begun already.
   *
   * @returns the id of the building, 8 bytes, the same for the same parent and attributes
   */
  start(parent: Hash, attributes: PayloadAttributes): Promise<Hex>;
  /** The best block so far; undefined for an id that is unknown. */
  get(id: Hex): Promise<BuiltPayload | undefined>;
}

/** Who this client is (execution-apis, `src/engine/identification.md`). */
export interface ClientVersion {
  /** Two letters. */
  code: string;
  name: string;
  version: string;
  /** First four bytes of the commit. */
  commit: Hex;
}

/** The parts that the methods of the Engine API use. */
export interface Consensus {
  payloads: Payloads;
  builder?: PayloadBuilder | undefined;
  client: ClientVersion;
}
