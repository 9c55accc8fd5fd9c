/** What a block changed, out of what the core wrote down. */
import { layout } from '@heddle/evm';
import { EMPTY_CODE_HASH } from '../hash.ts';
import type { Conflict } from '../report.ts';
import type { StateDiff } from '../state/stateDiff.ts';
import type { Hash } from '../types.ts';
import type { SharedMemory } from './sharedMemory.ts';
import { readAddress, readHash } from './words.ts';

/** What a block changed, and where its transactions disturbed each other. */
export interface TakenChanges {
  diff: StateDiff;
  conflicts: Conflict[];
}

/** Has the core write down what the block changed, and copies it out. Empties the dirty lists. */
export function takeChanges(shared: SharedMemory, workers: number): TakenChanges {
  const { core, bytes } = shared;
  core.encodeChanges(workers);
  const copy = (start: number, size: number) => bytes.slice(start >>> 0, (start >>> 0) + size);
  return {
    diff: {
      accounts: copy(core.accountRecords.value, core.accountCount.value * layout.DIFF_ACCOUNT_BYTES),
      slots: copy(core.slotRecords.value, core.slotCount.value * layout.DIFF_SLOT_BYTES),
      codes: readNewCode(shared, core.firstNewCode.value >>> 0),
    },
    conflicts: readConflicts(shared, core.firstConflict.value >>> 0),
  };
}

/** The code that accounts got, by ascending hash. */
function readNewCode(shared: SharedMemory, first: number): Map<Hash, Uint8Array> {
  const codes = new Map<Hash, Uint8Array>();
  for (let at = first; at !== 0; at = shared.getUint32(at)) {
    const entry = shared.getUint32(at + layout.NEW_CODE_ENTRY);
    const hash = readHash(shared.bytes, entry + layout.CODE_HASH);
    if (hash === EMPTY_CODE_HASH || codes.has(hash)) continue;
    const start = shared.getUint32(entry + layout.CODE_START);
    codes.set(hash, shared.bytes.slice(start, start + shared.getUint32(entry + layout.CODE_LENGTH)));
  }
  return codes.size < 2 ? codes : new Map([...codes].sort(([a], [b]) => (a < b ? -1 : 1)));
}

const KINDS = ['balance', 'nonce', 'code', 'slot'] as const;

/** The locations at which transactions were aborted, hottest first. */
function readConflicts(shared: SharedMemory, first: number): Conflict[] {
  const conflicts: Conflict[] = [];
  for (let at = first; at !== 0; at = shared.getUint32(at + layout.CONFLICT_NEXT)) {
    const address = readAddress(shared.bytes, at + layout.CONFLICT_ADDRESS);
    const kind = KINDS[shared.getUint32(at + layout.CONFLICT_KIND)] as Conflict['kind'];
    const count = shared.getUint32(at + layout.CONFLICT_COUNT);
    const slot = kind === 'slot' ? { slot: readHash(shared.bytes, at + layout.CONFLICT_KEY) } : {};
    conflicts.push({ address, kind, ...slot, count });
  }
  return conflicts.sort((a, b) => b.count - a.count);
}
