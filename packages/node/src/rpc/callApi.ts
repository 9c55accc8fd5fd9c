/** What the methods ask of the part that executes calls outside blocks. */
import type {
  AccessListEntry,
  Address,
  Authorization,
  BlockAccessList,
  Hash,
  Hex,
  Log,
  Withdrawal,
} from '@heddle/engine';
import type { StoredBlock } from './chainReader.ts';

/** A call object as read: what the caller left out is undefined. Prices in wei. */
export interface CallRequest {
  type?: number;
  from?: Address;
  /** Undefined creates a contract. */
  to?: Address;
  gas?: bigint;
  gasPrice?: bigint;
  maxFeePerGas?: bigint;
  maxPriorityFeePerGas?: bigint;
  maxFeePerBlobGas?: bigint;
  value?: bigint;
  nonce?: bigint;
  data?: Hex;
  accessList?: AccessListEntry[];
  blobVersionedHashes?: Hash[];
  authorizationList?: Authorization[];
  chainId?: bigint;
}

/** What a call finds changed at one account. `state` replaces the storage, `stateDiff` changes some slots. */
export interface AccountOverride {
  nonce?: bigint;
  balance?: bigint;
  code?: Hex;
  state?: ReadonlyMap<Hash, bigint>;
  stateDiff?: ReadonlyMap<Hash, bigint>;
  movePrecompileTo?: Address;
}

export type StateOverrides = ReadonlyMap<Address, AccountOverride>;

/** What a call finds changed of the block that it runs in. */
export interface BlockOverrides {
  number?: bigint;
  /** Seconds since 1970. */
  time?: bigint;
  difficulty?: bigint;
  gasLimit?: bigint;
  feeRecipient?: Address;
  prevRandao?: Hash;
  baseFeePerGas?: bigint;
  blobBaseFee?: bigint;
  beaconRoot?: Hash;
  withdrawals?: Withdrawal[];
}

/** Where a call runs: after a block, or after some of its transactions, with changes. */
export interface CallPlace {
  /** A block that is there. */
  block: Hash;
  /** Runs before the transaction at this index instead of after the block. */
  txIndex?: number;
  stateOverrides?: StateOverrides;
  blockOverrides?: BlockOverrides;
}

/** How a call ended. `halt` is an error of the EVM such as out of gas; `error` is its name in words. */
export type CallOutcome =
  | { status: 'success'; output: Hex; gasUsed: bigint }
  | { status: 'revert'; output: Hex; gasUsed: bigint }
  | { status: 'halt'; output: '0x'; gasUsed: bigint; error: string };

/** The outcome of a call that did not succeed. */
export type CallFailure = Exclude<CallOutcome, { status: 'success' }>;

export interface CallOptions {
  signal: AbortSignal;
}

/** One block of a simulation: its changes and calls. */
export interface SimulatedBlockRequest {
  blockOverrides: BlockOverrides;
  stateOverrides: StateOverrides;
  calls: CallRequest[];
}

export interface SimulateRequest {
  block: Hash;
  blocks: SimulatedBlockRequest[];
  /** Logs of transfers of ether, as of a contract at 0xeee…eee. */
  traceTransfers: boolean;
  /** Nonces, fees and funds are checked as in a real block. */
  validation: boolean;
}

/** A block that a simulation made, with the outcome of each call. */
export interface SimulatedBlock {
  block: StoredBlock;
  accessList?: BlockAccessList;
  calls: (CallOutcome & { logs: Log[]; maxUsedGas: bigint })[];
}

/** @throws HeddleError for a call that breaks a rule; a call that fails is an outcome */
export interface CallApi {
  call(request: CallRequest, place: CallPlace, options: CallOptions): Promise<CallOutcome>;
  /** The least gas limit with which the call succeeds, or the outcome of the failure at the highest. */
  estimateGas(
    request: CallRequest,
    place: CallPlace,
    options: CallOptions,
  ): Promise<{ gas: bigint } | { failure: CallFailure }>;
  createAccessList(
    request: CallRequest,
    place: CallPlace,
    options: CallOptions,
  ): Promise<{ accessList: AccessListEntry[]; outcome: CallOutcome }>;
  simulate(request: SimulateRequest, options: CallOptions): Promise<SimulatedBlock[]>;
}
