/**
 * Bringing references up to date, from the lowest branches to the root. All that changed at one depth is independent, so
 * its messages can be hashed in pairs.
 */
import { area } from './area';
import {
  childOf,
  clearBits,
  clearFlags,
  extensionKeyOf,
  extensionOf,
  hasFlag,
  kindOf,
  maskOf,
  referenceAt,
  setBits,
} from './branch';
import { digestNow, finishDigests, messageBuffer, submit } from './digest';
import { encodeBranch, encodeExtension, encodeLeaf } from './encode';
import {
  AREA_DIGEST,
  AREA_LEVELS,
  BRANCH_BRANCHES,
  BRANCH_NEXT,
  BRANCH_SHORT,
  BRANCH_STALE,
  KIND_BRANCH,
  NODE_CHANGED,
} from './layout';
import { copyKey } from './nibbles';

/** Bytes from which on a node is referred to by its hash. */
const HASHED: usize = 32;

function levelAt(point: u32): usize {
  return area + AREA_LEVELS + ((<usize>point) << 2);
}

/** No branch is listed. */
export function beginLevels(): void {
  for (let point: u32 = 0; point <= 64; point++) store<u32>(levelAt(point), 0);
}

/** Lists the changed branches from `branch` down by their depth; `depth` is that of the path above its extension. */
export function collect(branch: usize, depth: u32): void {
  if (!hasFlag(branch, NODE_CHANGED)) return;
  const point = depth + extensionOf(branch);
  for (
    let rest = maskOf(branch, BRANCH_STALE) & maskOf(branch, BRANCH_BRANCHES);
    rest != 0;
    rest &= rest - 1
  ) {
    collect(childOf(branch, ctz<u32>(rest)), point + 1);
  }
  store<u32>(branch, load<u32>(levelAt(point)), BRANCH_NEXT);
  store<u32>(levelAt(point), <u32>branch);
}

/** Writes a node with the extension in front of it as a message; the length. Its references must be up to date. */
function writeNode(node: usize, depth: u32): usize {
  const message = messageBuffer();
  if (kindOf(node) != KIND_BRANCH) return encodeLeaf(node, depth, message);
  const length = encodeBranch(node, message);
  const extension = extensionOf(node);
  if (extension == 0) return length;
  const isShort = length < HASHED;
  if (isShort) copyKey(area + AREA_DIGEST, message);
  else digestNow(length);
  const key = extensionKeyOf(node);
  return encodeExtension(key, depth, depth + extension, area + AREA_DIGEST, isShort, message);
}

/** Brings the references of a branch up to date, after `finishDigests`; those of its children must be so. */
export function refreshChildren(branch: usize, point: u32): void {
  for (let rest = maskOf(branch, BRANCH_STALE); rest != 0; rest &= rest - 1) {
    const nibble = ctz<u32>(rest);
    const length = writeNode(childOf(branch, nibble), point + 1);
    const reference = referenceAt(branch, nibble);
    if (length < HASHED) {
      copyKey(reference, messageBuffer());
      setBits(branch, BRANCH_SHORT, 1 << nibble);
    } else {
      clearBits(branch, BRANCH_SHORT, 1 << nibble);
      submit(length, reference);
    }
  }
  clearBits(branch, BRANCH_STALE, 0xffff);
}

/** Brings the references of all listed branches up to date. */
export function refreshLevels(): void {
  for (let point: i32 = 64; point >= 0; point--) {
    let next = <usize>load<u32>(levelAt(point));
    if (next == 0) continue;
    for (; next != 0; next = <usize>load<u32>(next, BRANCH_NEXT)) {
      refreshChildren(next, point);
      clearFlags(next, NODE_CHANGED);
    }
    finishDigests();
  }
}

/** Brings all references below a branch up to date; `depth` as in `collect`. */
export function refreshBelow(branch: usize, depth: u32): void {
  beginLevels();
  collect(branch, depth);
  refreshLevels();
}

/** Sees to it that the hash of a root will be at `to`, after `finishDigests`; all below it must be up to date. */
export function submitRoot(root: usize, to: usize): void {
  submit(writeNode(root, 0), to);
  if (kindOf(root) != KIND_BRANCH) clearFlags(root, NODE_CHANGED);
}
