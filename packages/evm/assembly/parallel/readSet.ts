/**
 * The read set of a finished incarnation: every location it read and the value it saw, in the block
 * arena, and the sketch of it.
 */
import { takeFromBlock } from '../arena';
import {
  AT_LEAST,
  BALANCE_KNOWN,
  CODE_KNOWN,
  CTX_FIRST_ACCOUNT,
  CTX_FIRST_SLOT,
  CTX_RESULT,
  CTX_TX,
  EMPTY_KNOWN,
  EXISTS_KNOWN,
  LOCAL_BALANCE_ORIGINAL,
  LOCAL_CODE_ORIGINAL,
  LOCAL_EMPTY_ORIGINAL,
  LOCAL_EXISTS_ORIGINAL,
  LOCAL_FLAGS,
  LOCAL_FLOOR,
  LOCAL_LINK,
  LOCAL_NONCE_ORIGINAL,
  LOCAL_ORIGINAL,
  LOCAL_SHARED,
  NONCE_KNOWN,
  READ_AT_LEAST,
  READ_BALANCE,
  READ_BYTES,
  READ_CODE,
  READ_EMPTY,
  READ_EXISTS,
  READ_KIND,
  READ_NONCE,
  READ_SLOT,
  READ_VALUE,
  RESULT_READ_COUNT,
  RESULT_READS,
  SLOT_ACCOUNT,
  VALUE_READ,
} from '../layout';
import { copy256 } from '../word';
import { OF_BALANCE, OF_CODE, OF_EXISTENCE, OF_NONCE, OF_SLOT, OF_STORAGE, sketchRead } from './signatures';

/** Number of reads that the view of an account stands for. */
function readsOf(entry: usize): u32 {
  const reads = AT_LEAST | BALANCE_KNOWN | NONCE_KNOWN | CODE_KNOWN | EXISTS_KNOWN | EMPTY_KNOWN;
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
export function recordReads(ctx: usize): void {
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
    sketchAccount(load<u32>(ctx, CTX_TX), load<u32>(entry, LOCAL_SHARED), load<u32>(entry, LOCAL_FLAGS));
  }
  for (
    let entry = <usize>load<u32>(ctx, CTX_FIRST_SLOT);
    entry != 0;
    entry = <usize>load<u32>(entry, LOCAL_LINK)
  ) {
    if ((load<u32>(entry, LOCAL_FLAGS) & VALUE_READ) == 0) continue;
    const slot = <usize>load<u32>(entry, LOCAL_SHARED);
    sketchRead(load<u32>(ctx, CTX_TX), slot, OF_SLOT);
    sketchRead(load<u32>(ctx, CTX_TX), load<u32>(slot, SLOT_ACCOUNT), OF_STORAGE);
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
  // Also beside a balance, which may have been read later: what was decided by the bound holds only with the bound.
  if (flags & AT_LEAST) copy256(record(entry, READ_AT_LEAST), entry + LOCAL_FLOOR);
  if (flags & NONCE_KNOWN) store<u64>(record(entry, READ_NONCE), load<u64>(entry, LOCAL_NONCE_ORIGINAL));
  if (flags & CODE_KNOWN) store<u32>(record(entry, READ_CODE), load<u32>(entry, LOCAL_CODE_ORIGINAL));
  if (flags & EXISTS_KNOWN) store<u32>(record(entry, READ_EXISTS), load<u32>(entry, LOCAL_EXISTS_ORIGINAL));
  if (flags & EMPTY_KNOWN) store<u32>(record(entry, READ_EMPTY), load<u32>(entry, LOCAL_EMPTY_ORIGINAL));
}

/** Marks in the sketch what was read of one account. */
function sketchAccount(tx: u32, account: usize, flags: u32): void {
  if (flags & (BALANCE_KNOWN | EMPTY_KNOWN | AT_LEAST)) sketchRead(tx, account, OF_BALANCE);
  if (flags & (NONCE_KNOWN | EMPTY_KNOWN)) sketchRead(tx, account, OF_NONCE);
  if (flags & (CODE_KNOWN | EMPTY_KNOWN)) sketchRead(tx, account, OF_CODE);
  if (flags & EXISTS_KNOWN) sketchRead(tx, account, OF_EXISTENCE);
}
