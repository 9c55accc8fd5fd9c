/** Roots of Merkle Patricia tries, computed from scratch (yellow paper, appendix D). */
import { fromHex } from '../bytes.ts';
import { RlpWriter } from '../rlp/writer.ts';
import type { Hash, Hex } from '../types.ts';

/** Root of a trie without entries: keccak256 of the RLP of the empty string. */
export const EMPTY_TRIE_ROOT: Hash = '0x56e81f171bcc55a6ff8345e692c0f86e5b48e01b996cadc001622fb5e363b421';

/** A key and its value; the value must not be empty. */
export type TrieEntry = readonly [key: Hex, value: Hex];

/** The root of the trie that holds `entries`, in any order, no key twice. */
export function trieRoot(entries: readonly TrieEntry[]): Hash {
  const leaves = entries.map(([key, value]) => ({ key: fromHex(key), value: fromHex(value) }));
  leaves.sort((a, b) => Buffer.compare(a.key, b.key));
  return rootOf({
    keys: leaves.map(({ key }) => key),
    write: (writer, index) => writer.raw((leaves[index] as { value: Uint8Array }).value),
  });
}

/** What a trie holds. */
export interface Leaves {
  /** In ascending order, none twice. */
  keys: readonly Uint8Array[];
  /** Writes the value of a key, which is not empty. */
  write(writer: RlpWriter, index: number): void;
}

const writer = new RlpWriter();

/** The root of the trie that holds `leaves`. */
export function rootOf(leaves: Leaves): Hash {
  const { length } = leaves.keys;
  if (length === 0) return EMPTY_TRIE_ROOT;
  return writer.hash(() => writeNode(leaves, 0, length, 0));
}

/** Step `depth` of the path of a key: half a byte. */
function stepOf(key: Uint8Array, depth: number): number {
  const byte = key[depth >> 1] as number;
  return (depth & 1) === 0 ? byte >> 4 : byte & 15;
}

/** The node over the leaves from `start` to before `end`, which share their first `depth` steps. */
function writeNode(leaves: Leaves, start: number, end: number, depth: number): void {
  const key = leaves.keys[start] as Uint8Array;
  const mark = writer.written;
  if (end - start === 1) {
    writeValue(leaves, start);
    writePath(key, depth, 2 * key.length, true);
    writer.list(mark);
    return;
  }
  const shared = sharedSteps(key, leaves.keys[end - 1] as Uint8Array, depth);
  if (shared === depth) {
    writeBranch(leaves, start, end, depth);
    return;
  }
  writeReference(() => writeBranch(leaves, start, end, shared));
  writePath(key, depth, shared, false);
  writer.list(mark);
}

/** A branch: sixteen children, and the value of the leaf that ends here. Written from its end, as everything. */
function writeBranch(leaves: Leaves, start: number, end: number, depth: number): void {
  const mark = writer.written;
  // A key that is a prefix of others sorts before them.
  const endsHere = 2 * (leaves.keys[start] as Uint8Array).length === depth;
  if (endsHere) writeValue(leaves, start);
  else writer.string(0);
  let last = end;
  const lowest = endsHere ? start + 1 : start;
  for (let step = 15; step >= 0; step--) {
    let first = last;
    while (first > lowest && stepOf(leaves.keys[first - 1] as Uint8Array, depth) === step) first--;
    if (first === last) writer.string(0);
    else writeChild(leaves, first, last, depth + 1);
    last = first;
  }
  writer.list(mark);
}

function writeChild(leaves: Leaves, start: number, end: number, depth: number): void {
  writeReference(() => writeNode(leaves, start, end, depth));
}

/** How a node stands in its parent: itself when shorter than 32 bytes, else its hash. */
function writeReference(write: () => void): void {
  const mark = writer.written;
  write();
  if (writer.written - mark >= 32) writer.hashSince(mark);
}

function writeValue(leaves: Leaves, index: number): void {
  const mark = writer.written;
  leaves.write(writer, index);
  writer.string(writer.written - mark);
}

/** The steps of a key from `start` to before `end`, two to a byte, with the kind of node and the odd one in front. */
function writePath(key: Uint8Array, start: number, end: number, isLeaf: boolean): void {
  const mark = writer.written;
  let at = end;
  for (; at - start >= 2; at -= 2) writer.byte((stepOf(key, at - 2) << 4) | stepOf(key, at - 1));
  const kind = isLeaf ? 0x20 : 0;
  writer.byte(at === start ? kind : kind | 0x10 | stepOf(key, start));
  writer.string(writer.written - mark);
}

function sharedSteps(a: Uint8Array, b: Uint8Array, from: number): number {
  const most = 2 * Math.min(a.length, b.length);
  let depth = from;
  while (depth < most && stepOf(a, depth) === stepOf(b, depth)) depth++;
  return depth;
}

/**
 * Digits of the bytes that stand for a path in a node (yellow paper, appendix C): the kind of the node and whether the path
 * is odd in front, in a digit that makes it even or in two.
 *
 * @param path digits of hexadecimal, one for each step
 */
export function compactPath(path: string, isLeaf: boolean): string {
  const isOdd = path.length % 2 === 1;
  const kind = (isLeaf ? 2 : 0) + (isOdd ? 1 : 0);
  return `${kind}${isOdd ? '' : '0'}${path}`;
}
