/** Where a block access list says something else than what the block did. */
import { BlockAccessListMismatchError, type ListDifference } from '../errors/block.ts';
import type { AccountAccesses, BlockAccessList, Hex, IndexedValue } from '../types.ts';

const PRESENT = 'present';

function* changeDifferences(
  listed: readonly IndexedValue<bigint | Hex>[],
  actual: readonly IndexedValue<bigint | Hex>[],
  at: Omit<ListDifference, 'index' | 'listed' | 'actual'>,
): Generator<ListDifference> {
  const said = new Map(listed.map(({ index, value }) => [index, value]));
  const done = new Map(actual.map(({ index, value }) => [index, value]));
  for (const index of new Set([...said.keys(), ...done.keys()])) {
    if (said.get(index) !== done.get(index))
      yield { ...at, index, listed: said.get(index), actual: done.get(index) };
  }
}

function emptyAt(address: Hex): AccountAccesses {
  return {
    address,
    storageChanges: [],
    storageReads: [],
    balanceChanges: [],
    nonceChanges: [],
    codeChanges: [],
  };
}

function* accountDifferences(listed: AccountAccesses, actual: AccountAccesses): Generator<ListDifference> {
  const { address } = listed;
  const said = new Map(listed.storageChanges.map(({ slot, changes }) => [slot, changes]));
  const done = new Map(actual.storageChanges.map(({ slot, changes }) => [slot, changes]));
  for (const slot of new Set([...said.keys(), ...done.keys()]))
    yield* changeDifferences(said.get(slot) ?? [], done.get(slot) ?? [], { address, entry: 'slot', slot });
  const reads = new Set(listed.storageReads);
  const read = new Set(actual.storageReads);
  for (const slot of reads)
    if (!read.has(slot)) yield { address, entry: 'read', slot, listed: PRESENT, actual: undefined };
  for (const slot of read)
    if (!reads.has(slot)) yield { address, entry: 'read', slot, listed: undefined, actual: PRESENT };
  yield* changeDifferences(listed.balanceChanges, actual.balanceChanges, { address, entry: 'balance' });
  yield* changeDifferences(listed.nonceChanges, actual.nonceChanges, { address, entry: 'nonce' });
  yield* changeDifferences(listed.codeChanges, actual.codeChanges, { address, entry: 'code' });
}

/** All entries on which two lists differ. */
export function* listDifferences(
  listed: BlockAccessList,
  actual: BlockAccessList,
): Generator<ListDifference> {
  const said = new Map(listed.map((account) => [account.address, account]));
  const done = new Map(actual.map((account) => [account.address, account]));
  for (const address of new Set([...said.keys(), ...done.keys()])) {
    const [one, other] = [said.get(address), done.get(address)];
    if (one === undefined) yield { address, entry: 'account', listed: undefined, actual: PRESENT };
    if (other === undefined) yield { address, entry: 'account', listed: PRESENT, actual: undefined };
    yield* accountDifferences(one ?? emptyAt(address), other ?? emptyAt(address));
  }
}

/**
 * Compares a list with what the block did.
 *
 * @throws BlockAccessListMismatchError with the first entry in block order on which they differ; an entry without a
 *   place, such as a read, comes after those that have one
 */
export function compareBlockAccessLists(
  listed: BlockAccessList,
  actual: BlockAccessList,
  number: bigint,
): void {
  const place = ({ index }: ListDifference) => index ?? Number.POSITIVE_INFINITY;
  let first: ListDifference | undefined;
  for (const difference of listDifferences(listed, actual))
    if (first === undefined || place(difference) < place(first)) first = difference;
  if (first !== undefined) throw new BlockAccessListMismatchError({ ...first, number });
}
