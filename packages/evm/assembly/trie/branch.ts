/** Branches: their children, and how these are exchanged. */
import { take } from './arena';
import {
  BRANCH_BRANCHES,
  BRANCH_CAPACITY,
  BRANCH_CHILDREN,
  BRANCH_EXTENSION,
  BRANCH_EXTENSION_KEY,
  BRANCH_REFERENCES,
  BRANCH_SHORT,
  BRANCH_STALE,
  KIND_BRANCH,
  KIND_STUB,
  NODE_CHANGED,
  NODE_FLAGS,
  NODE_KIND,
  NODE_UNWRITTEN,
  REFERENCE_BYTES,
  STUB_BYTES,
} from './layout';
import { copyKey, copyNibbles, setNibble } from './nibbles';

const CHILD_BYTES: usize = REFERENCE_BYTES + 4;

export function kindOf(node: usize): u32 {
  return <u32>load<u8>(node, NODE_KIND);
}

/** True for a branch whether it is in memory or not. */
export function isBranch(node: usize): bool {
  return isAway(node) || kindOf(node) == KIND_BRANCH;
}

/** True for a branch that is not in memory. */
export function isAway(node: usize): bool {
  return node == 0 || kindOf(node) == KIND_STUB;
}

export function hasFlag(node: usize, flag: u32): bool {
  return (<u32>load<u8>(node, NODE_FLAGS) & flag) != 0;
}

export function setFlags(node: usize, flags: u32): void {
  store<u8>(node, load<u8>(node, NODE_FLAGS) | flags, NODE_FLAGS);
}

export function clearFlags(node: usize, flags: u32): void {
  store<u8>(node, load<u8>(node, NODE_FLAGS) & ~flags, NODE_FLAGS);
}

export function extensionOf(branch: usize): u32 {
  return <u32>load<u8>(branch, BRANCH_EXTENSION);
}

export function extensionKeyOf(branch: usize): usize {
  return <usize>load<u32>(branch, BRANCH_EXTENSION_KEY);
}

/** Puts the `length` nibbles of the key at `key` that end before `point` in front of a branch or stub that stands there. */
export function setExtension(branch: usize, length: u32, key: usize): void {
  store<u8>(branch, <u8>length, BRANCH_EXTENSION);
  if (length == 0) return;
  const copy = take(32);
  copyKey(copy, key);
  store<u32>(branch, <u32>copy, BRANCH_EXTENSION_KEY);
}

/**
 * Puts `length` nibbles and the one at which its parent had the branch in front of its extension; the parent stood at the
 * first `point` nibbles of `key`.
 */
export function lengthenExtension(branch: usize, length: u32, nibble: u32, key: usize, point: u32): void {
  const own = extensionOf(branch);
  const longer = take(32);
  copyKey(longer, key);
  setNibble(longer, point, nibble);
  if (own != 0) copyNibbles(longer, extensionKeyOf(branch), point + 1, point + 1 + own);
  store<u8>(branch, <u8>(length + 1 + own), BRANCH_EXTENSION);
  store<u32>(branch, <u32>longer, BRANCH_EXTENSION_KEY);
}

/** Gives a branch the extension of the stub that stood for it. */
export function shareExtension(branch: usize, stub: usize): void {
  store<u8>(branch, load<u8>(stub, BRANCH_EXTENSION), BRANCH_EXTENSION);
  store<u32>(branch, load<u32>(stub, BRANCH_EXTENSION_KEY), BRANCH_EXTENSION_KEY);
}

/** Takes away all of the extension but its last `length` nibbles. */
export function shortenExtension(branch: usize, length: u32): void {
  store<u8>(branch, <u8>length, BRANCH_EXTENSION);
}

export function maskOf(branch: usize, mask: usize): u32 {
  return <u32>load<u16>(branch + mask);
}

function setMask(branch: usize, mask: usize, bits: u32): void {
  store<u16>(branch + mask, <u16>bits);
}

export function setBits(branch: usize, mask: usize, bits: u32): void {
  setMask(branch, mask, maskOf(branch, mask) | bits);
}

export function clearBits(branch: usize, mask: usize, bits: u32): void {
  setMask(branch, mask, maskOf(branch, mask) & ~bits);
}

/** Position of the child of a nibble among the children. */
function positionOf(branch: usize, nibble: u32): usize {
  return <usize>popcnt<u32>(maskOf(branch, BRANCH_CHILDREN) & ((1 << nibble) - 1));
}

function capacityOf(branch: usize): usize {
  return <usize>load<u8>(branch, BRANCH_CAPACITY);
}

/** Address of the reference of a child that there is. */
export function referenceAt(branch: usize, nibble: u32): usize {
  return branch + BRANCH_REFERENCES + positionOf(branch, nibble) * REFERENCE_BYTES;
}

function addressAt(branch: usize, position: usize): usize {
  return branch + BRANCH_REFERENCES + capacityOf(branch) * REFERENCE_BYTES + (position << 2);
}

/** A child that there is. */
export function childOf(branch: usize, nibble: u32): usize {
  return <usize>load<u32>(addressAt(branch, positionOf(branch, nibble)));
}

/** Bytes of an embedded node, which is a list of less than 56 bytes. */
export function shortLength(reference: usize): usize {
  return <usize>load<u8>(reference) - 0xc0 + 1;
}

/** A branch without children, and room for at least so many. */
export function newBranch(children: u32): usize {
  const capacity: usize = children <= 2 ? 2 : children <= 4 ? 4 : children <= 8 ? 8 : 16;
  const branch = take(<usize>BRANCH_REFERENCES + capacity * CHILD_BYTES);
  v128.store(branch, i64x2(0, 0));
  v128.store(branch, i64x2(0, 0), 16);
  store<u8>(branch, KIND_BRANCH, NODE_KIND);
  store<u8>(branch, <u8>capacity, BRANCH_CAPACITY);
  return branch;
}

/** A branch that is not in memory, with `length` nibbles in front of it as in `setExtension`. */
export function newStub(length: u32, key: usize): usize {
  const stub = take(STUB_BYTES);
  store<u8>(stub, KIND_STUB, NODE_KIND);
  store<u8>(stub, 0, NODE_FLAGS);
  setExtension(stub, length, key);
  return stub;
}

/** Puts a child that comes from memory elsewhere, or from the database, where there was none; with its reference or stale. */
export function appendChild(branch: usize, nibble: u32, child: usize): void {
  const bit: u32 = 1 << nibble;
  const position = positionOf(branch, nibble);
  store<u32>(addressAt(branch, position), <u32>child);
  setBits(branch, BRANCH_CHILDREN, bit);
  setBits(branch, isBranch(child) ? BRANCH_BRANCHES : BRANCH_STALE, bit);
}

/** A child that was not in memory is now. */
export function replaceStub(branch: usize, nibble: u32, child: usize): void {
  store<u32>(addressAt(branch, positionOf(branch, nibble)), <u32>child);
}

/** The branch with room for one more child: itself, or a copy that is twice as large. */
function withRoom(branch: usize): usize {
  const count = <usize>popcnt<u32>(maskOf(branch, BRANCH_CHILDREN));
  if (count < capacityOf(branch)) return branch;
  const larger = newBranch(<u32>count + 1);
  const capacity = load<u8>(larger, BRANCH_CAPACITY);
  memory.copy(larger, branch, <usize>BRANCH_REFERENCES + count * REFERENCE_BYTES);
  store<u8>(larger, capacity, BRANCH_CAPACITY);
  memory.copy(addressAt(larger, 0), addressAt(branch, 0), count << 2);
  return larger;
}

/** Makes a gap in front of the child that will come after the new one of a nibble. */
function openGap(branch: usize, nibble: u32): void {
  const count = <usize>popcnt<u32>(maskOf(branch, BRANCH_CHILDREN));
  const rest = count - positionOf(branch, nibble);
  const reference = referenceAt(branch, nibble);
  memory.copy(reference + REFERENCE_BYTES, reference, rest * REFERENCE_BYTES);
  const address = addressAt(branch, positionOf(branch, nibble));
  memory.copy(address + 4, address, rest << 2);
}

function removeChild(branch: usize, nibble: u32): void {
  const count = <usize>popcnt<u32>(maskOf(branch, BRANCH_CHILDREN));
  const rest = count - positionOf(branch, nibble) - 1;
  const reference = referenceAt(branch, nibble);
  memory.copy(reference, reference + REFERENCE_BYTES, rest * REFERENCE_BYTES);
  const address = addressAt(branch, positionOf(branch, nibble));
  memory.copy(address, address + 4, rest << 2);
  const bit: u32 = 1 << nibble;
  clearBits(branch, BRANCH_CHILDREN, bit);
  clearBits(branch, BRANCH_BRANCHES, bit);
  clearBits(branch, BRANCH_SHORT, bit);
  clearBits(branch, BRANCH_STALE, bit);
}

/**
 * The child of a nibble is `child` from now on, 0 for none; `isChanged` when its reference is not what it was. The
 * branch, or the one that takes its place because it needs more room.
 */
export function setChild(branch: usize, nibble: u32, child: usize, isChanged: bool): usize {
  const bit: u32 = 1 << nibble;
  const isThere = (maskOf(branch, BRANCH_CHILDREN) & bit) != 0;
  if (child == 0) {
    if (!isThere) return branch;
    removeChild(branch, nibble);
  } else {
    if (!isThere) {
      branch = withRoom(branch);
      openGap(branch, nibble);
      setBits(branch, BRANCH_CHILDREN, bit);
    } else if (!isChanged && childOf(branch, nibble) == child) return branch;
    store<u32>(addressAt(branch, positionOf(branch, nibble)), <u32>child);
    setBits(branch, BRANCH_STALE, bit);
    if (kindOf(child) == KIND_BRANCH) setBits(branch, BRANCH_BRANCHES, bit);
    else {
      clearBits(branch, BRANCH_BRANCHES, bit);
      clearFlags(child, NODE_CHANGED);
    }
  }
  setFlags(branch, NODE_CHANGED | NODE_UNWRITTEN);
  return branch;
}
