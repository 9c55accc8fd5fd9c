/**
 * The shared tables of accounts, slots and code: what exists in memory once for all workers.
 *
 * Each table is an array of chain heads. An entry is filled in first and then published by a
 * compare-exchange of its chain's head, so a reader that finds it sees it whole; entries are never
 * removed while a block runs. The hash is seeded per process, so nobody can craft long chains.
 */
import { takeFromState } from './arena';
import {
  ACCOUNT_ADDRESS,
  ACCOUNT_BASE,
  ACCOUNT_BYTES,
  ACCOUNT_NEXT,
  CODE_BYTES,
  CODE_DELEGATE,
  CODE_HASH,
  CODE_IS_DELEGATION,
  CODE_JUMPDESTS,
  CODE_LENGTH,
  CODE_LOADED,
  CODE_NEXT,
  CODE_PADDING,
  CODE_START,
  FIELDS_CODE,
  PLAN_ACCOUNT_BUCKETS,
  PLAN_ACCOUNT_MASK,
  PLAN_CODE_BUCKETS,
  PLAN_CODE_MASK,
  PLAN_EMPTY_CODE,
  PLAN_HASH_SEED,
  PLAN_SLOT_BUCKETS,
  PLAN_SLOT_MASK,
  SLOT_ACCOUNT,
  SLOT_BYTES,
  SLOT_KEY,
  SLOT_NEXT,
} from './layout';
import { copy256, eq256 } from './word';

/** Odd, with bits spread evenly (the golden ratio in 64 bits). */
const MIX: u64 = 0x9e3779b97f4a7c15;

/** One round of the table hash. */
export function mix(hash: u64, limb: u64): u64 {
  const product = (hash ^ limb) * MIX;
  return product ^ (product >> 29);
}

/** Hash of an address given as limbs. */
export function hashAddress(a0: u64, a1: u64, a2: u64): u64 {
  return mix(mix(mix(load<u64>(PLAN_HASH_SEED), a0), a1), a2);
}

/** Hash of a 256-bit key that belongs to `owner`. */
export function hashKey(owner: usize, key: usize): u64 {
  let hash = mix(load<u64>(PLAN_HASH_SEED), load<u64>(key) ^ ((<u64>owner) << 32));
  hash = mix(hash, load<u64>(key, 8));
  hash = mix(hash, load<u64>(key, 16));
  return mix(hash, load<u64>(key, 24));
}

function findAccount(first: usize, a0: u64, a1: u64, a2: u64): usize {
  for (let entry = first; entry != 0; entry = load<u32>(entry, ACCOUNT_NEXT)) {
    if (
      load<u64>(entry, ACCOUNT_ADDRESS) == a0 &&
      load<u64>(entry, ACCOUNT_ADDRESS + 8) == a1 &&
      load<u64>(entry, ACCOUNT_ADDRESS + 16) == a2
    ) {
      return entry;
    }
  }
  return 0;
}

/** The shared entry of an account, made (unloaded) when absent. */
export function internAccount(a0: u64, a1: u64, a2: u64): usize {
  const hash = <u32>hashAddress(a0, a1, a2);
  const bucket: usize = load<u32>(PLAN_ACCOUNT_BUCKETS) + ((hash & load<u32>(PLAN_ACCOUNT_MASK)) << 2);
  let made: usize = 0;
  while (true) {
    const first = <usize>atomic.load<u32>(bucket);
    const found = findAccount(first, a0, a1, a2);
    if (found != 0) return found;
    if (made == 0) {
      made = takeFromState(ACCOUNT_BYTES);
      memory.fill(made, 0, ACCOUNT_BYTES);
      store<u64>(made, a0, ACCOUNT_ADDRESS);
      store<u64>(made, a1, ACCOUNT_ADDRESS + 8);
      store<u64>(made, a2, ACCOUNT_ADDRESS + 16);
      store<u32>(made, load<u32>(PLAN_EMPTY_CODE), ACCOUNT_BASE + FIELDS_CODE);
    }
    store<u32>(made, <u32>first, ACCOUNT_NEXT);
    if (atomic.cmpxchg<u32>(bucket, <u32>first, <u32>made) == <u32>first) break;
  }
  return made;
}

function findSlot(first: usize, account: usize, key: usize): usize {
  for (let entry = first; entry != 0; entry = load<u32>(entry, SLOT_NEXT)) {
    if (load<u32>(entry, SLOT_ACCOUNT) == <u32>account && eq256(entry + SLOT_KEY, key) != 0) return entry;
  }
  return 0;
}

/** The shared entry of a slot, made (unloaded) when absent. `key` points to a word. */
export function internSlot(account: usize, key: usize): usize {
  const hash = <u32>hashKey(account, key);
  const bucket: usize = load<u32>(PLAN_SLOT_BUCKETS) + ((hash & load<u32>(PLAN_SLOT_MASK)) << 2);
  let made: usize = 0;
  while (true) {
    const first = <usize>atomic.load<u32>(bucket);
    const found = findSlot(first, account, key);
    if (found != 0) return found;
    if (made == 0) {
      made = takeFromState(SLOT_BYTES);
      memory.fill(made, 0, SLOT_BYTES);
      store<u32>(made, <u32>account, SLOT_ACCOUNT);
      copy256(made + SLOT_KEY, key);
    }
    store<u32>(made, <u32>first, SLOT_NEXT);
    if (atomic.cmpxchg<u32>(bucket, <u32>first, <u32>made) == <u32>first) break;
  }
  return made;
}

function findCode(first: usize, hash: usize): usize {
  for (let entry = first; entry != 0; entry = load<u32>(entry, CODE_NEXT)) {
    if (eq256(entry + CODE_HASH, hash) != 0) return entry;
  }
  return 0;
}

/** The shared entry of code by its hash (a word), made (unloaded) when absent. */
export function internCode(hash: usize): usize {
  const bucket: usize = load<u32>(PLAN_CODE_BUCKETS) + ((load<u32>(hash) & load<u32>(PLAN_CODE_MASK)) << 2);
  let made: usize = 0;
  while (true) {
    const first = <usize>atomic.load<u32>(bucket);
    const found = findCode(first, hash);
    if (found != 0) return found;
    if (made == 0) {
      made = takeFromState(CODE_BYTES);
      memory.fill(made, 0, CODE_BYTES);
      copy256(made + CODE_HASH, hash);
    }
    store<u32>(made, <u32>first, CODE_NEXT);
    if (atomic.cmpxchg<u32>(bucket, <u32>first, <u32>made) == <u32>first) break;
  }
  return made;
}

/** Marks the valid jump destinations of code in `bits`, one bit per byte (yellow paper 9.4.3). */
export function analyse(code: usize, length: u32, bits: usize): void {
  memory.fill(bits, 0, (length >> 3) + 1);
  for (let at: u32 = 0; at < length; at++) {
    const opcode = <u32>load<u8>(code + at);
    if (opcode == 0x5b) {
      const cell = bits + (at >> 3);
      const bit: u32 = 1 << (at & 7);
      store<u8>(cell, load<u8>(cell) | <u8>bit);
    } else if (opcode - 0x60 < 32) {
      at += opcode - 0x5f;
    }
  }
}

/** True when the bytes are a delegation designator: 0xef0100 and an address (EIP-7702). */
function isDesignator(bytes: usize, length: u32): bool {
  return length == 23 && load<u8>(bytes) == 0xef && load<u8>(bytes, 1) == 0x01 && load<u8>(bytes, 2) == 0x00;
}

/** Stores a big-endian address as limbs. */
export function storeAddress(out: usize, bytes: usize): void {
  store<u64>(out, bswap<u64>(load<u64>(bytes, 12)));
  store<u64>(out, bswap<u64>(load<u64>(bytes, 4)), 8);
  store<u64>(out, <u64>bswap<u32>(load<u32>(bytes)), 16);
}

/** Gives a code entry its bytes. Two workers may both do so: they write the same, and the last store publishes. */
export function fillCode(entry: usize, bytes: usize, length: u32): void {
  if (atomic.load<u32>(entry + CODE_LOADED) != 0) return;
  const start = takeFromState(length + 2 * CODE_PADDING) + CODE_PADDING;
  memory.fill(start - CODE_PADDING, 0, CODE_PADDING);
  memory.copy(start, bytes, length);
  memory.fill(start + length, 0, CODE_PADDING);
  const bits = takeFromState((length >> 3) + 1);
  analyse(start, length, bits);
  store<u32>(entry, length, CODE_LENGTH);
  store<u32>(entry, <u32>start, CODE_START);
  store<u32>(entry, <u32>bits, CODE_JUMPDESTS);
  if (isDesignator(start, length)) {
    store<u32>(entry, 1, CODE_IS_DELEGATION);
    storeAddress(entry + CODE_DELEGATE, start + 3);
  }
  atomic.store<u32>(entry + CODE_LOADED, 1);
}
