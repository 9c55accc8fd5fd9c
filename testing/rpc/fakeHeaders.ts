/** Headers of the made-up chain. */
import {
  type Address,
  type Block,
  type BlockResult,
  baseFeeAfter,
  blockAccessListHash,
  type ChainSpec,
  excessBlobGas,
  type Hash,
  type Header,
  headerHash,
  type MemoryState,
  ommersHash,
  placeOf,
  receiptsRoot,
  rulesOf,
  type Transaction,
  transactionsRoot,
  type Withdrawal,
  withdrawalsRoot,
} from '@heddle/engine';

/** What a block to be made may say itself. */
export interface MineOptions {
  /** The head by default. */
  parent?: Hash;
  beneficiary?: Address;
  withdrawals?: Withdrawal[];
  /** Seconds since 1970; one more than the parent's by default. */
  timestamp?: bigint;
  parentBeaconBlockRoot?: Hash;
  slotNumber?: bigint;
  extraData?: `0x${string}`;
}

export const zeroHash: Hash = `0x${'00'.repeat(32)}`;
const zeroAddress: Address = `0x${'00'.repeat(20)}`;

/** The header of the first block. */
export function genesisHeader(spec: ChainSpec, state: MemoryState): Header {
  const rules = rulesOf(spec.hardforkAt({ number: 0n, timestamp: 0n }));
  return {
    ...emptyHeader(),
    stateRoot: state.stateRoot(),
    gasLimit: 30_000_000n,
    ...(rules.baseFee && { baseFeePerGas: 1_000_000_000n }),
    ...(rules.withdrawals && { withdrawalsRoot: withdrawalsRoot([]) }),
    ...(rules.blobs && { blobGasUsed: 0n, excessBlobGas: 0n, parentBeaconBlockRoot: zeroHash }),
    ...(rules.requests && { requestsHash: zeroHash }),
    ...(rules.blockAccessList && { blockAccessListHash: blockAccessListHash([]) }),
    ...(rules.slotNumber && { slotNumber: 0n }),
  };
}

function emptyHeader(): Header {
  return {
    parentHash: zeroHash,
    ommersHash: ommersHash([]),
    beneficiary: zeroAddress,
    stateRoot: zeroHash,
    transactionsRoot: transactionsRoot([]),
    receiptsRoot: receiptsRoot([]),
    logsBloom: `0x${'00'.repeat(256)}`,
    difficulty: 0n,
    number: 0n,
    gasLimit: 0n,
    gasUsed: 0n,
    timestamp: 1_900_000_000n,
    extraData: '0x',
    mixHash: zeroHash,
    nonce: '0x0000000000000000',
  };
}

/** A block on `parent` that was not executed yet. */
export function draft(
  spec: ChainSpec,
  parent: Header,
  transactions: Transaction[],
  options: MineOptions,
): Block {
  const {
    beneficiary = `0x${'be'.repeat(20)}`,
    withdrawals = [],
    parentBeaconBlockRoot = zeroHash,
  } = options;
  const timestamp = options.timestamp ?? parent.timestamp + 1n;
  const number = parent.number + 1n;
  const rules = rulesOf(spec.hardforkAt({ number, timestamp }));
  const header: Header = {
    ...emptyHeader(),
    parentHash: headerHash(parent),
    beneficiary,
    transactionsRoot: transactionsRoot(transactions),
    number,
    timestamp,
    gasLimit: parent.gasLimit,
    extraData: options.extraData ?? '0x',
    ...(rules.baseFee && { baseFeePerGas: baseFeeAfter(parent) }),
    ...(rules.withdrawals && { withdrawalsRoot: withdrawalsRoot(withdrawals) }),
    ...(rules.blobs && {
      blobGasUsed: 0n,
      excessBlobGas: excessBlobGas(parent, rules),
      parentBeaconBlockRoot,
    }),
    ...(rules.slotNumber && { slotNumber: options.slotNumber ?? number }),
  };
  return {
    ...placeOf(header, { spec }),
    header,
    transactions,
    ommers: [],
    withdrawals: rules.withdrawals ? withdrawals : undefined,
  };
}

/** The header with what executing the block gave. */
export function seal({ header, hardfork }: Block, result: BlockResult, state: MemoryState): Header {
  const rules = rulesOf(hardfork);
  const { gasUsed, logsBloom, receiptsRoot: root, blobGasUsed, requestsHash, blockAccessList } = result;
  return {
    ...header,
    gasUsed,
    logsBloom,
    receiptsRoot: root,
    stateRoot: state.stateRoot(),
    ...(rules.blobs && { blobGasUsed }),
    ...(rules.requests && { requestsHash }),
    ...(rules.blockAccessList &&
      blockAccessList && { blockAccessListHash: blockAccessListHash(blockAccessList) }),
  };
}
