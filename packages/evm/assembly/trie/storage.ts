/** The storage tries of the accounts whose slots change. */

import { DIFF_FIRST_SLOT, DIFF_SLOT_BYTES, DIFF_SLOT_COUNT } from '../layout';
import { setFlags } from './branch';
import { recordOf } from './changes';
import { finishDigests } from './digest';
import { chooseOwner } from './key';
import {
  ACCOUNT_STORAGE,
  CTRL_SPLITS,
  ENTRY_BYTES,
  ITEM_LEAF,
  ITEM_NEXT,
  ITEM_SPLIT,
  NODE_CHANGED,
  PARTS,
  RUN_FIRST_SLOT,
  RUN_OWNERS,
  RUN_SLOT_ORDER,
  RUN_SLOTS,
  RUN_SPLIT_SLOTS,
  RUN_SPLITS,
  SPLIT_BYTES,
  SPLIT_DONE,
  SPLIT_ITEM,
  SPLIT_PARTS,
} from './layout';
import { chooseKind } from './leaf';
import { presentRoot } from './load';
import { nibbleAt } from './nibbles';
import { canSplit, joinParts, partAt, updatePart } from './parts';
import { beginLevels, refreshLevels } from './refresh';
import { setEntry, sortEntries } from './sort';
import { collectTrie, hashTrie, setRoot, submitTrie } from './trie';
import { update } from './update';

export function slotCountOf(item: usize): u32 {
  return load<u32>(recordOf(item), DIFF_SLOT_COUNT);
}

/** Index of the account's first slot among those of the run. */
function firstSlotOf(item: usize): usize {
  return <usize>(load<u32>(recordOf(item), DIFF_FIRST_SLOT) - load<u32>(RUN_FIRST_SLOT));
}

function storageOf(item: usize): usize {
  return <usize>load<u32>(item, ITEM_LEAF) + ACCOUNT_STORAGE;
}

function chooseStorage(item: usize): void {
  chooseKind(false);
  chooseOwner(item);
}

/** Gives a storage trie with many changes to sixteen tasks, if it has the shape for that. */
export function offerSplit(item: usize, leaf: usize): void {
  if (slotCountOf(item) < load<u32>(RUN_SPLIT_SLOTS)) return;
  chooseStorage(item);
  if (canSplit(presentRoot(leaf + ACCOUNT_STORAGE))) {
    const split = splitAt(atomic.add<u32>(CTRL_SPLITS, 1));
    store<u32>(split, <u32>item, SPLIT_ITEM);
    atomic.store<u32>(split + SPLIT_DONE, 0);
    store<u32>(item, 1, ITEM_SPLIT);
  }
  chooseKind(true);
}

function splitAt(index: u32): usize {
  return <usize>load<u32>(RUN_SPLITS) + <usize>index * SPLIT_BYTES;
}

function ownerAt(index: u32): usize {
  return <usize>load<u32>(<usize>load<u32>(RUN_OWNERS) + ((<usize>index) << 2));
}

/**
 * Changes and hashes the storage tries of the accounts from `first` to before `end` in the list of owners, but those that
 * are split. Together: most tries have few changes, and what is at the same depth in any of them can be hashed in pairs.
 */
export function updateStorages(first: u32, end: u32): void {
  beginLevels();
  let changed: usize = 0;
  for (let index = first; index < end; index++) {
    const item = ownerAt(index);
    if (load<u32>(item, ITEM_SPLIT) != 0 || !updateSlots(item)) continue;
    collectTrie(storageOf(item));
    store<u32>(item, <u32>changed, ITEM_NEXT);
    changed = item;
  }
  refreshLevels();
  for (; changed != 0; changed = <usize>load<u32>(changed, ITEM_NEXT)) {
    submitTrie(storageOf(changed));
    noteChange(changed);
  }
  finishDigests();
}

/** Changes the storage of an account; true when anything in it is not what it was. */
function updateSlots(item: usize): bool {
  chooseStorage(item);
  const start = <usize>load<u32>(RUN_SLOT_ORDER) + firstSlotOf(item) * ENTRY_BYTES;
  const end = sortSlots(item, start, PARTS);
  const trie = storageOf(item);
  return setRoot(trie, update(presentRoot(trie), start, end, 0));
}

/** Changes and hashes a sixteenth of a split storage trie; the last one makes the trie whole. */
export function updateStoragePart(task: u32): void {
  const split = splitAt(task / PARTS);
  const index = task % PARTS;
  const item = <usize>load<u32>(split, SPLIT_ITEM);
  chooseStorage(item);
  const parts = split + SPLIT_PARTS;
  const start = partStart(item, index);
  const end = sortSlots(item, start, index);
  updatePart(storageOf(item), partAt(parts, index), index, start, end, false);
  if (atomic.add<u32>(split + SPLIT_DONE, 1) + 1 < <u32>PARTS) return;
  if (!joinParts(storageOf(item), parts, item)) return;
  hashTrie(storageOf(item));
  noteChange(item);
}

/** The account has changed with its storage, and is written whenever a node of that is. */
function noteChange(item: usize): void {
  setFlags(<usize>load<u32>(item, ITEM_LEAF), NODE_CHANGED);
}

/** Where the order of a part begins: behind the slots of the parts before it. */
function partStart(item: usize, index: u32): usize {
  const first = firstSlotOf(item);
  let slot = <usize>load<u32>(RUN_SLOTS) + first * DIFF_SLOT_BYTES;
  const slotsEnd = slot + <usize>slotCountOf(item) * DIFF_SLOT_BYTES;
  let start = <usize>load<u32>(RUN_SLOT_ORDER) + first * ENTRY_BYTES;
  for (; slot < slotsEnd; slot += DIFF_SLOT_BYTES) if (nibbleAt(slot, 0) < index) start += ENTRY_BYTES;
  return start;
}

/** Writes sorted entries for the account's slots with that first nibble, or for all of them; the end of the entries. */
function sortSlots(item: usize, start: usize, nibble: u32): usize {
  let slot = <usize>load<u32>(RUN_SLOTS) + firstSlotOf(item) * DIFF_SLOT_BYTES;
  const slotsEnd = slot + <usize>slotCountOf(item) * DIFF_SLOT_BYTES;
  let end = start;
  for (; slot < slotsEnd; slot += DIFF_SLOT_BYTES) {
    if (nibble != PARTS && nibbleAt(slot, 0) != nibble) continue;
    setEntry(end, slot);
    end += ENTRY_BYTES;
  }
  sortEntries(start, end);
  return end;
}
