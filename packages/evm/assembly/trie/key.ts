/** Keys of records: see TABLE_* in the layout. */
import { area } from './area';
import { AREA_KEY, AREA_KEY_LENGTH, TABLE_ACCOUNTS, TABLE_ROOT, TABLE_STORAGE } from './layout';
import { isAccounts } from './leaf';
import { copyKey } from './nibbles';

/** Address of the 32-byte hash of the account whose storage trie is at hand. */
let owner: usize = 0;

export function chooseOwner(account: usize): void {
  owner = account;
}

/** Address of the key that was written last. */
export function recordKey(): usize {
  return area + AREA_KEY;
}

export function recordKeyLength(): u32 {
  return load<u32>(area, AREA_KEY_LENGTH);
}

function finish(end: usize): void {
  store<u32>(area, <u32>(end - recordKey()), AREA_KEY_LENGTH);
}

/** Writes the key of the branch that stands at the first `point` nibbles of a path. */
export function writeBranchKey(path: usize, point: u32): void {
  let at = recordKey();
  store<u8>(at, isAccounts ? TABLE_ACCOUNTS : TABLE_STORAGE);
  at++;
  if (!isAccounts) {
    copyKey(at, owner);
    at += 32;
  }
  copyKey(at, path);
  at += <usize>(point >> 1);
  if ((point & 1) != 0) {
    store<u8>(at, load<u8>(at) & 0xf0);
    at++;
  }
  store<u8>(at, <u8>point);
  finish(at + 1);
}

/** Writes the key of the root of the account trie. */
export function writeRootKey(): void {
  store<u8>(recordKey(), TABLE_ROOT);
  finish(recordKey() + 1);
}
