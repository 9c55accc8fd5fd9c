import { layout } from '@heddle/evm';
import type { AccountChange, StateChanges } from '../types.ts';
import {
  type DiffDirection,
  type DiffSide,
  diffAccounts,
  expectComplete,
  type StateDiff,
} from './stateDiff.ts';

/**
 * A diff as objects, in ascending order: what leads from the state before the block to that after it, or back. The way
 * back brings no code: what a state once had it keeps.
 *
 * @throws StateDiffIncompleteError for the way back when the diff drops storage without naming its slots
 */
export function changesOfDiff(diff: StateDiff, direction: DiffDirection = 'forward'): StateChanges {
  const side: DiffSide = direction === 'forward' ? 'after' : 'before';
  if (side === 'before') expectComplete(diff);
  const accounts: AccountChange[] = [];
  for (const account of diffAccounts(diff)) {
    const { address } = account;
    const storageCleared = account.has(layout.DIFF_STORAGE_CLEARED);
    const storage: AccountChange['storage'] = [];
    for (const slot of account.slots()) storage.push([slot.key, slot.valueAt(side)]);
    accounts.push({ address, account: account.fieldsAt(side) ?? null, storageCleared, storage });
  }
  return { accounts, code: side === 'after' ? [...diff.codes] : [] };
}
