/** Whether the calls of the protocol around the transactions did what a block access list says of them (EIP-7928). */
import { layout } from '@heddle/evm';
import type { Executed } from '../shared/readAccesses.ts';
import type { SharedMemory } from '../shared/sharedMemory.ts';
import type { AccountAccesses, Address, BlockAccessList, IndexedValue } from '../types.ts';
import { AccessListBuilder } from './build.ts';
import { listDifferences } from './compare.ts';

/** The account of a list, which is in order. */
function findAccount(list: BlockAccessList, address: Address): AccountAccesses | undefined {
  let [low, high] = [0, list.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((list[middle] as AccountAccesses).address < address) low = middle + 1;
    else high = middle;
  }
  return list[low]?.address === address ? list[low] : undefined;
}

/** An account's changes at some places. */
function changesAt(account: AccountAccesses, isWanted: (index: number) => boolean): AccountAccesses {
  const only = <Value>(changes: IndexedValue<Value>[]) => changes.filter(({ index }) => isWanted(index));
  const storageChanges = account.storageChanges
    .map(({ slot, changes }) => ({ slot, changes: only(changes) }))
    .filter(({ changes }) => changes.length > 0);
  const { address, balanceChanges, nonceChanges, codeChanges } = account;
  return {
    address,
    storageChanges,
    storageReads: [],
    balanceChanges: only(balanceChanges),
    nonceChanges: only(nonceChanges),
    codeChanges: only(codeChanges),
  };
}

function countChanges(list: BlockAccessList): number {
  return list.reduce(
    (sum, { storageChanges, balanceChanges, nonceChanges, codeChanges }) =>
      storageChanges.reduce((count, { changes }) => count + changes.length, sum) +
      balanceChanges.length +
      nonceChanges.length +
      codeChanges.length,
    0,
  );
}

/** Marks what the calls met as seen; false when the list does not name it. */
function markSeen(shared: SharedMemory, builder: AccessListBuilder): boolean {
  const mark = (row: number): boolean => {
    if (row !== 0) shared.setUint32(row + layout.LIST_SEEN, 1);
    return row !== 0;
  };
  for (const { account, slots } of builder.entries()) {
    if (!mark(shared.getUint32(account + layout.ACCOUNT_LISTED))) return false;
    for (const slot of slots.keys()) if (!mark(shared.getUint32(slot + layout.SLOT_LISTED))) return false;
  }
  return true;
}

/**
 * Compares the calls and credits before and after the transactions with a list of which the rest is verified.
 *
 * @param systemChanges changes that the list has at their places
 */
export function isSystemPartAsListed(
  shared: SharedMemory,
  executed: readonly Executed[],
  list: BlockAccessList,
  transactions: number,
  systemChanges: number,
): boolean {
  let left = systemChanges;
  for (const place of [0, transactions + 1]) {
    const earlier = (address: Address) => {
      const account = place === 0 ? undefined : findAccount(list, address);
      return account && changesAt(account, (index) => index < place);
    };
    const builder = new AccessListBuilder(shared, earlier);
    for (const one of executed) {
      if (one.index !== place) continue;
      if ('account' in one) builder.addCredit(one.index, one.account, one.amount);
      else if (!one.paysFees) builder.addGroup(one, undefined);
    }
    if (!markSeen(shared, builder)) return false;
    const done = builder.build().map((account) => changesAt(account, () => true));
    const said = done.map(({ address }) =>
      changesAt(findAccount(list, address) as AccountAccesses, (index) => index === place),
    );
    if (!listDifferences(said, done).next().done) return false;
    left -= countChanges(done);
  }
  return left === 0;
}
