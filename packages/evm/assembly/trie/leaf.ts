/** Leaves: how they come into being and change as the diff says. */
import { take } from './arena';
import { setFlags } from './branch';
import { balanceOf, codeHashOf, exists, hasFields, isZero, nonceOf, slotValueOf } from './changes';
import { fail } from './fail';
import {
  ACCOUNT_BALANCE,
  ACCOUNT_BYTES,
  ACCOUNT_CODE_HASH,
  ACCOUNT_NONCE,
  ACCOUNT_STORAGE,
  ERROR_NO_ACCOUNT,
  ERROR_STORAGE_LEFT,
  ITEM_LEAF,
  KIND_ACCOUNT,
  KIND_SLOT,
  LEAF_KEY,
  NODE_CHANGED,
  NODE_FLAGS,
  NODE_KIND,
  SLOT_BYTES,
  SLOT_VALUE,
  TRIE_FLAGS,
  TRIE_HASH,
  TRIE_NODE,
  TRIE_NONEMPTY,
} from './layout';
import { copyKey } from './nibbles';

/** True while the trie at hand is that of the accounts; false for that of an account's storage. */
export let isAccounts: bool = false;

export function chooseKind(accounts: bool): void {
  isAccounts = accounts;
}

/** keccak256 of the RLP of the empty string: the root of a trie without entries. */
export function writeEmptyRoot(to: usize): void {
  v128.store(to, i32x4(0x171fe856, 0xa655cc1b, 0xe64583ff, 0x6ef8c092));
  v128.store(to, i32x4(0x1be0485b, 0xc0ad6c99, 0xb52f6201, 0x21b463e3), 16);
}

// keccak256 of no bytes: the code hash of an account without code. Its halves.
function emptyCodeStart(): v128 {
  return i32x4(0x0146d2c5, 0x3c23f786, 0xb27d7e92, 0xc003c7dc);
}
function emptyCodeEnd(): v128 {
  return i32x4(0x53b600e5, 0x3b2782ca, 0x04d8fa7b, 0x70a4855d);
}

export function writeEmptyCodeHash(to: usize): void {
  v128.store(to, emptyCodeStart());
  v128.store(to, emptyCodeEnd(), 16);
}

/** False for an account whose code hash is that of nothing. */
export function hasCode(account: usize): bool {
  const codeHash = account + ACCOUNT_CODE_HASH;
  const start = v128.xor(v128.load(codeHash), emptyCodeStart());
  return v128.any_true(v128.or(start, v128.xor(v128.load(codeHash, 16), emptyCodeEnd())));
}

export function sameBytes(a: usize, b: usize): bool {
  const start = v128.xor(v128.load(a), v128.load(b));
  return !v128.any_true(v128.or(start, v128.xor(v128.load(a, 16), v128.load(b, 16))));
}

function emptyLeaf(kind: u32, bytes: usize, key: usize): usize {
  const leaf = take(bytes);
  v128.store(leaf, i64x2(0, 0));
  store<u8>(leaf, <u8>kind, NODE_KIND);
  store<u8>(leaf, NODE_CHANGED, NODE_FLAGS);
  copyKey(leaf + LEAF_KEY, key);
  return leaf;
}

/** A slot; its value is for the caller to fill in. */
export function newSlot(key: usize): usize {
  return emptyLeaf(KIND_SLOT, SLOT_BYTES, key);
}

/** An account without storage; its fields are for the caller to fill in. */
export function newAccount(key: usize): usize {
  const leaf = emptyLeaf(KIND_ACCOUNT, ACCOUNT_BYTES, key);
  const storage = leaf + ACCOUNT_STORAGE;
  store<u32>(storage, 0, TRIE_NODE);
  store<u32>(storage, 0, TRIE_FLAGS);
  writeEmptyRoot(storage + TRIE_HASH);
  return leaf;
}

/** The leaf that the item brings into being; 0 when it brings none. */
export function leafOf(item: usize): usize {
  return isAccounts ? accountOf(item) : slotOf(item);
}

/** The leaf after the item's change; 0 when it is no more. */
export function changeLeaf(leaf: usize, item: usize): usize {
  return isAccounts ? changeAccount(leaf, item) : changeSlot(leaf, item);
}

function slotOf(item: usize): usize {
  const value = slotValueOf(item);
  if (isZero(value)) return 0;
  const leaf = newSlot(item);
  copyKey(leaf + SLOT_VALUE, value);
  return leaf;
}

function changeSlot(leaf: usize, item: usize): usize {
  const value = slotValueOf(item);
  if (isZero(value)) return 0;
  if (sameBytes(leaf + SLOT_VALUE, value)) return leaf;
  copyKey(leaf + SLOT_VALUE, value);
  setFlags(leaf, NODE_CHANGED);
  return leaf;
}

function accountOf(item: usize): usize {
  let leaf = <usize>load<u32>(item, ITEM_LEAF);
  if (exists(item)) {
    if (!hasFields(item)) fail(ERROR_NO_ACCOUNT);
    if (leaf == 0) leaf = newAccount(item);
    writeFields(leaf, item);
    return leaf;
  }
  if (leaf != 0) checkEmpty(leaf);
  return 0;
}

function changeAccount(leaf: usize, item: usize): usize {
  if (!exists(item)) {
    checkEmpty(leaf);
    return 0;
  }
  if (!hasFields(item) || isAsTheItemSays(leaf, item)) return leaf;
  writeFields(leaf, item);
  setFlags(leaf, NODE_CHANGED);
  return leaf;
}

/** An account that goes must have lost its slots, each by name, or their records would stay behind. */
function checkEmpty(leaf: usize): void {
  if ((load<u32>(leaf + ACCOUNT_STORAGE, TRIE_FLAGS) & TRIE_NONEMPTY) != 0) fail(ERROR_STORAGE_LEFT);
}

function isAsTheItemSays(leaf: usize, item: usize): bool {
  return (
    load<u64>(leaf, ACCOUNT_NONCE) == nonceOf(item) &&
    sameBytes(leaf + ACCOUNT_BALANCE, balanceOf(item)) &&
    sameBytes(leaf + ACCOUNT_CODE_HASH, codeHashOf(item))
  );
}

function writeFields(leaf: usize, item: usize): void {
  store<u64>(leaf, nonceOf(item), ACCOUNT_NONCE);
  copyKey(leaf + ACCOUNT_BALANCE, balanceOf(item));
  copyKey(leaf + ACCOUNT_CODE_HASH, codeHashOf(item));
}
