/** Parts of records, written as decode.ts reads them. */
import { extensionKeyOf, extensionOf, isBranch } from './branch';
import { leadingZeros, sizeOfInteger } from './encode';
import {
  ACCOUNT_BALANCE,
  ACCOUNT_CODE_HASH,
  ACCOUNT_NONCE,
  ACCOUNT_STORAGE,
  HAS_CODE,
  HAS_STORAGE,
  LEAF_KEY,
  ROOT_BRANCH,
  ROOT_LEAF,
  SLOT_VALUE,
  TRIE_FLAGS,
  TRIE_HASH,
  TRIE_NODE,
  TRIE_NONEMPTY,
} from './layout';
import { hasCode, isAccounts } from './leaf';
import { putByte, putBytes, putInteger } from './out';

/** Nibbles in front of a branch, whether it is in memory or not. */
export function extensionLength(branch: usize): u32 {
  return branch == 0 ? 0 : extensionOf(branch);
}

/** The extension of a branch below a path of `depth` nibbles. */
export function putExtension(branch: usize, depth: u32): void {
  const length = extensionLength(branch);
  putByte(length);
  if (length == 0) return;
  const first = depth >> 1;
  putBytes(extensionKeyOf(branch) + first, ((depth + length + 1) >> 1) - first);
}

/** A leaf below a path of `depth` nibbles. */
export function putLeaf(leaf: usize, depth: u32): void {
  putBytes(leaf + LEAF_KEY + (depth >> 1), 32 - (depth >> 1));
  if (isAccounts) putAccount(leaf);
  else putSlot(leaf);
}

/** The root of a trie that is not empty; `accounts` when it is that of the accounts. */
export function putRoot(trie: usize, accounts: bool): void {
  putBytes(trie + TRIE_HASH, 32);
  const root = <usize>load<u32>(trie, TRIE_NODE);
  putByte(isBranch(root) ? ROOT_BRANCH : ROOT_LEAF);
  if (isBranch(root)) {
    putExtension(root, 0);
    return;
  }
  putBytes(root + LEAF_KEY, 32);
  if (accounts) putAccount(root);
  else putSlot(root);
}

function putSlot(leaf: usize): void {
  const zeros = leadingZeros(leaf + SLOT_VALUE);
  putByte(32 - <u32>zeros);
  putBytes(leaf + SLOT_VALUE + zeros, 32 - zeros);
}

function putAccount(leaf: usize): void {
  const nonce = load<u64>(leaf, ACCOUNT_NONCE);
  const nonceBytes = <u32>sizeOfInteger(nonce);
  const zeros = leadingZeros(leaf + ACCOUNT_BALANCE);
  const storage = leaf + ACCOUNT_STORAGE;
  const hasStorage = (load<u32>(storage, TRIE_FLAGS) & TRIE_NONEMPTY) != 0;
  const isContract = hasCode(leaf);
  putByte(nonceBytes | (isContract ? HAS_CODE : 0) | (hasStorage ? HAS_STORAGE : 0));
  putByte(32 - <u32>zeros);
  putInteger(nonce, nonceBytes);
  putBytes(leaf + ACCOUNT_BALANCE + zeros, 32 - zeros);
  if (isContract) putBytes(leaf + ACCOUNT_CODE_HASH, 32);
  if (hasStorage) putRoot(storage, false);
}
