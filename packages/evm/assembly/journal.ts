/**
 * The transaction's own view of the state: accounts and slots it met, what it changed, and how to
 * take that back. A checkpoint is a position in the undo list (revm's idea); reverting walks back to it.
 */
import { countLookup, ctx, setOverflowed } from './context';
import {
  BLOCK_RECORDS,
  CREATED,
  CTX_BUCKET_COUNT,
  CTX_BUCKETS,
  CTX_ENTRIES,
  CTX_ENTRIES_END,
  CTX_ENTRIES_TOP,
  CTX_FIRST_ACCOUNT,
  CTX_FIRST_SLOT,
  CTX_FIRST_TRANSIENT,
  CTX_JOURNAL,
  CTX_JOURNAL_END,
  CTX_JOURNAL_TOP,
  DESTROYED,
  LOCAL_ACCOUNT_BYTES,
  LOCAL_ADDRESS,
  LOCAL_BALANCE,
  LOCAL_BUCKET,
  LOCAL_BY,
  LOCAL_CODE,
  LOCAL_EXISTS,
  LOCAL_EXISTS_ORIGINAL,
  LOCAL_FLAGS,
  LOCAL_KEY,
  LOCAL_LINK,
  LOCAL_NEXT,
  LOCAL_NONCE,
  LOCAL_OWNER,
  LOCAL_SELECTOR,
  LOCAL_SHARED,
  LOCAL_SLOT_BY,
  LOCAL_SLOT_BYTES,
  LOCAL_SLOT_SELECTOR,
  LOCAL_VALUE,
  RECORDS_ORIGINS,
  RULE_PRECOMPILES,
  TOUCHED,
  UNDO_BYTES,
  UNDO_CODE,
  UNDO_CREDIT,
  UNDO_DEBIT,
  UNDO_EXISTS,
  UNDO_FLAGS,
  UNDO_KIND,
  UNDO_LOCAL,
  UNDO_NONCE,
  UNDO_OLD,
  UNDO_VALUE,
  WARM,
} from './layout';
import { hashAddress, hashKey, internAccount, internSlot } from './locations';
import { noteOrigin, recordsOrigins } from './origins';
import { add256, copy256, eq256, isZero256, sub256 } from './word';

/** Flags that a revert takes back; the others record what was read, and reads stay. */
const REVERTIBLE: u32 = WARM | CREATED | DESTROYED | TOUCHED;

/** `bytes` of the context's entries; when they are used up, the last place again, unlinked, and a note to start over. */
function takeEntry(bytes: usize): usize {
  const top = <usize>load<u32>(ctx, CTX_ENTRIES_TOP);
  if (top + bytes > <usize>load<u32>(ctx, CTX_ENTRIES_END) - LOCAL_ACCOUNT_BYTES) {
    setOverflowed();
    const last = <usize>load<u32>(ctx, CTX_ENTRIES_END) - LOCAL_ACCOUNT_BYTES;
    memory.fill(last, 0, bytes);
    return last;
  }
  store<u32>(ctx, <u32>(top + bytes), CTX_ENTRIES_TOP);
  memory.fill(top, 0, bytes);
  return top;
}

/** Puts a new entry in its bucket and in the list that starts at `first`, unless it is the overflow place. */
function linkEntry(entry: usize, bucket: usize, first: usize): void {
  if (entry == <usize>load<u32>(ctx, CTX_ENTRIES_END) - LOCAL_ACCOUNT_BYTES) return;
  store<u32>(entry, <u32>bucket, LOCAL_BUCKET);
  store<u32>(entry, load<u32>(bucket), LOCAL_NEXT);
  store<u32>(bucket, <u32>entry);
  store<u32>(entry, load<u32>(ctx + first), LOCAL_LINK);
  store<u32>(ctx + first, <u32>entry);
}

function bucketOf(hash: u64): usize {
  return <usize>load<u32>(ctx, CTX_BUCKETS) + ((<usize>hash & (CTX_BUCKET_COUNT - 1)) << 2);
}

/** True for the address of a precompile of the block's hardfork. */
export function isPrecompile(a0: u64, a1: u64, a2: u64): bool {
  if ((a1 | a2) != 0 || a0 >= 512) return false;
  return (<u32>load<u8>(<usize>RULE_PRECOMPILES + <usize>(a0 >> 3)) & (1 << (<u32>a0 & 7))) != 0;
}

/** The transaction's account at an address given as limbs, made when absent. */
export function localAccount(a0: u64, a1: u64, a2: u64): usize {
  const bucket = bucketOf(hashAddress(a0, a1, a2));
  for (let entry = <usize>load<u32>(bucket); entry != 0; entry = load<u32>(entry, LOCAL_NEXT)) {
    if (
      load<u32>(entry, LOCAL_OWNER) == 0 &&
      load<u64>(entry, LOCAL_ADDRESS) == a0 &&
      load<u64>(entry, LOCAL_ADDRESS + 8) == a1 &&
      load<u64>(entry, LOCAL_ADDRESS + 16) == a2
    ) {
      return entry;
    }
  }
  const made = takeEntry(LOCAL_ACCOUNT_BYTES);
  countLookup();
  store<u32>(made, <u32>internAccount(a0, a1, a2), LOCAL_SHARED);
  store<u64>(made, a0, LOCAL_ADDRESS);
  store<u64>(made, a1, LOCAL_ADDRESS + 8);
  store<u64>(made, a2, LOCAL_ADDRESS + 16);
  if (isPrecompile(a0, a1, a2)) store<u32>(made, WARM, LOCAL_FLAGS);
  if (recordsOrigins()) noteOrigin(made, LOCAL_BY, LOCAL_SELECTOR);
  linkEntry(made, bucket, CTX_FIRST_ACCOUNT);
  return made;
}

/** The account at an address stored as limbs. */
export function localAccountAt(address: usize): usize {
  return localAccount(load<u64>(address), load<u64>(address, 8), load<u64>(address, 16));
}

/** The account at an address on the stack: the upper 96 bits do not count. */
export function localAccountOf(word: usize): usize {
  return localAccount(load<u64>(word), load<u64>(word, 8), load<u64>(word, 16) & 0xffffffff);
}

function findKeyed(bucket: usize, owner: u32, key: usize): usize {
  for (let entry = <usize>load<u32>(bucket); entry != 0; entry = load<u32>(entry, LOCAL_NEXT)) {
    if (load<u32>(entry, LOCAL_OWNER) == owner && eq256(entry + LOCAL_KEY, key)) return entry;
  }
  return 0;
}

/** The transaction's slot `key` of an account, made (unread) when absent. */
export function localSlot(account: usize, key: usize): usize {
  const bucket = bucketOf(hashKey(account, key));
  const found = findKeyed(bucket, <u32>account, key);
  if (found != 0) return found;
  const made = takeEntry(LOCAL_SLOT_BYTES);
  countLookup();
  store<u32>(made, <u32>internSlot(load<u32>(account, LOCAL_SHARED), key), LOCAL_SHARED);
  store<u32>(made, <u32>account, LOCAL_OWNER);
  copy256(made + LOCAL_KEY, key);
  if ((load<u32>(BLOCK_RECORDS) & RECORDS_ORIGINS) != 0) noteOrigin(made, LOCAL_SLOT_BY, LOCAL_SLOT_SELECTOR);
  linkEntry(made, bucket, CTX_FIRST_SLOT);
  return made;
}

/** The transient slot `key` of an account, made (zero) when absent (EIP-1153). */
export function transientSlot(account: usize, key: usize): usize {
  const owner = account | 1; // entries are aligned to 16, so the odd owner is another name space
  const bucket = bucketOf(hashKey(owner, key));
  const found = findKeyed(bucket, <u32>owner, key);
  if (found != 0) return found;
  const made = takeEntry(LOCAL_SLOT_BYTES);
  store<u32>(made, <u32>owner, LOCAL_OWNER);
  copy256(made + LOCAL_KEY, key);
  linkEntry(made, bucket, CTX_FIRST_TRANSIENT);
  return made;
}

/** Starts a transaction with an empty view. */
export function clearJournal(): void {
  store<u32>(ctx, load<u32>(ctx, CTX_JOURNAL), CTX_JOURNAL_TOP);
  clearList(CTX_FIRST_ACCOUNT);
  clearList(CTX_FIRST_SLOT);
  clearList(CTX_FIRST_TRANSIENT);
  store<u32>(ctx, load<u32>(ctx, CTX_ENTRIES), CTX_ENTRIES_TOP);
}

function clearList(first: usize): void {
  for (let entry = <usize>load<u32>(ctx + first); entry != 0; entry = load<u32>(entry, LOCAL_LINK)) {
    store<u32>(load<u32>(entry, LOCAL_BUCKET), 0);
  }
  store<u32>(ctx + first, 0);
}

/** A new undo entry; the last one again when they are used up. */
function undo(kind: u32, local: usize): usize {
  const top = <usize>load<u32>(ctx, CTX_JOURNAL_TOP);
  if (top + UNDO_BYTES > <usize>load<u32>(ctx, CTX_JOURNAL_END)) {
    setOverflowed();
    return top - UNDO_BYTES;
  }
  store<u32>(ctx, <u32>(top + UNDO_BYTES), CTX_JOURNAL_TOP);
  store<u32>(top, kind, UNDO_KIND);
  store<u32>(top, <u32>local, UNDO_LOCAL);
  return top;
}

/** Sets flags of an account or slot. */
export function setFlags(local: usize, flags: u32): void {
  const old = load<u32>(local, LOCAL_FLAGS);
  if ((old & flags) == flags) return;
  store<u32>(undo(UNDO_FLAGS, local), old, UNDO_OLD);
  store<u32>(local, old | flags, LOCAL_FLAGS);
}

/** Notes that something was read; not taken back by a revert. */
export function setKnown(local: usize, flag: u32): void {
  store<u32>(local, load<u32>(local, LOCAL_FLAGS) | flag, LOCAL_FLAGS);
}

export function hasFlag(local: usize, flag: u32): bool {
  return (load<u32>(local, LOCAL_FLAGS) & flag) != 0;
}

/** Adds wei to an account, whether its balance was read or not. */
export function credit(account: usize, amount: usize): void {
  if (isZero256(amount)) return;
  copy256(undo(UNDO_CREDIT, account) + UNDO_OLD, amount);
  add256(account + LOCAL_BALANCE, amount, account + LOCAL_BALANCE);
}

/** Takes wei from an account whose balance is known to suffice. */
export function debit(account: usize, amount: usize): void {
  if (isZero256(amount)) return;
  copy256(undo(UNDO_DEBIT, account) + UNDO_OLD, amount);
  sub256(account + LOCAL_BALANCE, amount, account + LOCAL_BALANCE);
}

export function setNonce(account: usize, nonce: u64): void {
  store<u64>(undo(UNDO_NONCE, account), load<u64>(account, LOCAL_NONCE), UNDO_OLD);
  store<u64>(account, nonce, LOCAL_NONCE);
}

export function setCode(account: usize, code: usize): void {
  store<u32>(undo(UNDO_CODE, account), load<u32>(account, LOCAL_CODE), UNDO_OLD);
  store<u32>(account, <u32>code, LOCAL_CODE);
}

export function setExists(account: usize, exists: u32): void {
  if (load<u32>(account, LOCAL_EXISTS) == exists) return;
  store<u32>(undo(UNDO_EXISTS, account), load<u32>(account, LOCAL_EXISTS), UNDO_OLD);
  store<u32>(account, exists, LOCAL_EXISTS);
}

/** Sets the value of a slot or transient slot. */
export function setValue(slot: usize, value: usize): void {
  copy256(undo(UNDO_VALUE, slot) + UNDO_OLD, slot + LOCAL_VALUE);
  copy256(slot + LOCAL_VALUE, value);
}

/** Takes back everything since the undo list ended at `checkpoint`. */
export function revertTo(checkpoint: usize): void {
  let top = <usize>load<u32>(ctx, CTX_JOURNAL_TOP);
  while (top > checkpoint) {
    top -= UNDO_BYTES;
    takeBack(load<u32>(top, UNDO_KIND), load<u32>(top, UNDO_LOCAL), top + UNDO_OLD);
  }
  store<u32>(ctx, <u32>checkpoint, CTX_JOURNAL_TOP);
}

function takeBack(kind: u32, local: usize, old: usize): void {
  switch (kind) {
    case UNDO_FLAGS: {
      const now = load<u32>(local, LOCAL_FLAGS);
      store<u32>(local, (now & ~REVERTIBLE) | (load<u32>(old) & REVERTIBLE), LOCAL_FLAGS);
      break;
    }
    case UNDO_CREDIT: {
      sub256(local + LOCAL_BALANCE, old, local + LOCAL_BALANCE);
      break;
    }
    case UNDO_DEBIT: {
      add256(local + LOCAL_BALANCE, old, local + LOCAL_BALANCE);
      break;
    }
    case UNDO_NONCE: {
      store<u64>(local, load<u64>(old), LOCAL_NONCE);
      break;
    }
    case UNDO_CODE: {
      store<u32>(local, load<u32>(old), LOCAL_CODE);
      break;
    }
    case UNDO_EXISTS: {
      // What was known to exist before the transaction still does, also when that was read after this change.
      store<u32>(local, load<u32>(old) | load<u32>(local, LOCAL_EXISTS_ORIGINAL), LOCAL_EXISTS);
      break;
    }
    default: {
      copy256(local + LOCAL_VALUE, old);
      break;
    }
  }
}
