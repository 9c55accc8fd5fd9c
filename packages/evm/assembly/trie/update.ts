/**
 * Changing a trie, all items of a stretch at once: the stretch is shared out among the children, so that every branch is
 * visited once. Entries are sorted by key; a stretch goes from `start` to before `end`.
 */
import {
  extensionKeyOf,
  extensionOf,
  hasFlag,
  kindOf,
  lengthenExtension,
  maskOf,
  newBranch,
  setChild,
  setExtension,
  setFlags,
  shortenExtension,
} from './branch';
import { noteDeletion } from './deletions';
import { BRANCH_CHILDREN, ENTRY_BYTES, KIND_BRANCH, LEAF_KEY, NODE_CHANGED } from './layout';
import { changeLeaf, leafOf } from './leaf';
import { presentChild } from './load';
import { firstDifference, nibbleAt } from './nibbles';
import { itemOf } from './sort';

/**
 * The node after the changes, 0 when nothing is left; `node` is in memory, or 0, and stands below the first `depth` nibbles
 * that all keys of the stretch share.
 */
export function update(node: usize, start: usize, end: usize, depth: u32): usize {
  while (start < end) {
    if (node != 0 && kindOf(node) == KIND_BRANCH) return updateBranch(node, start, end, depth);
    node = updateLeaf(node, itemOf(start), depth);
    start += ENTRY_BYTES;
  }
  return node;
}

/** A leaf, or nothing, after one change. */
function updateLeaf(leaf: usize, item: usize, depth: u32): usize {
  if (leaf == 0) return leafOf(item);
  const difference = firstDifference(leaf + LEAF_KEY, item);
  if (difference == 64) return changeLeaf(leaf, item);
  const added = leafOf(item);
  if (added == 0) return leaf;
  let fork = newBranch(2);
  setExtension(fork, difference - depth, item);
  fork = setChild(fork, nibbleAt(leaf + LEAF_KEY, difference), leaf, true);
  return setChild(fork, nibbleAt(item, difference), added, true);
}

function updateBranch(branch: usize, start: usize, end: usize, depth: u32): usize {
  const fork = splitExtension(branch, start, end, depth);
  return updateChildren(fork, start, end, depth + extensionOf(fork));
}

/** The branch itself when all keys follow its extension; else a new one where the first of them leaves it. */
function splitExtension(branch: usize, start: usize, end: usize, depth: u32): usize {
  const extension = extensionOf(branch);
  if (extension == 0) return branch;
  const key = extensionKeyOf(branch);
  // As the keys are sorted, none leaves earlier than the first or the last.
  const first = firstDifference(key, itemOf(start));
  const last = firstDifference(key, itemOf(end - ENTRY_BYTES));
  const leaving = first < last ? first : last;
  if (leaving >= depth + extension) return branch;
  const fork = newBranch(2);
  setExtension(fork, leaving - depth, key);
  shortenExtension(branch, depth + extension - leaving - 1);
  setFlags(branch, NODE_CHANGED);
  return setChild(fork, nibbleAt(key, leaving), branch, true);
}

/** Shares the stretch out among the children of a branch that stands at the first `point` nibbles of its keys. */
function updateChildren(branch: usize, start: usize, end: usize, point: u32): usize {
  const path = itemOf(start);
  while (start < end) {
    const nibble = nibbleAt(itemOf(start), point);
    let next = start + ENTRY_BYTES;
    while (next < end && nibbleAt(itemOf(next), point) == nibble) next += ENTRY_BYTES;
    const child = childAt(branch, nibble, path, point);
    const changed = update(child, start, next, point + 1);
    branch = setChild(branch, nibble, changed, changed != 0 && hasFlag(changed, NODE_CHANGED));
    start = next;
  }
  return settle(branch, path, point);
}

/** The child of a nibble in memory, or 0 when there is none. */
export function childAt(branch: usize, nibble: u32, key: usize, point: u32): usize {
  if ((maskOf(branch, BRANCH_CHILDREN) & (1 << nibble)) == 0) return 0;
  return presentChild(branch, nibble, key, point);
}

/** What stands in the place of a branch whose children have changed: itself, its last child, or nothing. */
export function settle(branch: usize, key: usize, point: u32): usize {
  const children = maskOf(branch, BRANCH_CHILDREN);
  if ((children & (children - 1)) != 0) return branch;
  noteDeletion(key, point);
  return children == 0 ? 0 : collapse(branch, ctz<u32>(children), key, point);
}

/** The last child of a branch takes its place, with a longer path. */
function collapse(branch: usize, nibble: u32, key: usize, point: u32): usize {
  const child = presentChild(branch, nibble, key, point);
  setFlags(child, NODE_CHANGED);
  if (kindOf(child) != KIND_BRANCH) return child;
  lengthenExtension(child, extensionOf(branch), nibble, key, point);
  return child;
}
