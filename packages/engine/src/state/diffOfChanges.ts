/** A diff out of changes that no execution made: what a chain's rules or a developer decree. */
import { layout } from '@heddle/evm';
import type { Account, AccountChange, Address, Hash, StateChanges } from '../types.ts';
import { DiffWriter } from './diffWriter.ts';
import type { StateDiff } from './stateDiff.ts';

/** Reads the state before the changes, synchronously. */
export interface StateBefore {
  account(address: Address): Account | undefined;
  storage(address: Address, slot: Hash): bigint;
}

/** The diff that changes make to a state; with storage cleared it is to be completed, as a block's own. */
export function diffOfChanges(changes: StateChanges, before: StateBefore): StateDiff {
  const accounts = [...changes.accounts].sort((a, b) => (a.address < b.address ? -1 : 1));
  const slotCount = accounts.reduce((sum, { storage }) => sum + storage.length, 0);
  const writer = new DiffWriter(accounts.length, slotCount);
  for (const change of accounts) writeChange(writer, change, before);
  return writer.finish(new Map(changes.code));
}

function writeChange(writer: DiffWriter, change: AccountChange, state: StateBefore): void {
  const { address, account, storageCleared, storage } = change;
  const before = state.account(address);
  let flags: number = layout.DIFF_FIELDS;
  if (before !== undefined) flags |= layout.DIFF_EXISTS_BEFORE;
  if (before?.hasStorage) flags |= layout.DIFF_MAY_OWN_BEFORE;
  if (account !== null) flags |= layout.DIFF_EXISTS_AFTER;
  if (storageCleared) flags |= layout.DIFF_STORAGE_CLEARED;
  const keepsStorage = before?.hasStorage === true && !storageCleared;
  if (account !== null && (keepsStorage || storage.some(([, value]) => value !== 0n)))
    flags |= layout.DIFF_MAY_OWN_AFTER;
  writer.account({ address, flags, before, after: account ?? undefined, slotCount: storage.length });
  for (const [slot, value] of [...storage].sort(([a], [b]) => (a < b ? -1 : 1)))
    writer.slot([slot, state.storage(address, slot), value]);
}
