/** RLP of nodes, as they are hashed (yellow paper, appendices B to D). Each function returns the number of bytes. */
import { maskOf, referenceAt, shortLength } from './branch';
import {
  ACCOUNT_BALANCE,
  ACCOUNT_CODE_HASH,
  ACCOUNT_NONCE,
  ACCOUNT_STORAGE,
  BRANCH_CHILDREN,
  BRANCH_SHORT,
  LEAF_KEY,
  REFERENCE_BYTES,
  SLOT_VALUE,
  TRIE_HASH,
} from './layout';
import { isAccounts } from './leaf';
import { copyKey, nibbleAt } from './nibbles';

/** A byte string of 32 bytes with its prefix. */
const WORD_BYTES: usize = 33;

function listHead(to: usize, length: usize): usize {
  if (length < 56) {
    store<u8>(to, <u8>(0xc0 + length));
    return 1;
  }
  if (length < 256) {
    store<u16>(to, <u16>(0xf8 | (length << 8)));
    return 2;
  }
  store<u8>(to, 0xf9);
  store<u16>(to, <u16>(((length & 0xff) << 8) | (length >> 8)), 1);
  return 3;
}

function headLength(length: usize): usize {
  return length < 56 ? 1 : length < 256 ? 2 : 3;
}

function writeWord(to: usize, word: usize): usize {
  store<u8>(to, 0xa0);
  copyKey(to + 1, word);
  return WORD_BYTES;
}

/** The branch itself, without the extension; its references must be up to date. */
export function encodeBranch(branch: usize, to: usize): usize {
  const children = maskOf(branch, BRANCH_CHILDREN);
  const short = maskOf(branch, BRANCH_SHORT);
  let length: usize = 17 + <usize>popcnt<u32>(children & ~short) * (WORD_BYTES - 1);
  for (let rest = short; rest != 0; rest &= rest - 1) {
    length += shortLength(referenceAt(branch, ctz<u32>(rest))) - 1;
  }
  let at = to + listHead(to, length);
  let reference = referenceAt(branch, 0);
  let next: u32 = 0;
  for (let rest = children; rest != 0; rest &= rest - 1) {
    const nibble = ctz<u32>(rest);
    // Empty strings for the children that are not there: 16 are written, some count.
    v128.store(at, i32x4.splat(0x80808080));
    at += nibble - next;
    at += (short & (1 << nibble)) != 0 ? writeShort(at, reference) : writeWord(at, reference);
    reference += REFERENCE_BYTES;
    next = nibble + 1;
  }
  // And for the value, which no branch has.
  v128.store(at, i32x4.splat(0x80808080));
  store<u8>(at, 0x80, 16);
  return at + 17 - next - to;
}

/** Writes 32 bytes, of which those of the node count. */
function writeShort(to: usize, reference: usize): usize {
  copyKey(to, reference);
  return shortLength(reference);
}

/** The extension in front of a branch with that reference, as it stands in the key from `start` to before `end`. */
export function encodeExtension(
  key: usize,
  start: u32,
  end: u32,
  reference: usize,
  isShort: bool,
  to: usize,
): usize {
  const path = pathLength(start, end);
  const target = isShort ? shortLength(reference) : WORD_BYTES;
  let at = to + listHead(to, path + target);
  at += writePath(at, key, start, end, 0);
  if (isShort) copyKey(at, reference);
  else writeWord(at, reference);
  return at + target - to;
}

/** Bytes of a path with its prefix, in RLP. */
function pathLength(start: u32, end: u32): usize {
  const bytes = <usize>((end - start) >> 1) + 1;
  return bytes == 1 ? 1 : bytes + 1;
}

/** Hexadecimal prefix encoding, in RLP; `kind` is 0x20 for a leaf, else 0. */
function writePath(to: usize, key: usize, start: u32, end: u32, kind: u32): usize {
  const bytes = ((end - start) >> 1) + 1;
  let at = to;
  if (bytes > 1) {
    store<u8>(at, <u8>(0x80 + bytes));
    at++;
  }
  const isOdd = ((end - start) & 1) != 0;
  store<u8>(at, <u8>(isOdd ? kind | 0x10 | nibbleAt(key, start) : kind));
  at++;
  if (isOdd) start++;
  if ((start & 1) == 0) {
    copyKey(at, key + (start >> 1)); // 32 bytes, of which those of the path count
    return at + (<usize>(end - start) >> 1) - to;
  }
  for (; start < end; start += 2) {
    store<u8>(at, <u8>((nibbleAt(key, start) << 4) | nibbleAt(key, start + 1)));
    at++;
  }
  return at - to;
}

/** Zero bytes in front of a number of 32 bytes. */
export function leadingZeros(word: usize): usize {
  for (let offset: usize = 0; offset < 32; offset += 8) {
    const part = load<u64>(word + offset);
    if (part != 0) return offset + (<usize>ctz<u64>(part) >> 3);
  }
  return 32;
}

/** A number of 32 bytes in RLP. Writes up to 33 bytes whatever its length. */
function writeNumber(to: usize, word: usize): usize {
  const zeros = leadingZeros(word);
  const first = word + zeros;
  if (zeros == 31 && load<u8>(first) < 0x80) {
    store<u8>(to, load<u8>(first));
    return 1;
  }
  store<u8>(to, <u8>(0x80 + 32 - zeros));
  copyKey(to + 1, first);
  return 33 - zeros;
}

/** Bytes of a u64 without leading zeros. */
export function sizeOfInteger(value: u64): usize {
  return 8 - (<usize>clz<u64>(value) >> 3);
}

function writeInteger(to: usize, value: u64): usize {
  if (value != 0 && value < 0x80) {
    store<u8>(to, <u8>value);
    return 1;
  }
  const size = sizeOfInteger(value);
  store<u8>(to, <u8>(0x80 + size));
  if (size != 0) store<u64>(to, bswap<u64>(value << ((<u64>(8 - size)) << 3)), 1);
  return size + 1;
}

/** The leaf below a path of `depth` nibbles. */
export function encodeLeaf(leaf: usize, depth: u32, to: usize): usize {
  return isAccounts ? encodeAccount(leaf, depth, to) : encodeSlot(leaf, depth, to);
}

function encodeSlot(leaf: usize, depth: u32, to: usize): usize {
  const value = leaf + SLOT_VALUE;
  const size: usize = 32 - leadingZeros(value);
  const isOneByte = size == 1 && load<u8>(value, 31) < 0x80;
  const path = pathLength(depth, 64);
  // The value is RLP within RLP; only a single small byte is its own encoding twice.
  let at = to + listHead(to, path + (isOneByte ? 1 : size + 2));
  at += writePath(at, leaf + LEAF_KEY, depth, 64, 0x20);
  if (!isOneByte) {
    store<u8>(at, <u8>(0x80 + size + 1));
    at++;
  }
  return at + writeNumber(at, value) - to;
}

/** The value is the list of nonce, balance, storage root and code hash, as a string; always longer than 55 bytes. */
function encodeAccount(leaf: usize, depth: u32, to: usize): usize {
  const nonce = load<u64>(leaf, ACCOUNT_NONCE);
  const balance = leaf + ACCOUNT_BALANCE;
  const zeros = leadingZeros(balance);
  const nonceLength: usize = nonce < 0x80 ? 1 : sizeOfInteger(nonce) + 1;
  const balanceLength: usize = zeros == 31 && load<u8>(balance, 31) < 0x80 ? <usize>1 : 33 - zeros;
  const list = nonceLength + balanceLength + 2 * WORD_BYTES;
  const value = list + headLength(list);
  let at = to + listHead(to, pathLength(depth, 64) + value + 2);
  at += writePath(at, leaf + LEAF_KEY, depth, 64, 0x20);
  store<u16>(at, <u16>(0xb8 | (value << 8)));
  at += 2;
  at += listHead(at, list);
  at += writeInteger(at, nonce);
  at += writeNumber(at, balance);
  at += writeWord(at, leaf + ACCOUNT_STORAGE + TRIE_HASH);
  return at + writeWord(at, leaf + ACCOUNT_CODE_HASH) - to;
}
