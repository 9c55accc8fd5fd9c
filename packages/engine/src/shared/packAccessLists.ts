/** Lists of what transactions use, as the planner of the core reads them. */
import { layout } from '@heddle/evm';
import type { DeclaredAccess } from '../types.ts';
import type { SharedMemory } from './sharedMemory.ts';
import { writeAddress, writeHash } from './words.ts';

/** More keys that are only read than this do not fit their field; the others are taken for written. */
const MOST_READ_ONLY = 0xffff;

/** Copies one list per transaction into the block arena; returns the address of the first GIVEN_* record. */
export function placeAccessLists(
  shared: SharedMemory,
  lists: readonly (readonly DeclaredAccess[])[],
): number {
  const first = shared.core.takeFromBlock(lists.length * layout.GIVEN_BYTES) >>> 0;
  lists.forEach((list, txIndex) => {
    const record = first + txIndex * layout.GIVEN_BYTES;
    shared.setUint32(record, placeList(shared, list));
    shared.setUint32(record + layout.GIVEN_COUNT, list.length);
  });
  return first;
}

function placeList(shared: SharedMemory, list: readonly DeclaredAccess[]): number {
  const keys = list.reduce((sum, { storageKeys }) => sum + storageKeys.length, 0);
  const start = shared.core.takeFromBlock(list.length * layout.ACCESS_BYTES + keys * 32) >>> 0;
  let at = start;
  for (const declared of list) at = placeEntry(shared, at, declared);
  return start;
}

function placeEntry({ bytes, view }: SharedMemory, at: number, declared: DeclaredAccess): number {
  const readOnly = new Set(declared.readOnlyKeys?.slice(0, MOST_READ_ONLY));
  const isRead = (key: `0x${string}`) => readOnly.has(key);
  const keys = [
    ...declared.storageKeys.filter((key) => !isRead(key)),
    ...declared.storageKeys.filter(isRead),
  ];
  const read = declared.storageKeys.filter(isRead).length;
  writeAddress(bytes, at, declared.address);
  view.setUint32(at + layout.ACCESS_COUNT, keys.length, true);
  view.setUint16(at + layout.ACCESS_GRANTS, grantsOf(declared), true);
  view.setUint16(at + layout.ACCESS_READ_ONLY, Math.min(read, MOST_READ_ONLY), true);
  let next = at + layout.ACCESS_BYTES;
  for (const key of keys) {
    writeHash(bytes, next, key);
    next += 32;
  }
  return next;
}

function grantsOf({ balance, isChanged }: DeclaredAccess): number {
  const ofBalance =
    balance === 'used' ? layout.GRANT_BALANCE : balance === 'credited' ? layout.GRANT_CREDIT : 0;
  return ofBalance | (isChanged === true ? layout.GRANT_CHANGE : 0);
}
