/** How the block went, out of the shared memory. */
import { layout } from '@heddle/evm';
import type { Conflict, TransactionReport } from '../report.ts';
import { resultAt } from './readResults.ts';
import type { SharedMemory } from './sharedMemory.ts';
import { readAddress, readHash } from './words.ts';

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

const FIELDS = ['balance', 'nonce', 'code'] as const;

/** The locations with conflicts, hottest first; their counters start again at zero. */
export function takeConflicts(shared: SharedMemory): Conflict[] {
  const conflicts: Conflict[] = [];
  let account = shared.getUint32(layout.CTRL_ALL_ACCOUNTS);
  for (; account !== 0; account = shared.getUint32(account + layout.ACCOUNT_ALL_NEXT)) {
    FIELDS.forEach((kind, field) => {
      const count = takeCount(shared, account + layout.ACCOUNT_CONFLICTS + 4 * field);
      if (count === 0) return;
      conflicts.push({ address: readAddress(shared.bytes, account + layout.ACCOUNT_ADDRESS), kind, count });
    });
  }
  let slot = shared.getUint32(layout.CTRL_ALL_SLOTS);
  for (; slot !== 0; slot = shared.getUint32(slot + layout.SLOT_ALL_NEXT)) {
    const count = takeCount(shared, slot + layout.SLOT_CONFLICTS);
    if (count === 0) continue;
    const owner = shared.getUint32(slot + layout.SLOT_ACCOUNT);
    const address = readAddress(shared.bytes, owner + layout.ACCOUNT_ADDRESS);
    conflicts.push({ address, kind: 'slot', slot: readHash(shared.bytes, slot + layout.SLOT_KEY), count });
  }
  return conflicts.sort((a, b) => b.count - a.count);
}

function takeCount(shared: SharedMemory, at: number): number {
  const count = shared.getUint32(at);
  if (count !== 0) shared.setUint32(at, 0);
  return count;
}
