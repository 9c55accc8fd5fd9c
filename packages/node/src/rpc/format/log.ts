import type { Hash, Log } from '@heddle/engine';
import { toQuantity } from './hex.ts';

/** A log and where it stands. */
export interface PlacedLog {
  log: Log;
  blockHash: Hash;
  blockNumber: bigint;
  /** Seconds since 1970. */
  blockTimestamp: bigint;
  transactionHash: Hash;
  txIndex: number;
  /** Position among all logs of the block. */
  logIndex: number;
}

/** @param isRemoved its block left the canonical chain */
export function formatLog(placed: PlacedLog, isRemoved = false) {
  const { log, blockHash, blockNumber, blockTimestamp, transactionHash, txIndex, logIndex } = placed;
  return {
    address: log.address,
    topics: log.topics,
    data: log.data,
    blockNumber: toQuantity(blockNumber),
    transactionHash,
    transactionIndex: toQuantity(txIndex),
    blockHash,
    blockTimestamp: toQuantity(blockTimestamp),
    logIndex: toQuantity(logIndex),
    removed: isRemoved,
  };
}
