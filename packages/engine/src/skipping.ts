/** Which of the offered transactions are in the block: all, or when one is being built those that are valid. */
import { layout } from '@heddle/evm';
import type { BlockRun, PlacedTransactions } from './blockRun.ts';
import { readSkipped } from './shared/readResults.ts';
import { blobGasOf } from './transaction/validate.ts';
import type { Transaction } from './types.ts';

/** A transaction that was left out of a block that was built, and why. */
export interface SkippedTransaction {
  /** Its place among those that were offered. */
  txIndex: number;
  /** An InvalidTransactionError of those that need the state. */
  error: Error;
}

export interface Chosen {
  /** Places of the transactions in the block, ascending. */
  kept: number[];
  /** Undefined unless asked for. */
  skipped: SkippedTransaction[] | undefined;
}

/** Tells the core whether an invalid transaction is skipped or ends the block. */
export function setSkipping({ shared }: BlockRun, isBuilding: boolean): void {
  shared.setUint32(layout.BLOCK_SKIPS, isBuilding ? 1 : 0);
}

/** Reads what became of the transactions and notes the ones in the block as executed, each at its place there. */
export function readChosen(run: BlockRun, placed: PlacedTransactions, isBuilding: boolean): Chosen {
  const { shared, block } = run;
  const errors = isBuilding ? readSkipped(shared, block, placed.results) : new Map<number, Error>();
  const kept: number[] = [];
  for (let txIndex = 0; txIndex < placed.count; txIndex++) if (!errors.has(txIndex)) kept.push(txIndex);
  for (let start = 0; start < kept.length; ) {
    const first = kept[start] as number;
    let end = start + 1;
    while (kept[end] === first + end - start) end++;
    const results = placed.results + first * layout.RESULT_BYTES;
    run.executed.push({ results, count: end - start, index: start + 1, paysFees: true });
    start = end;
  }
  const skipped = [...errors].map(([txIndex, error]) => ({ txIndex, error }));
  return { kept, skipped: isBuilding ? skipped : undefined };
}

/** Blob gas of the transactions in the block. */
export function blobGasOfKept(transactions: readonly Transaction[], { kept }: Chosen): bigint {
  return kept.reduce((sum, txIndex) => sum + blobGasOf(transactions[txIndex] as Transaction), 0n);
}
