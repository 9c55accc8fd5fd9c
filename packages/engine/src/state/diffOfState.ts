/** A whole state as a diff from nothing: how a chain begins. */
import { layout } from '@heddle/evm';
import type { Hash } from '../types.ts';
import { type Alloc, readAlloc } from './alloc.ts';
import { DiffCollector } from './diffCollector.ts';
import { DiffWriter } from './diffWriter.ts';
import type { MemoryState, StoredAccount } from './memoryState.ts';
import type { StateDiff } from './stateDiff.ts';

/** The state that an allocation describes. @throws FieldMalformedError naming the field */
export function diffOfAlloc(alloc: Alloc): StateDiff {
  const collector = new DiffCollector();
  for (const entry of readAlloc(alloc, 'alloc')) collector.add(entry);
  return collector.finish();
}

/** All that a state holds. */
export function diffOfState(state: MemoryState): StateDiff {
  const accounts = [...state.entries()].sort(byKey);
  const slotCount = accounts.reduce((sum, [, { storage }]) => sum + valuesOf(storage).length, 0);
  const writer = new DiffWriter(accounts.length, slotCount);
  for (const [address, { nonce, balance, codeHash, storage }] of accounts) {
    const values = valuesOf(storage).sort(byKey);
    const owns = values.length === 0 ? 0 : layout.DIFF_MAY_OWN_AFTER;
    writer.account({
      address,
      flags: layout.DIFF_EXISTS_AFTER | layout.DIFF_FIELDS | owns,
      before: undefined,
      after: { nonce, balance, codeHash },
      slotCount: values.length,
    });
    for (const [slot, value] of values) writer.slot([slot, 0n, value]);
  }
  return writer.finish(new Map([...state.codes()].sort(byKey)));
}

/** Strict states know slots that are empty. */
function valuesOf(storage: StoredAccount['storage']): [Hash, bigint][] {
  return [...storage].filter(([, value]) => value !== 0n);
}

function byKey([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  return a < b ? -1 : 1;
}
