/** Sorted lists of items: entries of the first eight bytes of the key, as a number, and the item. */
import { ENTRY_BYTES, ENTRY_ITEM, ENTRY_PREFIX } from './layout';
import { compareKeys } from './nibbles';

/** Shorter stretches are sorted by insertion. */
const SHORT: usize = 12 * ENTRY_BYTES;

export function itemOf(entry: usize): usize {
  return <usize>load<u32>(entry, ENTRY_ITEM);
}

function prefixOf(entry: usize): u64 {
  return load<u64>(entry, ENTRY_PREFIX);
}

/** Writes an entry for the item, which begins with its key. */
export function setEntry(entry: usize, item: usize): void {
  store<u64>(entry, bswap<u64>(load<u64>(item)), ENTRY_PREFIX);
  store<u32>(entry, <u32>item, ENTRY_ITEM);
}

function isBefore(prefix: u64, item: usize, otherPrefix: u64, other: usize): bool {
  return prefix != otherPrefix ? prefix < otherPrefix : compareKeys(item, other) < 0;
}

function insertionSort(start: usize, end: usize): void {
  for (let entry = start + ENTRY_BYTES; entry < end; entry += ENTRY_BYTES) {
    const moved = v128.load(entry);
    const prefix = prefixOf(entry);
    const item = itemOf(entry);
    let at = entry;
    while (at > start) {
      const before = at - ENTRY_BYTES;
      if (!isBefore(prefix, item, prefixOf(before), itemOf(before))) break;
      v128.store(at, v128.load(before));
      at = before;
    }
    v128.store(at, moved);
  }
}

/** Exchanges entries so that none of the lower part comes after one of the upper; the end of the lower part (Hoare). */
function partition(start: usize, end: usize): usize {
  const middle = start + (((end - start) / ENTRY_BYTES) >> 1) * ENTRY_BYTES;
  const prefix = prefixOf(middle);
  const item = itemOf(middle);
  let low = start;
  let high = end - ENTRY_BYTES;
  while (true) {
    while (isBefore(prefixOf(low), itemOf(low), prefix, item)) low += ENTRY_BYTES;
    while (isBefore(prefix, item, prefixOf(high), itemOf(high))) high -= ENTRY_BYTES;
    if (low >= high) return low == high ? low + ENTRY_BYTES : low;
    const kept = v128.load(low);
    v128.store(low, v128.load(high));
    v128.store(high, kept);
    low += ENTRY_BYTES;
    high -= ENTRY_BYTES;
  }
}

/** Sorts the entries from `start` to before `end` by their keys. */
export function sortEntries(start: usize, end: usize): void {
  while (end - start > SHORT) {
    const middle = partition(start, end);
    // The shorter part first, so that the stack stays shallow.
    if (middle - start < end - middle) {
      sortEntries(start, middle);
      start = middle;
    } else {
      sortEntries(middle, end);
      end = middle;
    }
  }
  insertionSort(start, end);
}
