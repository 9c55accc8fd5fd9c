/** Payloads and their bodies as the Engine API sends them. */
import { type BlockAccessList, encodeBlockAccessList, encodeTransaction, type Hex } from '@heddle/engine';
import type { StoredBlock } from '../chainReader.ts';
import { formatWithdrawal } from '../format/block.ts';
import { toData, toQuantity } from '../format/hex.ts';

/** A block as a payload, with the fields that its hardfork has. @param accessList in RLP */
export function formatPayload({ hash, header, transactions, withdrawals }: StoredBlock, accessList?: Hex) {
  const { blobGasUsed, excessBlobGas, slotNumber } = header;
  return {
    parentHash: header.parentHash,
    feeRecipient: header.beneficiary,
    stateRoot: header.stateRoot,
    receiptsRoot: header.receiptsRoot,
    logsBloom: header.logsBloom,
    prevRandao: header.mixHash,
    blockNumber: toQuantity(header.number),
    gasLimit: toQuantity(header.gasLimit),
    gasUsed: toQuantity(header.gasUsed),
    timestamp: toQuantity(header.timestamp),
    extraData: header.extraData,
    baseFeePerGas: toQuantity(header.baseFeePerGas ?? 0n),
    blockHash: hash,
    transactions: transactions.map((transaction) => toData(encodeTransaction(transaction))),
    ...(withdrawals && { withdrawals: withdrawals.map(formatWithdrawal) }),
    ...(blobGasUsed !== undefined && { blobGasUsed: toQuantity(blobGasUsed) }),
    ...(excessBlobGas !== undefined && { excessBlobGas: toQuantity(excessBlobGas) }),
    ...(accessList !== undefined && { blockAccessList: accessList }),
    ...(slotNumber !== undefined && { slotNumber: toQuantity(slotNumber) }),
  };
}

/** The body of a block. */
export function formatBody({ transactions, withdrawals }: StoredBlock) {
  return {
    transactions: transactions.map((transaction) => toData(encodeTransaction(transaction))),
    withdrawals: withdrawals?.map(formatWithdrawal) ?? null,
  };
}

/** The body of a block with its access list, null where there is none. */
export function formatListedBody(block: StoredBlock, list: BlockAccessList | undefined) {
  return { ...formatBody(block), blockAccessList: list ? toData(encodeBlockAccessList(list)) : null };
}
