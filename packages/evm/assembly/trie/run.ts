/** A run: what a diff changes, in phases, by however many threads take part. */
import { DIFF_ACCOUNT_BYTES, DIFF_ADDRESS, DIFF_SLOT_BYTES } from '../layout';
import { findAccounts, finishAccounts, shareAccounts, updateAccounts } from './accounts';
import { beginArena } from './arena';
import { beginChanges, recordOf } from './changes';
import { beginDigests, finishDigests, messageBuffer, submit } from './digest';
import {
  CTRL_SPLITS,
  ITEM_BYTES,
  ITEM_KEY,
  ITEM_LEAF,
  ITEM_RECORD,
  ITEM_SPLIT,
  PARTS,
  PHASE_ACCOUNTS,
  PHASE_FIND,
  PHASE_HASH,
  PHASE_SHARE,
  PHASE_STORAGE,
  RUN_ACCOUNT_COUNT,
  RUN_ACCOUNTS,
  RUN_GROUP,
  RUN_ITEMS,
  RUN_OWNER_COUNT,
  RUN_OWNERS,
  RUN_PART_COUNT,
  RUN_PLAIN_KEYS,
  RUN_SLOT_COUNT,
  RUN_SLOTS,
  RUN_SPLIT_ACCOUNTS,
  RUN_THREADS,
  STATE_TRIE,
} from './layout';
import { chooseKind } from './leaf';
import { loadRoot, presentRoot } from './load';
import { copyKey } from './nibbles';
import { canSplit } from './parts';
import { beginPhases, claim, finish, waitFor } from './phase';
import { slotCountOf, updateStoragePart, updateStorages } from './storage';

/** Addresses or slots that are hashed by one task: 128 take 25 µs. */
const HASH_CHUNK: u32 = 128;
/** Storage tries in one task: more of them find no better partners for their messages. */
const LARGEST_GROUP: u32 = 16;

/** Makes the calling thread's instance ready to touch nodes. */
export function beginUse(): void {
  beginArena();
  beginDigests();
}

/** Reads the root of the account trie from the database; false when it is not there. */
export function openTrie(): bool {
  beginUse();
  chooseKind(true);
  return loadRoot();
}

/** Prepares a run, by the thread that calls it, before `work` on any. */
export function prepareRun(): void {
  beginUse();
  chooseKind(true);
  beginPhases();
  atomic.store<u32>(CTRL_SPLITS, 0);
  prepareItems();
  const accounts = load<u32>(RUN_ACCOUNT_COUNT);
  const root = presentRoot(STATE_TRIE);
  const isSplit = (accounts == 0 || accounts >= load<u32>(RUN_SPLIT_ACCOUNTS)) && canSplit(root);
  store<u32>(RUN_PART_COUNT, isSplit ? PARTS : 1);
  store<u32>(RUN_GROUP, groupOf(load<u32>(RUN_OWNER_COUNT)));
}

/** Storage tries of one task: eight tasks for each thread, so that they end at about the same time. */
function groupOf(owners: u32): u32 {
  const group = owners / (8 * load<u32>(RUN_THREADS));
  return group < 1 ? 1 : group < LARGEST_GROUP ? group : LARGEST_GROUP;
}

function prepareItems(): void {
  const count = load<u32>(RUN_ACCOUNT_COUNT);
  let item = <usize>load<u32>(RUN_ITEMS);
  let record = <usize>load<u32>(RUN_ACCOUNTS);
  let owner = <usize>load<u32>(RUN_OWNERS);
  for (let index: u32 = 0; index < count; index++) {
    store<u32>(item, <u32>record, ITEM_RECORD);
    store<u32>(item, 0, ITEM_LEAF);
    store<u32>(item, 0, ITEM_SPLIT);
    if (slotCountOf(item) != 0) {
      store<u32>(owner, <u32>item);
      owner += 4;
    }
    item += ITEM_BYTES;
    record += DIFF_ACCOUNT_BYTES;
  }
  store<u32>(RUN_OWNER_COUNT, <u32>(owner - <usize>load<u32>(RUN_OWNERS)) >> 2);
}

/** Does what there is to do, with all others that call this, until the run is over. */
export function work(): void {
  beginUse();
  beginChanges();
  hashKeys();
  share();
  find();
  changeStorages();
  changeAccounts();
}

function chunksOf(count: u32, chunk: u32): u32 {
  return (count + chunk - 1) / chunk;
}

function hashKeys(): void {
  const accountChunks = chunksOf(load<u32>(RUN_ACCOUNT_COUNT), HASH_CHUNK);
  const total = accountChunks + chunksOf(load<u32>(RUN_SLOT_COUNT), HASH_CHUNK);
  for (let task = claim(PHASE_HASH); task < total; task = claim(PHASE_HASH)) {
    if (task < accountChunks) hashAddresses(task * HASH_CHUNK);
    else hashSlots((task - accountChunks) * HASH_CHUNK);
    finish(PHASE_HASH, total);
  }
  waitFor(PHASE_HASH, total);
}

function chunkEnd(first: u32, chunk: u32, count: u32): u32 {
  return first + chunk < count ? first + chunk : count;
}

function hashAddresses(first: u32): void {
  const end = chunkEnd(first, HASH_CHUNK, load<u32>(RUN_ACCOUNT_COUNT));
  for (let index = first; index < end; index++) {
    const item = <usize>load<u32>(RUN_ITEMS) + <usize>index * ITEM_BYTES;
    hashKey(recordOf(item) + DIFF_ADDRESS, 20, item + ITEM_KEY);
  }
  finishDigests();
}

function hashSlots(first: u32): void {
  const end = chunkEnd(first, HASH_CHUNK, load<u32>(RUN_SLOT_COUNT));
  for (let index = first; index < end; index++) {
    const slot = <usize>load<u32>(RUN_SLOTS) + <usize>index * DIFF_SLOT_BYTES;
    hashKey(slot, 32, slot);
  }
  finishDigests();
}

/** Writes the hash of `length` bytes to `to`, after `finishDigests`. */
function hashKey(from: usize, length: usize, to: usize): void {
  if (load<u32>(RUN_PLAIN_KEYS) == 0) {
    copyKey(messageBuffer(), from);
    submit(length, to);
    return;
  }
  if (from != to) memory.fill(to, 0, 32);
  memory.copy(to, from, length);
}

function share(): void {
  if (claim(PHASE_SHARE) == 0) {
    shareAccounts();
    finish(PHASE_SHARE, 1);
  }
  waitFor(PHASE_SHARE, 1);
}

function find(): void {
  const total = load<u32>(RUN_PART_COUNT);
  for (let task = claim(PHASE_FIND); task < total; task = claim(PHASE_FIND)) {
    findAccounts(task);
    finish(PHASE_FIND, total);
  }
  waitFor(PHASE_FIND, total);
}

function changeStorages(): void {
  // The large ones first, so that no thread is left with one in the end.
  const splitParts = atomic.load<u32>(CTRL_SPLITS) * PARTS;
  const owners = load<u32>(RUN_OWNER_COUNT);
  const group = load<u32>(RUN_GROUP);
  const total = splitParts + chunksOf(owners, group);
  for (let task = claim(PHASE_STORAGE); task < total; task = claim(PHASE_STORAGE)) {
    if (task < splitParts) updateStoragePart(task);
    else changeGroup((task - splitParts) * group, group, owners);
    finish(PHASE_STORAGE, total);
  }
  waitFor(PHASE_STORAGE, total);
}

function changeGroup(first: u32, group: u32, owners: u32): void {
  updateStorages(first, chunkEnd(first, group, owners));
}

function changeAccounts(): void {
  const total = load<u32>(RUN_PART_COUNT);
  for (let task = claim(PHASE_ACCOUNTS); task < total; task = claim(PHASE_ACCOUNTS)) {
    updateAccounts(task);
    if (finish(PHASE_ACCOUNTS, total)) finishAccounts();
  }
}
