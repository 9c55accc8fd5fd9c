import type { Receipt } from '@heddle/engine';
import type { StoredBlock } from '../chainReader.ts';
import type { PlacedLog } from '../format/log.ts';
import { hashOf } from '../format/transaction.ts';

/** All logs of a block in order, each with its place. */
export function placeLogs(block: StoredBlock, receipts: readonly Receipt[]): PlacedLog[] {
  const { hash: blockHash, header, transactions } = block;
  let logIndex = 0;
  return receipts.flatMap(({ logs }, txIndex) =>
    logs.map((log) => ({
      log,
      blockHash,
      blockNumber: header.number,
      blockTimestamp: header.timestamp,
      transactionHash: hashOf(transactions[txIndex]!),
      txIndex,
      logIndex: logIndex++,
    })),
  );
}
