import { findLeaf } from './find';
import {
  ENTRY_BYTES,
  ITEM_BYTES,
  ITEM_LEAF,
  PART_END,
  PART_START,
  RUN_ACCOUNT_COUNT,
  RUN_ACCOUNT_ORDER,
  RUN_DEFER,
  RUN_ITEMS,
  RUN_PART_COUNT,
  RUN_PARTS,
  STATE_TRIE,
  TRIE_NODE,
} from './layout';
import { chooseKind, newAccount } from './leaf';
import { nibbleAt } from './nibbles';
import { joinParts, partAt, updatePart } from './parts';
import { itemOf, setEntry, sortEntries } from './sort';
import { offerSplit, slotCountOf } from './storage';
import { hashTrie, setRoot } from './trie';
import { childAt, update } from './update';

function partOf(index: u32): usize {
  return partAt(load<u32>(RUN_PARTS), index);
}

function isWhole(): bool {
  return load<u32>(RUN_PART_COUNT) == 1;
}

/** Sorts the accounts of a part and finds the leaves of those with slots. */
export function findAccounts(index: u32): void {
  chooseKind(true);
  const part = partOf(index);
  sortPart(part, index);
  const root = <usize>load<u32>(STATE_TRIE, TRIE_NODE);
  const end = <usize>load<u32>(part, PART_END);
  for (let entry = <usize>load<u32>(part, PART_START); entry < end; entry += ENTRY_BYTES) {
    const item = itemOf(entry);
    if (slotCountOf(item) == 0) continue;
    let leaf = isWhole() ? findLeaf(root, item, 0) : findLeaf(childAt(root, index, item, 0), item, 1);
    if (leaf == 0) leaf = newAccount(item);
    store<u32>(item, <u32>leaf, ITEM_LEAF);
    offerSplit(item, leaf);
  }
}

/** Fills the stretch of the order that belongs to a part: behind the accounts of the parts before it. */
function sortPart(part: usize, index: u32): void {
  let start = <usize>load<u32>(RUN_ACCOUNT_ORDER);
  let end = start;
  let item = <usize>load<u32>(RUN_ITEMS);
  const itemsEnd = item + <usize>load<u32>(RUN_ACCOUNT_COUNT) * ITEM_BYTES;
  if (!isWhole()) start += countBefore(item, itemsEnd, index) * ENTRY_BYTES;
  end = start;
  for (; item < itemsEnd; item += ITEM_BYTES) {
    if (!isWhole() && nibbleAt(item, 0) != index) continue;
    setEntry(end, item);
    end += ENTRY_BYTES;
  }
  sortEntries(start, end);
  store<u32>(part, <u32>start, PART_START);
  store<u32>(part, <u32>end, PART_END);
}

/** Number of keys, `stride` apart, whose first nibble is below `nibble`. */
function countBefore(item: usize, end: usize, nibble: u32): usize {
  let count: usize = 0;
  for (; item < end; item += ITEM_BYTES) if (nibbleAt(item, 0) < nibble) count++;
  return count;
}

/** Changes a part of the account trie. */
export function updateAccounts(index: u32): void {
  chooseKind(true);
  const part = partOf(index);
  const start = <usize>load<u32>(part, PART_START);
  const end = <usize>load<u32>(part, PART_END);
  if (isWhole()) setRoot(STATE_TRIE, update(<usize>load<u32>(STATE_TRIE, TRIE_NODE), start, end, 0));
  else updatePart(STATE_TRIE, part, index, start, end, load<u32>(RUN_DEFER) != 0);
}

/** When all parts are done: makes them one trie, and hashes it unless that is for another run. */
export function finishAccounts(): void {
  chooseKind(true);
  if (!isWhole()) joinParts(STATE_TRIE, load<u32>(RUN_PARTS), load<u32>(RUN_ITEMS));
  if (load<u32>(RUN_DEFER) == 0) hashTrie(STATE_TRIE);
}
