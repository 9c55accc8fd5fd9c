/** Records of the database, read. A cursor goes from part to part. */
import { newStub } from './branch';
import { fail } from './fail';
import {
  ACCOUNT_BALANCE,
  ACCOUNT_CODE_HASH,
  ACCOUNT_NONCE,
  ACCOUNT_STORAGE,
  ERROR_RECORD,
  HAS_CODE,
  HAS_STORAGE,
  ROOT_BRANCH,
  SLOT_VALUE,
  TRIE_FLAGS,
  TRIE_HASH,
  TRIE_NODE,
  TRIE_NONEMPTY,
} from './layout';
import { isAccounts, newAccount, newSlot, writeEmptyCodeHash } from './leaf';
import { copyKey } from './nibbles';

/** Address of the next byte. */
let cursor: usize = 0;
let end: usize = 0;

export function beginRecord(record: usize, length: u32): void {
  cursor = record;
  end = record + <usize>length;
}

/** The record must have been read to its last byte, and not beyond. */
export function endRecord(): void {
  if (cursor != end) fail(ERROR_RECORD);
}

/** Address of the next `bytes` bytes. */
export function readBytes(bytes: usize): usize {
  const start = cursor;
  cursor += bytes;
  if (cursor > end) fail(ERROR_RECORD);
  return start;
}

export function readByte(): u32 {
  return <u32>load<u8>(readBytes(1));
}

export function readMask(): u32 {
  return <u32>load<u16>(readBytes(2));
}

/** Reads the end of a number of 32 bytes. */
function readNumber(bytes: u32, to: usize): void {
  if (bytes > 32) fail(ERROR_RECORD);
  v128.store(to, i64x2(0, 0));
  v128.store(to, i64x2(0, 0), 16);
  memory.copy(to + 32 - bytes, readBytes(bytes), bytes);
}

function readInteger(bytes: u32): u64 {
  let value: u64 = 0;
  for (; bytes > 0; bytes--) value = (value << 8) | <u64>readByte();
  return value;
}

/** Reads the nibbles of an extension behind those that are in `path`, which holds both afterwards; their number. */
export function readExtension(path: usize, depth: u32): u32 {
  const length = readByte();
  if (depth + length > 63) fail(ERROR_RECORD);
  const first = depth >> 1;
  const bytes = ((depth + length + 1) >> 1) - first;
  readInto(path, depth, bytes);
  return length;
}

/** Reads `bytes` bytes of a path from the one in which the nibble at `depth` lies; nibbles before it stay. */
function readInto(path: usize, depth: u32, bytes: u32): void {
  const at = path + (depth >> 1);
  const before = <u32>load<u8>(at);
  memory.copy(at, readBytes(bytes), bytes);
  if ((depth & 1) != 0) store<u8>(at, <u8>((before & 0xf0) | (<u32>load<u8>(at) & 15)));
}

/** Reads a leaf below the first `depth` nibbles of `path`, the rest of which is spoilt. */
export function readLeaf(path: usize, depth: u32): usize {
  readInto(path, depth, 32 - (depth >> 1));
  return isAccounts ? readAccount(path) : readSlot(path);
}

function readSlot(key: usize): usize {
  const leaf = newSlot(key);
  readNumber(readByte(), leaf + SLOT_VALUE);
  return leaf;
}

function readAccount(key: usize): usize {
  const leaf = newAccount(key);
  const head = readByte();
  const balanceBytes = readByte();
  store<u64>(leaf, readInteger(head & 15), ACCOUNT_NONCE);
  readNumber(balanceBytes, leaf + ACCOUNT_BALANCE);
  if ((head & HAS_CODE) != 0) copyKey(leaf + ACCOUNT_CODE_HASH, readBytes(32));
  else writeEmptyCodeHash(leaf + ACCOUNT_CODE_HASH);
  if ((head & HAS_STORAGE) != 0) readRoot(leaf + ACCOUNT_STORAGE, key, false);
  return leaf;
}

/** Reads the root of a trie, that of the accounts or of a storage; `path` is spoilt. */
export function readRoot(trie: usize, path: usize, accounts: bool): void {
  copyKey(trie + TRIE_HASH, readBytes(32));
  store<u32>(trie, TRIE_NONEMPTY, TRIE_FLAGS);
  let root: usize = 0;
  if (readByte() == ROOT_BRANCH) {
    const extension = readExtension(path, 0);
    if (extension != 0) root = newStub(extension, path);
  } else {
    copyKey(path, readBytes(32));
    root = accounts ? readAccount(path) : readSlot(path);
  }
  store<u32>(trie, <u32>root, TRIE_NODE);
}
