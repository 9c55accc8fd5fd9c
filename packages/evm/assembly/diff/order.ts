/**
 * Brings entries into the order of their keys, so that what is written down is the same whoever found them in which
 * order. Keys are hashes more often than not: three passes over the upper 33 bits leave little to compare. What shares
 * those bits (slots numbered from 0) is merged. Comparing alone would take some 15 times as many steps.
 */
import { takeFromBlock } from '../arena';

/** One entry to be sorted: the upper 64 bits of its key, its address. */
export const ITEM_ENTRY: u32 = 8;
export const ITEM_BYTES: u32 = 16;

const DIGIT_BITS: u64 = 11;
const DIGITS: u32 = 1 << 11;
/** The passes look at these bits, from the lowest on. */
const LOWEST_BIT: u64 = 64 - 3 * DIGIT_BITS;
/** Below it the counters cost more than comparisons. */
const FEW: u32 = 256;
/** Entries that are sorted by insertion, before such runs are merged. */
const RUN: u32 = 16;

/** Where in an entry the key begins, and of how many limbs it is, the least significant first. */
let keyOffset: usize = 0;
let keyLimbs: usize = 0;

export function setItem(item: usize, prefix: u64, entry: usize): void {
  store<u64>(item, prefix);
  store<u32>(item, <u32>entry, ITEM_ENTRY);
}

function copyItem(to: usize, from: usize): void {
  store<u64>(to, load<u64>(from));
  store<u64>(to, load<u64>(from, 8), 8);
}

/** Sorts items by their keys of `limbs` limbs at `offset` of the entries; returns where they are now. */
export function sortItems(items: usize, count: u32, offset: usize, limbs: usize): usize {
  keyOffset = offset;
  keyLimbs = limbs;
  const spare = takeFromBlock(count * ITEM_BYTES);
  if (count < FEW) {
    mergeSort(items, count, spare);
    return items;
  }
  sortByDigits(items, count, spare);
  mergeTies(spare, count, items);
  return spare;
}

/** Three stable passes, from the lowest digit to the highest: the items end in `spare`. */
function sortByDigits(items: usize, count: u32, spare: usize): void {
  const counters = takeFromBlock(DIGITS << 2);
  let from = items;
  let to = spare;
  for (let shift = LOWEST_BIT; shift < 64; shift += DIGIT_BITS) {
    distribute(from, count, to, shift, counters);
    const sorted = to;
    to = from;
    from = sorted;
  }
}

function counterOf(counters: usize, item: usize, shift: u64): usize {
  return counters + ((<usize>((load<u64>(item) >> shift) & (DIGITS - 1))) << 2);
}

function distribute(from: usize, count: u32, to: usize, shift: u64, counters: usize): void {
  memory.fill(counters, 0, DIGITS << 2);
  const end = from + count * ITEM_BYTES;
  for (let item = from; item < end; item += ITEM_BYTES) {
    const counter = counterOf(counters, item, shift);
    store<u32>(counter, load<u32>(counter) + 1);
  }
  let next: u32 = 0;
  for (let digit: u32 = 0; digit < DIGITS; digit++) {
    const counter = counters + (digit << 2);
    const size = load<u32>(counter);
    store<u32>(counter, next);
    next += size;
  }
  for (let item = from; item < end; item += ITEM_BYTES) {
    const counter = counterOf(counters, item, shift);
    const place = load<u32>(counter);
    store<u32>(counter, place + 1);
    copyItem(to + place * ITEM_BYTES, item);
  }
}

/** Sorts the runs of items whose upper bits are the same. */
function mergeTies(items: usize, count: u32, spare: usize): void {
  const end = items + count * ITEM_BYTES;
  let start = items;
  while (start < end) {
    const upper = load<u64>(start) >> LOWEST_BIT;
    let next = start + ITEM_BYTES;
    while (next < end && load<u64>(next) >> LOWEST_BIT == upper) next += ITEM_BYTES;
    if (next - start > ITEM_BYTES) mergeSort(start, <u32>((next - start) / ITEM_BYTES), spare);
    start = next;
  }
}

/** True when the key of `a` comes after that of `b`. */
function isAfter(a: usize, b: usize): bool {
  const x = load<u64>(a);
  const y = load<u64>(b);
  if (x != y) return x > y;
  const keyA = <usize>load<u32>(a, ITEM_ENTRY) + keyOffset;
  const keyB = <usize>load<u32>(b, ITEM_ENTRY) + keyOffset;
  for (let limb = keyLimbs << 3; limb != 0; ) {
    limb -= 8;
    const u = load<u64>(keyA + limb);
    const v = load<u64>(keyB + limb);
    if (u != v) return u > v;
  }
  return false;
}

/** Sorts in place; `spare` has room for half of the items. */
function mergeSort(items: usize, count: u32, spare: usize): void {
  for (let first: u32 = 0; first < count; first += RUN) {
    insertAll(items + first * ITEM_BYTES, items + min(first + RUN, count) * ITEM_BYTES);
  }
  for (let size = RUN; size < count; size <<= 1) {
    for (let first: u32 = 0; first + size < count; first += size << 1) {
      const middle = items + (first + size) * ITEM_BYTES;
      mergeRuns(
        items + first * ITEM_BYTES,
        middle,
        items + min(first + (size << 1), count) * ITEM_BYTES,
        spare,
      );
    }
  }
}

function insertAll(start: usize, end: usize): void {
  for (let at = start + ITEM_BYTES; at < end; at += ITEM_BYTES) {
    const prefix = load<u64>(at);
    const entry = load<u64>(at, ITEM_ENTRY);
    let hole = at;
    while (hole > start && isAfter(hole - ITEM_BYTES, hole)) {
      copyItem(hole, hole - ITEM_BYTES);
      hole -= ITEM_BYTES;
      store<u64>(hole, prefix);
      store<u64>(hole, entry, ITEM_ENTRY);
    }
  }
}

function mergeRuns(start: usize, middle: usize, end: usize, spare: usize): void {
  if (!isAfter(middle - ITEM_BYTES, middle)) return; // in order already, as equal keys are
  memory.copy(spare, start, middle - start);
  let left = spare;
  const leftEnd = spare + (middle - start);
  let right = middle;
  for (let to = start; left < leftEnd; to += ITEM_BYTES) {
    if (right < end && isAfter(left, right)) {
      copyItem(to, right);
      right += ITEM_BYTES;
    } else {
      copyItem(to, left);
      left += ITEM_BYTES;
    }
  }
}
