/**
 * Ends an incarnation: its reads become a read set for validation, its changes become versions.
 * Works on the finished view of the transaction (`ctx`), which is not used afterwards.
 */
import { takeFromBlock } from '../arena';
import {
  ACCOUNT_BALANCE_VERSIONS,
  ACCOUNT_CODE_VERSIONS,
  ACCOUNT_EXISTS_VERSIONS,
  ACCOUNT_NONCE_VERSIONS,
  ACCOUNT_WIPE_VERSIONS,
  BALANCE_KNOWN,
  BLOCK_BENEFICIARY_ACCOUNT,
  CODE_KNOWN,
  CTX_CLAIMED,
  CTX_FIRST_ACCOUNT,
  CTX_FIRST_SLOT,
  CTX_RESULT,
  CTX_SCRATCH,
  CTX_TX,
  DESTROYED,
  EMPTY_KNOWN,
  EXISTS_KNOWN,
  GONE,
  LOCAL_BALANCE,
  LOCAL_BALANCE_ORIGINAL,
  LOCAL_CODE,
  LOCAL_CODE_ORIGINAL,
  LOCAL_EMPTY_ORIGINAL,
  LOCAL_EXISTS,
  LOCAL_EXISTS_ORIGINAL,
  LOCAL_FLAGS,
  LOCAL_LINK,
  LOCAL_NONCE,
  LOCAL_NONCE_ORIGINAL,
  LOCAL_ORIGINAL,
  LOCAL_OWNER,
  LOCAL_SHARED,
  LOCAL_VALUE,
  NONCE_KNOWN,
  READ_BALANCE,
  READ_BYTES,
  READ_CODE,
  READ_EMPTY,
  READ_EXISTS,
  READ_KIND,
  READ_NONCE,
  READ_SLOT,
  READ_VALUE,
  RESULT_BENEFICIARY_KIND,
  RESULT_BENEFICIARY_VALUE,
  RESULT_READ_COUNT,
  RESULT_READS,
  SLOT_VERSIONS,
  VALUE_KNOWN,
  VALUE_READ,
  VERSION_DELTA,
  VERSION_VALUE_SET,
} from '../layout';
import { copy256, eq256, isZero256 } from '../word';
import { noteDirtyAccount, noteDirtySlot } from './dirty';
import { publishVersion, removeStale } from './versions';

/** Publishes the transaction in `ctx` as `incarnation`. */
export function publish(ctx: usize, incarnation: u32): void {
  recordReads(ctx);
  const result = <usize>load<u32>(ctx, CTX_RESULT);
  for (
    let entry = <usize>load<u32>(ctx, CTX_FIRST_ACCOUNT);
    entry != 0;
    entry = <usize>load<u32>(entry, LOCAL_LINK)
  ) {
    publishAccount(ctx, result, entry, incarnation << 3);
  }
  for (
    let entry = <usize>load<u32>(ctx, CTX_FIRST_SLOT);
    entry != 0;
    entry = <usize>load<u32>(entry, LOCAL_LINK)
  ) {
    if ((load<u32>(entry, LOCAL_FLAGS) & VALUE_KNOWN) == 0) continue;
    if ((load<u32>(load<u32>(entry, LOCAL_OWNER), LOCAL_FLAGS) & DESTROYED) != 0) continue;
    if (eq256(entry + LOCAL_VALUE, entry + LOCAL_ORIGINAL)) continue; // writing what was there is a read
    const slot = <usize>load<u32>(entry, LOCAL_SHARED);
    const state = (incarnation << 3) | VERSION_VALUE_SET;
    if (publishVersion(slot + SLOT_VERSIONS, load<u32>(ctx, CTX_TX), result, state, entry + LOCAL_VALUE))
      noteDirtySlot(slot);
  }
  if (incarnation != 0 || load<u32>(ctx, CTX_CLAIMED) != 0) removeStale(result, incarnation);
}

/** Number of reads that the view of an account stands for. */
function readsOf(entry: usize): u32 {
  const reads = BALANCE_KNOWN | NONCE_KNOWN | CODE_KNOWN | EXISTS_KNOWN | EMPTY_KNOWN;
  return popcnt<u32>(load<u32>(entry, LOCAL_FLAGS) & reads);
}

function countReads(ctx: usize): u32 {
  let count: u32 = 0;
  for (
    let entry = <usize>load<u32>(ctx, CTX_FIRST_ACCOUNT);
    entry != 0;
    entry = <usize>load<u32>(entry, LOCAL_LINK)
  ) {
    count += readsOf(entry);
  }
  for (
    let entry = <usize>load<u32>(ctx, CTX_FIRST_SLOT);
    entry != 0;
    entry = <usize>load<u32>(entry, LOCAL_LINK)
  ) {
    if ((load<u32>(entry, LOCAL_FLAGS) & VALUE_READ) != 0) count++;
  }
  return count;
}

/** Where the next read goes while a read set is written. */
let nextRead: usize = 0;

/** Writes the read set into the block arena. */
function recordReads(ctx: usize): void {
  const result = <usize>load<u32>(ctx, CTX_RESULT);
  const count = countReads(ctx);
  nextRead = takeFromBlock(count * READ_BYTES);
  store<u32>(result, <u32>nextRead, RESULT_READS);
  store<u32>(result, count, RESULT_READ_COUNT);
  for (
    let entry = <usize>load<u32>(ctx, CTX_FIRST_ACCOUNT);
    entry != 0;
    entry = <usize>load<u32>(entry, LOCAL_LINK)
  ) {
    recordAccount(entry, load<u32>(entry, LOCAL_FLAGS));
  }
  for (
    let entry = <usize>load<u32>(ctx, CTX_FIRST_SLOT);
    entry != 0;
    entry = <usize>load<u32>(entry, LOCAL_LINK)
  ) {
    if ((load<u32>(entry, LOCAL_FLAGS) & VALUE_READ) == 0) continue;
    copy256(record(entry, READ_SLOT), entry + LOCAL_ORIGINAL);
  }
}

/** Starts a read of the location that `entry` mirrors; returns where the value goes. */
function record(entry: usize, kind: u32): usize {
  const read = nextRead;
  nextRead = read + READ_BYTES;
  store<u32>(read, load<u32>(entry, LOCAL_SHARED));
  store<u32>(read, kind, READ_KIND);
  return read + READ_VALUE;
}

function recordAccount(entry: usize, flags: u32): void {
  if (flags & BALANCE_KNOWN) copy256(record(entry, READ_BALANCE), entry + LOCAL_BALANCE_ORIGINAL);
  if (flags & NONCE_KNOWN) store<u64>(record(entry, READ_NONCE), load<u64>(entry, LOCAL_NONCE_ORIGINAL));
  if (flags & CODE_KNOWN) store<u32>(record(entry, READ_CODE), load<u32>(entry, LOCAL_CODE_ORIGINAL));
  if (flags & EXISTS_KNOWN) store<u32>(record(entry, READ_EXISTS), load<u32>(entry, LOCAL_EXISTS_ORIGINAL));
  if (flags & EMPTY_KNOWN) store<u32>(record(entry, READ_EMPTY), load<u32>(entry, LOCAL_EMPTY_ORIGINAL));
}

/** Publishes the changed fields of one account. */
function publishAccount(ctx: usize, result: usize, entry: usize, round: u32): void {
  const tx = load<u32>(ctx, CTX_TX);
  const flags = load<u32>(entry, LOCAL_FLAGS);
  const account = <usize>load<u32>(entry, LOCAL_SHARED);
  const value = ctx + CTX_SCRATCH;
  let fresh = publishBalance(tx, result, entry, flags, round);
  if ((flags & NONCE_KNOWN) != 0 && load<u64>(entry, LOCAL_NONCE) != load<u64>(entry, LOCAL_NONCE_ORIGINAL)) {
    store<u64>(value, load<u64>(entry, LOCAL_NONCE));
    fresh |= <u32>(
      publishVersion(account + ACCOUNT_NONCE_VERSIONS, tx, result, round | VERSION_VALUE_SET, value)
    );
  }
  if ((flags & CODE_KNOWN) != 0 && load<u32>(entry, LOCAL_CODE) != load<u32>(entry, LOCAL_CODE_ORIGINAL)) {
    store<u32>(value, load<u32>(entry, LOCAL_CODE));
    fresh |= <u32>(
      publishVersion(account + ACCOUNT_CODE_VERSIONS, tx, result, round | VERSION_VALUE_SET, value)
    );
  }
  if ((flags & GONE) != 0 || load<u32>(entry, LOCAL_EXISTS) != load<u32>(entry, LOCAL_EXISTS_ORIGINAL)) {
    store<u32>(value, load<u32>(entry, LOCAL_EXISTS));
    fresh |= <u32>(
      publishVersion(account + ACCOUNT_EXISTS_VERSIONS, tx, result, round | VERSION_VALUE_SET, value)
    );
  }
  if ((flags & DESTROYED) != 0) {
    fresh |= <u32>(
      publishVersion(account + ACCOUNT_WIPE_VERSIONS, tx, result, round | VERSION_VALUE_SET, value)
    );
  }
  if (fresh) noteDirtyAccount(account);
}

/** A known balance is published as such, an unknown one as the sum of its credits; the beneficiary's is left to the committer. */
function publishBalance(tx: u32, result: usize, entry: usize, flags: u32, round: u32): u32 {
  const account = <usize>load<u32>(entry, LOCAL_SHARED);
  const balance = entry + LOCAL_BALANCE;
  const known = (flags & BALANCE_KNOWN) != 0;
  if (known ? eq256(balance, entry + LOCAL_BALANCE_ORIGINAL) != 0 : isZero256(balance) != 0) return 0;
  const kind = known ? VERSION_VALUE_SET : VERSION_DELTA;
  if (account == <usize>load<u32>(BLOCK_BENEFICIARY_ACCOUNT)) {
    store<u32>(result, kind, RESULT_BENEFICIARY_KIND);
    copy256(result + RESULT_BENEFICIARY_VALUE, balance);
    return 1;
  }
  return <u32>publishVersion(account + ACCOUNT_BALANCE_VERSIONS, tx, result, round | kind, balance);
}
