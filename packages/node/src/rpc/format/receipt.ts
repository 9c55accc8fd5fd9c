import { BLOB_GAS, blobBaseFee, type ChainSpec, type Receipt, rulesOf } from '@heddle/engine';
import type { StoredBlock } from '../chainReader.ts';
import { placeLogs } from '../logs/placeLogs.ts';
import { toQuantity } from './hex.ts';
import { formatLog, type PlacedLog } from './log.ts';
import { effectiveGasPrice, hashOf, senderOf } from './transaction.ts';

/** The receipts of a block in order, as eth_getBlockReceipts gives them. */
export function formatReceipts(block: StoredBlock, receipts: readonly Receipt[], spec: ChainSpec) {
  const logs = placeLogs(block, receipts);
  let start = 0;
  return receipts.map((receipt, txIndex) => {
    const own = logs.slice(start, start + receipt.logs.length);
    start += own.length;
    return formatReceipt({ block, receipt, txIndex, spec, logs: own });
  });
}

/** The receipt of one transaction of a block. */
export function formatReceiptAt(
  block: StoredBlock,
  receipts: readonly Receipt[],
  txIndex: number,
  spec: ChainSpec,
) {
  const logs = placeLogs(block, receipts).filter((log) => log.txIndex === txIndex);
  return formatReceipt({ block, receipt: receipts[txIndex]!, txIndex, spec, logs });
}

interface PlacedReceipt {
  block: StoredBlock;
  receipt: Receipt;
  txIndex: number;
  spec: ChainSpec;
  /** Those of the transaction. */
  logs: readonly PlacedLog[];
}

/** Before Byzantium a receipt has the state root where it is known, afterwards a status (EIP-658). */
function formatReceipt({ block, receipt, txIndex, spec, logs }: PlacedReceipt) {
  const { header } = block;
  const transaction = block.transactions[txIndex]!;
  const { type, status, postState, contractAddress } = receipt;
  return {
    type: toQuantity(type),
    ...(postState === undefined ? { status: toQuantity(status) } : { root: postState }),
    cumulativeGasUsed: toQuantity(receipt.cumulativeGasUsed),
    logs: logs.map((log) => formatLog(log)),
    logsBloom: receipt.logsBloom,
    transactionHash: hashOf(transaction),
    transactionIndex: toQuantity(txIndex),
    blockHash: block.hash,
    blockNumber: toQuantity(header.number),
    from: senderOf(transaction),
    to: transaction.to,
    contractAddress: contractAddress ?? null,
    gasUsed: toQuantity(receipt.gasUsed),
    effectiveGasPrice: toQuantity(effectiveGasPrice(transaction, header.baseFeePerGas)),
    ...(type === 3 && blobFields(block, txIndex, spec)),
  };
}

function blobFields(
  { header, transactions, totalDifficulty }: StoredBlock,
  txIndex: number,
  spec: ChainSpec,
) {
  const { number, timestamp, difficulty, excessBlobGas = 0n } = header;
  const rules = rulesOf(
    spec.hardforkAt({ number, timestamp, parentTotalDifficulty: totalDifficulty - difficulty }),
  );
  const count = transactions[txIndex]!.blobVersionedHashes.length;
  return {
    blobGasUsed: toQuantity(BLOB_GAS * BigInt(count)),
    blobGasPrice: toQuantity(blobBaseFee(excessBlobGas, rules)),
  };
}
