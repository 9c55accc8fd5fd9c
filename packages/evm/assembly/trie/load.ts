/** Bringing branches into memory that are in the database. */
import { area } from './area';
import {
  appendChild,
  childOf,
  extensionKeyOf,
  extensionOf,
  isAway,
  newBranch,
  newStub,
  referenceAt,
  replaceStub,
  setBits,
  shareExtension,
  shortLength,
} from './branch';
import { beginRecord, endRecord, readBytes, readExtension, readLeaf, readMask, readRoot } from './decode';
import { fail } from './fail';
import { readRecord } from './host';
import { recordKey, recordKeyLength, writeBranchKey, writeRootKey } from './key';
import {
  AREA_CHILD_PATH,
  AREA_LOADED,
  AREA_PATH,
  AREA_RECORD,
  AREA_RECORD_BYTES,
  BRANCH_SHORT,
  ERROR_MISSING,
  ERROR_RECORD,
  STATE_TRIE,
  TRIE_FLAGS,
  TRIE_NODE,
  TRIE_NONEMPTY,
} from './layout';
import { copyKey, copyNibbles, setNibble } from './nibbles';

/** Opens the record whose key was written; false when there is none. */
function openRecord(): bool {
  const record = area + AREA_RECORD;
  const length = readRecord(recordKey(), recordKeyLength(), record, AREA_RECORD_BYTES);
  if (length < -1) fail(ERROR_RECORD);
  if (length < 0) return false;
  store<u64>(area, load<u64>(area, AREA_LOADED) + 1, AREA_LOADED);
  beginRecord(record, <u32>length);
  return true;
}

/** The branch at the first `point` nibbles of `path`, with the extension of its stub, which may be 0. */
function loadBranch(path: usize, point: u32, stub: usize): usize {
  writeBranchKey(path, point);
  if (!openRecord()) fail(ERROR_MISSING);
  const children = readMask();
  const branches = readMask();
  const short = readMask();
  const extended = readMask();
  if (((branches | short | extended) & ~children) != 0 || popcnt<u32>(children) < 2) fail(ERROR_RECORD);
  const branch = newBranch(popcnt<u32>(children));
  for (let rest = children; rest != 0; rest &= rest - 1) {
    const nibble = ctz<u32>(rest);
    const bit: u32 = 1 << nibble;
    const childPath = area + AREA_CHILD_PATH;
    copyKey(childPath, path);
    setNibble(childPath, point, nibble);
    if ((branches & bit) == 0) appendChild(branch, nibble, readLeaf(childPath, point + 1));
    else loadStub(branch, nibble, point + 1, (extended & bit) != 0, (short & bit) != 0);
  }
  endRecord();
  if (stub != 0) shareExtension(branch, stub);
  return branch;
}

function loadStub(branch: usize, nibble: u32, depth: u32, isExtended: bool, isShort: bool): void {
  const path = area + AREA_CHILD_PATH;
  const extension: u32 = isExtended ? readExtension(path, depth) : 0;
  appendChild(branch, nibble, extension == 0 ? 0 : newStub(extension, path));
  const reference = referenceAt(branch, nibble);
  const first = readBytes(1);
  if (!isShort) {
    store<u8>(reference, load<u8>(first));
    memory.copy(reference + 1, readBytes(31), 31);
    return;
  }
  const length = shortLength(first);
  if (length > 31) fail(ERROR_RECORD);
  memory.copy(reference, first, length);
  readBytes(length - 1);
  setBits(branch, BRANCH_SHORT, 1 << nibble);
}

/** The child of a nibble, brought into memory when it is not; the branch stands at the first `point` nibbles of `key`. */
export function presentChild(branch: usize, nibble: u32, key: usize, point: u32): usize {
  const child = childOf(branch, nibble);
  if (!isAway(child)) return child;
  const path = area + AREA_PATH;
  copyKey(path, key);
  setNibble(path, point, nibble);
  const loaded = loadBehind(child, path, point + 1);
  replaceStub(branch, nibble, loaded);
  return loaded;
}

/** Loads the branch of a stub, which may be 0, below the first `depth` nibbles of `path`. */
function loadBehind(stub: usize, path: usize, depth: u32): usize {
  if (stub == 0) return loadBranch(path, depth, 0);
  const point = depth + extensionOf(stub);
  copyNibbles(path, extensionKeyOf(stub), depth, point);
  return loadBranch(path, point, stub);
}

/** The root of a trie, brought into memory when it is not; 0 when the trie is empty. */
export function presentRoot(trie: usize): usize {
  const root = <usize>load<u32>(trie, TRIE_NODE);
  if ((load<u32>(trie, TRIE_FLAGS) & TRIE_NONEMPTY) == 0 || !isAway(root)) return root;
  const loaded = loadBehind(root, area + AREA_PATH, 0);
  store<u32>(trie, <u32>loaded, TRIE_NODE);
  return loaded;
}

/** Reads the record of the root of the account trie; false when there is none. */
export function loadRoot(): bool {
  writeRootKey();
  if (!openRecord()) return false;
  readRoot(STATE_TRIE, area + AREA_PATH, true);
  endRecord();
  return true;
}
