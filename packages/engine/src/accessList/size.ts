/** How long a block access list may be (EIP-7928). */
import { BlockAccessListTooLongError } from '../errors/block.ts';
import type { BlockAccessList, Header } from '../types.ts';

/** A block has this much gas for each account and slot that its list names: below what a first access costs. */
const ITEM_GAS = 2_000n;

/** @throws BlockAccessListTooLongError when the list names more accounts and slots than the gas limit allows */
export function checkAccessListSize(
  list: BlockAccessList,
  { gasLimit, number }: Pick<Header, 'gasLimit' | 'number'>,
): void {
  let actual = list.length;
  for (const { storageChanges, storageReads } of list) actual += storageChanges.length + storageReads.length;
  const limit = gasLimit / ITEM_GAS;
  if (actual > limit) throw new BlockAccessListTooLongError({ actual, limit, number });
}
