/** Names the slots that were dropped with the storage of an account, so that whoever applies a diff meets only slots. */
import { layout } from '@heddle/evm';
import type { Address, Hash } from '../types.ts';
import { DiffWriter, type SlotChange } from './diffWriter.ts';
import { type DiffAccount, diffAccounts, isComplete, type StateDiff } from './stateDiff.ts';

/** All slots that an account had before the block, each once, in any order; empty ones may be among them. */
export type SlotsBefore = (address: Address) => Iterable<readonly [slot: Hash, value: bigint]>;

/** An account and, where its storage was dropped, all that happened to its slots. */
interface Completed {
  account: DiffAccount;
  changes?: SlotChange[];
}

/** The same diff with a record for every slot that changed; `diff` itself when it is complete already. */
export function completeDiff(diff: StateDiff, slotsOf: SlotsBefore): StateDiff {
  if (isComplete(diff)) return diff;
  const completed = [...diffAccounts(diff)].map((account) => complete(account, slotsOf)).filter(hasChanged);
  const slotCount = completed.reduce((sum, one) => sum + slotCountOf(one), 0);
  const writer = new DiffWriter(completed.length, slotCount);
  for (const one of completed) {
    const { account, changes } = one;
    writer.copyAccount(account.record, account.flags & ~layout.DIFF_STORAGE_CLEARED, slotCountOf(one));
    if (changes === undefined) writer.copySlots(account.slotRecords);
    else for (const change of changes) writer.slot(change);
  }
  return writer.finish(diff.codes);
}

function complete(account: DiffAccount, slotsOf: SlotsBefore): Completed {
  if (!account.has(layout.DIFF_STORAGE_CLEARED)) return { account };
  const after = new Map([...account.slots()].map((slot) => [slot.key, slot.valueAt('after')]));
  const changes: SlotChange[] = [];
  for (const [slot, before] of slotsOf(account.address)) {
    const value = after.get(slot) ?? 0n;
    after.delete(slot);
    if (value !== before) changes.push([slot, before, value]);
  }
  for (const [slot, value] of after) changes.push([slot, 0n, value]);
  return { account, changes: changes.sort(([a], [b]) => (a < b ? -1 : 1)) };
}

function slotCountOf({ account, changes }: Completed): number {
  return changes?.length ?? account.slotCount;
}

/** False for an account that came and went within the block. */
function hasChanged(one: Completed): boolean {
  return one.account.has(layout.DIFF_FIELDS) || slotCountOf(one) !== 0;
}
