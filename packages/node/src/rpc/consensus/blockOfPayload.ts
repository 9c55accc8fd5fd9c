/** The block that a payload stands for. */
import {
  type Block,
  type ChainSpec,
  decodeTransaction,
  type Hash,
  type Header,
  type Hex,
  keccak256,
  ommersHash,
  placeOf,
  requestsHash,
  transactionsRoot,
  withdrawalsRoot,
} from '@heddle/engine';
import { bytesOf, toData } from '../format/hex.ts';
import type { ExecutionPayload } from './readPayload.ts';

/** What comes beside a payload and its header commits to. */
export interface PayloadCompanions {
  parentBeaconBlockRoot?: Hash;
  requests?: Hex[];
}

const STAKE_NONCE: Hex = '0x0000000000000000';

/**
 * Makes the block; whether its hash is the one that the payload says is another matter.
 *
 * @throws RlpError for a transaction that is none
 */
export function blockOfPayload(payload: ExecutionPayload, beside: PayloadCompanions, spec: ChainSpec): Block {
  const transactions = payload.transactions.map((bytes) => decodeTransaction(bytesOf(bytes)));
  const header: Header = {
    parentHash: payload.parentHash,
    ommersHash: ommersHash([]),
    beneficiary: payload.feeRecipient,
    stateRoot: payload.stateRoot,
    transactionsRoot: transactionsRoot(transactions),
    receiptsRoot: payload.receiptsRoot,
    logsBloom: payload.logsBloom,
    difficulty: 0n,
    number: payload.blockNumber,
    gasLimit: payload.gasLimit,
    gasUsed: payload.gasUsed,
    timestamp: payload.timestamp,
    extraData: payload.extraData,
    mixHash: payload.prevRandao,
    nonce: STAKE_NONCE,
    baseFeePerGas: payload.baseFeePerGas,
    ...laterFields(payload, beside),
  };
  return {
    ...placeOf(header, { spec }),
    header,
    transactions,
    ommers: [],
    ...(payload.withdrawals && { withdrawals: payload.withdrawals }),
  };
}

function laterFields(
  payload: ExecutionPayload,
  { parentBeaconBlockRoot, requests }: PayloadCompanions,
): Partial<Header> {
  const { withdrawals, blobGasUsed, excessBlobGas, blockAccessList, slotNumber } = payload;
  return {
    ...(withdrawals && { withdrawalsRoot: withdrawalsRoot(withdrawals) }),
    ...(blobGasUsed !== undefined && { blobGasUsed }),
    ...(excessBlobGas !== undefined && { excessBlobGas }),
    ...(parentBeaconBlockRoot && { parentBeaconBlockRoot }),
    ...(requests && { requestsHash: requestsHash(requests) }),
    ...(blockAccessList && { blockAccessListHash: toData(keccak256(bytesOf(blockAccessList))) }),
    ...(slotNumber !== undefined && { slotNumber }),
  };
}
