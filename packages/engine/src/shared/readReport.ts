/** How the block went, out of the shared memory. */
import { layout } from '@heddle/evm';
import type { TransactionReport } from '../report.ts';
import { resultAt } from './readResults.ts';
import type { SharedMemory } from './sharedMemory.ts';

/**
 * One entry per transaction at the places `kept`; `results` is the first record, `origin` is when the block began, on the
 * workers' clock. `blockedBy` is a place among all that were offered.
 */
export function readTransactionReports(
  shared: SharedMemory,
  results: number,
  origin: number,
  kept: readonly number[],
): TransactionReport[] {
  return kept.map((txIndex) => {
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
