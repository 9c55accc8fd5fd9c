/** Diffs that follow each other, as one. */
import { layout } from '@heddle/evm';
import type { Address, Hash } from '../types.ts';
import { DiffWriter, type SlotChange } from './diffWriter.ts';
import { type DiffAccount, type DiffFields, diffAccounts, type StateDiff } from './stateDiff.ts';

/** An account from before the first diff that names it to after the last. */
interface Joined {
  first: DiffAccount;
  last: DiffAccount;
  slots: Map<Hash, { before: bigint; after: bigint }>;
}

const BEFORE = layout.DIFF_EXISTS_BEFORE | layout.DIFF_MAY_OWN_BEFORE;
const AFTER = layout.DIFF_EXISTS_AFTER | layout.DIFF_MAY_OWN_AFTER;

/**
 * What several diffs do together, each made on the state that the one before it leaves. They must be complete. A location
 * that ends as it began stays named.
 */
export function joinDiffs(diffs: readonly StateDiff[]): StateDiff {
  const [only] = diffs;
  if (only !== undefined && diffs.length === 1) return only;
  const accounts = new Map<Address, Joined>();
  const codes = new Map<Hash, Uint8Array>();
  for (const diff of diffs) {
    for (const account of diffAccounts(diff)) joinAccount(accounts, account);
    for (const [hash, code] of diff.codes) codes.set(hash, code);
  }
  const inOrder = [...accounts].sort(byKey);
  const slotCount = inOrder.reduce((sum, [, { slots }]) => sum + slots.size, 0);
  const writer = new DiffWriter(inOrder.length, slotCount);
  for (const [address, joined] of inOrder) writeJoined(writer, address, joined);
  return writer.finish(new Map([...codes].sort(byKey)));
}

function joinAccount(accounts: Map<Address, Joined>, account: DiffAccount): void {
  const known = accounts.get(account.address);
  const joined = known ?? { first: account, last: account, slots: new Map() };
  joined.last = account;
  if (known === undefined) accounts.set(account.address, joined);
  for (const slot of account.slots()) {
    const before = joined.slots.get(slot.key)?.before ?? slot.valueAt('before');
    joined.slots.set(slot.key, { before, after: slot.valueAt('after') });
  }
}

function writeJoined(writer: DiffWriter, address: Address, { first, last, slots }: Joined): void {
  const before = first.fieldsAt('before');
  const after = last.fieldsAt('after');
  const differ = isSame(before, after) ? 0 : layout.DIFF_FIELDS;
  const flags = (first.flags & BEFORE) | (last.flags & AFTER) | differ;
  writer.account({ address, flags, before, after, slotCount: slots.size });
  const changes = [...slots].sort(byKey);
  for (const [slot, values] of changes) writer.slot([slot, values.before, values.after] satisfies SlotChange);
}

function isSame(a: DiffFields | undefined, b: DiffFields | undefined): boolean {
  return a?.nonce === b?.nonce && a?.balance === b?.balance && a?.codeHash === b?.codeHash;
}

function byKey([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  return a < b ? -1 : 1;
}
