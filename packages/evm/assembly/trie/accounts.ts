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

/** Gives each part the stretch of the order that is for it, with the accounts of the part, not sorted yet. */
export function shareAccounts(): void {
  const first = <usize>load<u32>(RUN_ITEMS);
  const end = first + <usize>load<u32>(RUN_ACCOUNT_COUNT) * ITEM_BYTES;
  const parts = load<u32>(RUN_PART_COUNT);
  // PART_END counts, and then is where the next account goes.
  for (let index: u32 = 0; index < parts; index++) store<u32>(partOf(index), 0, PART_END);
  for (let item = first; item < end; item += ITEM_BYTES) {
    const part = partOfKey(item);
    store<u32>(part, load<u32>(part, PART_END) + ENTRY_BYTES, PART_END);
  }
  let start = load<u32>(RUN_ACCOUNT_ORDER);
  for (let index: u32 = 0; index < parts; index++) {
    const part = partOf(index);
    const bytes = load<u32>(part, PART_END);
    store<u32>(part, start, PART_START);
    store<u32>(part, start, PART_END);
    start += bytes;
  }
  for (let item = first; item < end; item += ITEM_BYTES) {
    const part = partOfKey(item);
    const entry = load<u32>(part, PART_END);
    setEntry(<usize>entry, item);
    store<u32>(part, entry + ENTRY_BYTES, PART_END);
  }
}

function partOfKey(key: usize): usize {
  return partOf(isWhole() ? 0 : nibbleAt(key, 0));
}

/** Sorts the accounts of a part and finds the leaves of those with slots. */
export function findAccounts(index: u32): void {
  chooseKind(true);
  const part = partOf(index);
  const start = <usize>load<u32>(part, PART_START);
  const end = <usize>load<u32>(part, PART_END);
  sortEntries(start, end);
  const root = <usize>load<u32>(STATE_TRIE, TRIE_NODE);
  for (let entry = start; entry < end; entry += ENTRY_BYTES) {
    const item = itemOf(entry);
    if (slotCountOf(item) == 0) continue;
    let leaf = isWhole() ? findLeaf(root, item, 0) : findLeaf(childAt(root, index, item, 0), item, 1);
    if (leaf == 0) leaf = newAccount(item);
    store<u32>(item, <u32>leaf, ITEM_LEAF);
    offerSplit(item, leaf);
  }
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
