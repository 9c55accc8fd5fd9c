/** A trie as a whole: its root, after changes and hashed. */
import { hasFlag, kindOf } from './branch';
import { finishDigests } from './digest';
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
import { beginLevels, collect, refreshLevels, submitRoot } from './refresh';

/** The root of the trie is `root` from now on, 0 for none; true when anything in the trie changed. */
export function setRoot(trie: usize, root: usize): bool {
  const before = <usize>load<u32>(trie, TRIE_NODE);
  if (root == before && (root == 0 || !hasFlag(root, NODE_CHANGED))) return false;
  store<u32>(trie, <u32>root, TRIE_NODE);
  store<u32>(trie, (root == 0 ? 0 : TRIE_NONEMPTY) | TRIE_UNWRITTEN, TRIE_FLAGS);
  return true;
}

/** Lists the changed branches of a trie for `refreshLevels`. */
export function collectTrie(trie: usize): void {
  const root = <usize>load<u32>(trie, TRIE_NODE);
  if (root != 0 && kindOf(root) == KIND_BRANCH) collect(root, 0);
}

/** Sees to it that the root hash will be right, after `finishDigests`; all below it must be up to date. */
export function submitTrie(trie: usize): void {
  const root = <usize>load<u32>(trie, TRIE_NODE);
  if (root == 0) writeEmptyRoot(trie + TRIE_HASH);
  else submitRoot(root, trie + TRIE_HASH);
}

/** Brings all references and the root hash up to date, if anything changed: else references may be missing. */
export function hashTrie(trie: usize): void {
  const root = <usize>load<u32>(trie, TRIE_NODE);
  if (root != 0 && !hasFlag(root, NODE_CHANGED)) return;
  beginLevels();
  collectTrie(trie);
  refreshLevels();
  submitTrie(trie);
  finishDigests();
}
