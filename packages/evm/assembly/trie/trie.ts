/** A trie as a whole: its root, after changes and hashed. */
import { hasFlag, kindOf } from './branch';
import {
  KIND_BRANCH,
  NODE_CHANGED,
  TRIE_FLAGS,
  TRIE_HASH,
  TRIE_NODE,
  TRIE_NONEMPTY,
  TRIE_UNWRITTEN,
} from './layout';
import { writeEmptyRoot } from './leaf';
import { hashRoot, refreshBelow } from './refresh';

/** The root of the trie is `root` from now on, 0 for none; true when anything in the trie changed. */
export function setRoot(trie: usize, root: usize): bool {
  const before = <usize>load<u32>(trie, TRIE_NODE);
  if (root == before && (root == 0 || !hasFlag(root, NODE_CHANGED))) return false;
  store<u32>(trie, <u32>root, TRIE_NODE);
  store<u32>(trie, (root == 0 ? 0 : TRIE_NONEMPTY) | TRIE_UNWRITTEN, TRIE_FLAGS);
  return true;
}

/** Brings the root hash up to date. */
export function hashTrie(trie: usize): void {
  const root = <usize>load<u32>(trie, TRIE_NODE);
  if (root == 0) {
    writeEmptyRoot(trie + TRIE_HASH);
    return;
  }
  if (!hasFlag(root, NODE_CHANGED)) return;
  if (kindOf(root) == KIND_BRANCH) refreshBelow(root, 0);
  hashRoot(root, trie + TRIE_HASH);
}
