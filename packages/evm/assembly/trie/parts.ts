/** A trie that is changed in sixteen parts, by the first nibble, each by one thread; and put together by the last one. */
import { childOf, extensionOf, hasFlag, isAway, kindOf, maskOf, setChild } from './branch';
import {
  BRANCH_BRANCHES,
  KIND_BRANCH,
  NODE_CHANGED,
  PART_BYTES,
  PART_CHANGED,
  PART_NODE,
  PART_UNTOUCHED,
  PARTS,
  TRIE_NODE,
} from './layout';
import { refreshBelow } from './refresh';
import { itemOf } from './sort';
import { setRoot } from './trie';
import { childAt, settle, update } from './update';

export function partAt(parts: usize, index: u32): usize {
  return parts + <usize>index * PART_BYTES;
}

/** True when threads can work on the children of a root without meeting. */
export function canSplit(root: usize): bool {
  return root != 0 && kindOf(root) == KIND_BRANCH && extensionOf(root) == 0;
}

/** Changes the part of the trie at which `index` is the first nibble, and hashes all below it unless `defer`. */
export function updatePart(
  trie: usize,
  part: usize,
  index: u32,
  start: usize,
  end: usize,
  defer: bool,
): void {
  const root = <usize>load<u32>(trie, TRIE_NODE);
  store<u32>(part, PART_UNTOUCHED, PART_NODE);
  if (start == end) {
    // What an earlier run left unhashed.
    const isThere = (maskOf(root, BRANCH_BRANCHES) & (1 << index)) != 0;
    if (isThere && !defer) refreshPresent(childOf(root, index));
    return;
  }
  const child = childAt(root, index, itemOf(start), 0);
  const node = update(child, start, end, 1);
  const isChanged = node != 0 && hasFlag(node, NODE_CHANGED);
  if (isChanged && !defer) refreshPresent(node);
  store<u32>(part, <u32>node | (isChanged ? PART_CHANGED : 0), PART_NODE);
}

function refreshPresent(node: usize): void {
  if (!isAway(node) && kindOf(node) == KIND_BRANCH) refreshBelow(node, 1);
}

/** Makes the parts one trie again; true when anything in it changed. `key` is any key. */
export function joinParts(trie: usize, parts: usize, key: usize): bool {
  let root = <usize>load<u32>(trie, TRIE_NODE);
  for (let index: u32 = 0; index < <u32>PARTS; index++) {
    const result = load<u32>(partAt(parts, index), PART_NODE);
    if (result == PART_UNTOUCHED) continue;
    root = setChild(root, index, <usize>(result & ~PART_CHANGED), (result & PART_CHANGED) != 0);
  }
  return setRoot(trie, settle(root, key, 0));
}
