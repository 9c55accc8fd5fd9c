import type { BlockRecord } from '../record.ts';
import type { TransactionReport } from '../report.ts';

function middle(values: number[]): number {
  const sorted = values.sort((a, b) => a - b);
  return sorted[sorted.length >> 1] ?? 0;
}

/**
 * A record with the median time of each transaction over several serial runs. The times of one run hold whatever
 * else the machine did: a single interruption of 10 ms looks like a transaction that nothing can share out.
 *
 * @param runs reports of serial runs of the same block, at least one
 */
export function retime(
  record: BlockRecord,
  runs: readonly (readonly Pick<TransactionReport, 'startMs' | 'endMs'>[])[],
): BlockRecord {
  const transactions = record.transactions.map((transaction, txIndex) => ({
    ...transaction,
    ms: middle(
      runs.flatMap((run) => run.slice(txIndex, txIndex + 1).map(({ startMs, endMs }) => endMs - startMs)),
    ),
  }));
  return { ...record, transactions };
}
