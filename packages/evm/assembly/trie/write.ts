/** Writing what the database should hold: records to delete, then roots and branches that changed since the last time. */
import { area } from './area';
import {
  childOf,
  clearFlags,
  extensionKeyOf,
  extensionOf,
  hasFlag,
  isAway,
  kindOf,
  maskOf,
  referenceAt,
  shortLength,
} from './branch';
import { chooseOwner, recordKey, recordKeyLength, writeBranchKey, writeRootKey } from './key';
import {
  ACCOUNT_STORAGE,
  AREA_BYTES,
  AREA_DELETIONS,
  AREA_STORAGE_PATH,
  AREA_WRITTEN_PATH,
  AREAS,
  BRANCH_BRANCHES,
  BRANCH_CHILDREN,
  BRANCH_SHORT,
  DELETION_KEY,
  DELETION_LENGTH,
  DELETION_NEXT,
  KIND_BRANCH,
  LEAF_KEY,
  MAX_AREAS,
  NODE_UNWRITTEN,
  REFERENCE_BYTES,
  STATE_TRIE,
  TRIE_FLAGS,
  TRIE_NODE,
  TRIE_NONEMPTY,
  TRIE_UNWRITTEN,
} from './layout';
import { chooseKind, isAccounts } from './leaf';
import { copyNibbles, setNibble } from './nibbles';
import { beginOut, closeRecord, endOut, openRecord, putBytes, putDeletion, putMask } from './out';
import { extensionLength, putExtension, putLeaf, putRoot } from './records';

/** Hands all that is to be written over to JavaScript; afterwards everything counts as written. */
export function writeAll(): void {
  beginOut();
  for (let index = 0; index < MAX_AREAS; index++) writeDeletions(AREAS + index * AREA_BYTES);
  chooseKind(true);
  if ((load<u32>(STATE_TRIE, TRIE_FLAGS) & TRIE_UNWRITTEN) != 0) {
    writeRoot();
    writeTrie(STATE_TRIE, area + AREA_WRITTEN_PATH);
  }
  endOut();
}

function writeDeletions(fromArea: usize): void {
  let deletion = <usize>load<u32>(fromArea, AREA_DELETIONS);
  store<u32>(fromArea, 0, AREA_DELETIONS);
  for (; deletion != 0; deletion = <usize>load<u32>(deletion, DELETION_NEXT)) {
    putDeletion(deletion + DELETION_KEY, <u32>load<u8>(deletion, DELETION_LENGTH));
  }
}

function writeRoot(): void {
  writeRootKey();
  if ((load<u32>(STATE_TRIE, TRIE_FLAGS) & TRIE_NONEMPTY) == 0) {
    putDeletion(recordKey(), recordKeyLength());
    return;
  }
  openRecord();
  putRoot(STATE_TRIE, true);
  closeRecord();
}

/** The branches of a trie that has to be written; `path` is 32 bytes to work with. */
function writeTrie(trie: usize, path: usize): void {
  store<u32>(trie, load<u32>(trie, TRIE_FLAGS) & ~TRIE_UNWRITTEN, TRIE_FLAGS);
  const root = <usize>load<u32>(trie, TRIE_NODE);
  if (root != 0) writeBelow(root, path, 0);
}

/** Whatever has to be written of a node and below; `path` holds the `depth` nibbles to it. */
function writeBelow(node: usize, path: usize, depth: u32): void {
  if (isAway(node)) return;
  if (kindOf(node) == KIND_BRANCH) writeBranch(node, path, depth);
  else if (isAccounts) writeStorage(node);
}

function writeStorage(account: usize): void {
  const trie = account + ACCOUNT_STORAGE;
  if ((load<u32>(trie, TRIE_FLAGS) & TRIE_UNWRITTEN) == 0) return;
  chooseKind(false);
  chooseOwner(account + LEAF_KEY);
  writeTrie(trie, area + AREA_STORAGE_PATH);
  chooseKind(true);
}

function writeBranch(branch: usize, path: usize, depth: u32): void {
  if (!hasFlag(branch, NODE_UNWRITTEN)) return;
  clearFlags(branch, NODE_UNWRITTEN);
  const point = depth + extensionOf(branch);
  if (point != depth) copyNibbles(path, extensionKeyOf(branch), depth, point);
  writeBranchKey(path, point);
  openRecord();
  putBranch(branch, point);
  closeRecord();
  for (let rest = maskOf(branch, BRANCH_CHILDREN); rest != 0; rest &= rest - 1) {
    const nibble = ctz<u32>(rest);
    setNibble(path, point, nibble);
    writeBelow(childOf(branch, nibble), path, point + 1);
  }
}

function putBranch(branch: usize, point: u32): void {
  const children = maskOf(branch, BRANCH_CHILDREN);
  const branches = maskOf(branch, BRANCH_BRANCHES);
  putMask(children);
  putMask(branches);
  putMask(maskOf(branch, BRANCH_SHORT) & branches);
  putMask(extendedOf(branch, branches));
  for (let rest = children; rest != 0; rest &= rest - 1) {
    const nibble = ctz<u32>(rest);
    const child = childOf(branch, nibble);
    if ((branches & (1 << nibble)) == 0) {
      putLeaf(child, point + 1);
      continue;
    }
    if (extensionLength(child) != 0) putExtension(child, point + 1);
    const reference = referenceAt(branch, nibble);
    const isShort = (maskOf(branch, BRANCH_SHORT) & (1 << nibble)) != 0;
    putBytes(reference, isShort ? shortLength(reference) : REFERENCE_BYTES);
  }
}

function extendedOf(branch: usize, branches: u32): u32 {
  let extended: u32 = 0;
  for (let rest = branches; rest != 0; rest &= rest - 1) {
    const nibble = ctz<u32>(rest);
    if (extensionLength(childOf(branch, nibble)) != 0) extended |= 1 << nibble;
  }
  return extended;
}
