/** Proofs: the nodes from the root of a trie to where a key is, or would be. */
import { area } from './area';
import { extensionKeyOf, extensionOf, kindOf } from './branch';
import { digestNow, finishDigests, messageBuffer } from './digest';
import { encodeBranch, encodeExtension, encodeLeaf } from './encode';
import { chooseOwner } from './key';
import {
  ACCOUNT_STORAGE,
  AREA_DIGEST,
  AREA_FOUND,
  AREA_OUT,
  AREA_WANTED,
  KIND_BRANCH,
  LEAF_KEY,
  STATE_TRIE,
} from './layout';
import { chooseKind, sameBytes } from './leaf';
import { presentRoot } from './load';
import { copyKey, firstDifference, nibbleAt } from './nibbles';
import { refreshChildren } from './refresh';
import { beginUse } from './run';
import { childAt } from './update';

/** Nodes shorter than this are in the node above them. */
const HASHED: usize = 32;

/** Address behind the last node of the proof. */
let next: usize = 0;

/** The proof of the account with the hashed address AREA_WANTED; its bytes, in AREA_OUT: u32 length and node, root first. */
export function proveAccount(): usize {
  beginUse();
  chooseKind(true);
  return prove(STATE_TRIE);
}

/** The same of the slot with the hashed number AREA_WANTED in the storage of an account's leaf. */
export function proveSlot(account: usize): usize {
  beginUse();
  chooseKind(false);
  chooseOwner(account + LEAF_KEY);
  return prove(account + ACCOUNT_STORAGE);
}

function prove(trie: usize): usize {
  next = area + AREA_OUT;
  store<u32>(area, 0, AREA_FOUND);
  let node = presentRoot(trie);
  let depth: u32 = 0;
  while (node != 0) {
    if (kindOf(node) == KIND_BRANCH) {
      const point = depth + extensionOf(node);
      node = passBranch(node, depth)
        ? childAt(node, nibbleAt(area + AREA_WANTED, point), area + AREA_WANTED, point)
        : 0;
      depth = point + 1;
      continue;
    }
    putNode(encodeLeaf(node, depth, next + 4), depth == 0);
    if (sameBytes(node + LEAF_KEY, area + AREA_WANTED)) store<u32>(area, <u32>node, AREA_FOUND);
    break;
  }
  return next - area - AREA_OUT;
}

/** Keeps the node behind the last one, unless it is short and therefore part of the one above. */
function putNode(length: usize, isRoot: bool): void {
  if (length < HASHED && !isRoot) return;
  store<u32>(next, <u32>length);
  next += 4 + length;
}

/** Puts a branch and its extension; false when the key leaves the extension. */
function passBranch(branch: usize, depth: u32): bool {
  const point = depth + extensionOf(branch);
  refreshChildren(branch, point);
  finishDigests();
  if (point == depth) {
    putNode(encodeBranch(branch, next + 4), depth == 0);
    return true;
  }
  const key = extensionKeyOf(branch);
  const length = encodeBranch(branch, messageBuffer());
  const isShort = length < HASHED;
  if (isShort) copyKey(area + AREA_DIGEST, messageBuffer());
  else digestNow(length);
  putNode(encodeExtension(key, depth, point, area + AREA_DIGEST, isShort, next + 4), depth == 0);
  if (firstDifference(key, area + AREA_WANTED) < point) return false;
  putNode(encodeBranch(branch, next + 4), false);
  return true;
}
