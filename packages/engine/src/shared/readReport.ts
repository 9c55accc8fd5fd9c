/** How the block went, out of the shared memory. */
import { layout } from '@heddle/evm';
import type { TransactionReport } from '../report.ts';
import { resultAt } from './readResults.ts';
import type { SharedMemory } from './sharedMemory.ts';

/** One entry per transaction; `results` is the first record, `origin` is when the block began, on the workers' clock. */
export function readTransactionReports(
  shared: SharedMemory,
  count: number,
  results: number,
  origin: number,
): TransactionReport[] {
  return Array.from({ length: count }, (_, txIndex) => {
    const result = resultAt(results, txIndex);
    const blocker = shared.getUint32(result + layout.RESULT_BLOCKED_BY);
    return {
      worker: shared.getUint32(result + layout.RESULT_WORKER),
      startMs: shared.view.getFloat64(result + layout.RESULT_START, true) - origin,
      endMs: shared.view.getFloat64(result + layout.RESULT_END, true) - origin,
      incarnations: shared.getUint32(result + layout.RESULT_INCARNATIONS),
      blockedBy: blocker === 0 ? undefined : blocker - 1,
    };
  });
}
