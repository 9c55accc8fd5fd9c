/** The rules that a block access list keeps by itself, whatever the block did (EIP-7928). */
import { BlockAccessListMalformedError } from '../errors/block.ts';
import type { AccountAccesses, BlockAccessList, IndexedValue } from '../types.ts';

/** Index of the first item that does not come after the one before it, or -1. */
function firstOutOfOrder<Key>(keys: readonly Key[]): number {
  return keys.findIndex((key, i) => i > 0 && !((keys[i - 1] as Key) < key));
}

function checkOrder(keys: readonly (string | number)[], what: string, number: bigint): void {
  const at = firstOutOfOrder(keys);
  if (at < 0) return;
  const reason =
    keys[at] === keys[at - 1] ? `has ${keys[at]} twice` : `has ${keys[at]} after ${keys[at - 1]}`;
  throw new BlockAccessListMalformedError({ number, reason: `${what} ${reason}` });
}

/** Lists that passed, with their last place: a list stays as it is, so running a block again need not look again. */
const checked = new WeakMap<BlockAccessList, number>();

/**
 * Checks order, uniqueness and places.
 *
 * @param places the last place: number of transactions + 1
 * @throws BlockAccessListMalformedError for the first rule broken
 */
export function checkBlockAccessList(list: BlockAccessList, places: number, number: bigint): void {
  if (checked.get(list) === places) return;
  checkOrder(
    list.map(({ address }) => address),
    'the list',
    number,
  );
  for (const account of list) checkAccount(account, places, number);
  checked.set(list, places);
}

function checkAccount(account: AccountAccesses, places: number, number: bigint): void {
  const { address, storageChanges, storageReads } = account;
  const checkChanges = (changes: readonly IndexedValue<unknown>[], what: string) => {
    const indices = changes.map(({ index }) => index);
    checkOrder(indices, `${what} of ${address}`, number);
    const last = indices.at(-1) ?? 0;
    if (last > places) {
      const reason = `${what} of ${address} at index ${last}, the last is ${places}`;
      throw new BlockAccessListMalformedError({ number, reason });
    }
  };
  const written = storageChanges.map(({ slot }) => slot);
  checkOrder(written, `storage changes of ${address}`, number);
  checkOrder(storageReads, `storage reads of ${address}`, number);
  const both = new Set(written);
  const twice = storageReads.find((slot) => both.has(slot));
  if (twice !== undefined) {
    const reason = `slot ${twice} of ${address} is among changes and reads`;
    throw new BlockAccessListMalformedError({ number, reason });
  }
  for (const { slot, changes } of storageChanges) {
    if (changes.length === 0) {
      const reason = `slot ${slot} of ${address} is among the changes without any`;
      throw new BlockAccessListMalformedError({ number, reason });
    }
    checkChanges(changes, `changes of slot ${slot}`);
  }
  checkChanges(account.balanceChanges, 'balance changes');
  checkChanges(account.nonceChanges, 'nonce changes');
  checkChanges(account.codeChanges, 'code changes');
}
