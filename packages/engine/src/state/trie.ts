/**
 * Roots of Merkle Patricia tries, computed from scratch (yellow paper, appendix D).
 *
 * Keys, paths and nodes are strings of hexadecimal digits: a digit is exactly a step of the trie, a common
 * prefix is a common prefix of strings, and sorting the strings sorts the trie.
 */
import { keccakHex } from '../hash.ts';
import { listDigits, stringDigits } from '../rlp/encode.ts';
import type { Hash, Hex } from '../types.ts';

/** Root of a trie without entries: keccak256 of the RLP of the empty string. */
export const EMPTY_TRIE_ROOT: Hash = '0x56e81f171bcc55a6ff8345e692c0f86e5b48e01b996cadc001622fb5e363b421';

/** A key and its value; the value must not be empty. */
export type TrieEntry = readonly [key: Hex, value: Hex];

/** The root of the trie that holds `entries`, in any order, no key twice. */
export function trieRoot(entries: readonly TrieEntry[]): Hash {
  if (entries.length === 0) return EMPTY_TRIE_ROOT;
  const sorted = entries.map(([key, value]) => [key.slice(2), value.slice(2)] as const).sort(byKey);
  return keccakHex(`0x${encodeNode(sorted, 0, sorted.length, 0)}`);
}

/** An entry without the 0x. */
type Leaf = readonly [path: string, value: string];

function byKey([a]: Leaf, [b]: Leaf): number {
  return a < b ? -1 : 1;
}

/** RLP of the node over the sorted leaves from `start` to before `end`, which share their first `depth` digits. */
function encodeNode(leaves: readonly Leaf[], start: number, end: number, depth: number): string {
  const [path, value] = leaves[start]!;
  if (end - start === 1) return encodePair(path.slice(depth), true, stringDigits(value));
  const shared = sharedPrefix(path, leaves[end - 1]![0], depth);
  if (shared === depth) return encodeBranch(leaves, start, end, depth);
  const child = reference(encodeBranch(leaves, start, end, shared));
  return encodePair(path.slice(depth, shared), false, child);
}

/** A branch: sixteen children, and the value of the leaf that ends here. */
function encodeBranch(leaves: readonly Leaf[], start: number, end: number, depth: number): string {
  let next = start;
  let value = '80';
  // A key that is a prefix of others sorts before them.
  if (leaves[next]![0].length === depth) value = stringDigits(leaves[next++]![1]);
  let items = '';
  for (let digit = 0; digit < 16; digit++) {
    const first = next;
    const code = '0123456789abcdef'.charCodeAt(digit);
    while (next < end && leaves[next]![0].charCodeAt(depth) === code) next++;
    items += next === first ? '80' : reference(encodeNode(leaves, first, next, depth + 1));
  }
  return listDigits(items + value);
}

/** A leaf or an extension: the rest of the path with its kind in front, and what follows. */
function encodePair(path: string, isLeaf: boolean, content: string): string {
  return listDigits(stringDigits(compactPath(path, isLeaf)) + content);
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

/** How a node stands in its parent: itself when shorter than 32 bytes, else its hash. */
function reference(node: string): string {
  return node.length < 64 ? node : `a0${keccakHex(`0x${node}`).slice(2)}`;
}

function sharedPrefix(a: string, b: string, from: number): number {
  let length = from;
  while (length < a.length && a.charCodeAt(length) === b.charCodeAt(length)) length++;
  return length;
}
