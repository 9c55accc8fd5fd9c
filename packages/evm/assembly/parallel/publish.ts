/**
 * Ends an incarnation: its reads become a read set for validation, its changes become versions.
 * Works on the finished view of the transaction (`ctx`), which is not used afterwards.
 */
import {
  ACCOUNT_BALANCE_VERSIONS,
  ACCOUNT_CODE_VERSIONS,
  ACCOUNT_EXISTS_VERSIONS,
  ACCOUNT_NONCE_VERSIONS,
  ACCOUNT_WIPE_VERSIONS,
  BALANCE_KNOWN,
  BLOCK_BENEFICIARY_ACCOUNT,
  CODE_KNOWN,
  CTX_FIRST_ACCOUNT,
  CTX_FIRST_SLOT,
  CTX_RESULT,
  CTX_SCRATCH,
  CTX_TX,
  DESTROYED,
  GONE,
  LOCAL_BALANCE,
  LOCAL_BALANCE_ORIGINAL,
  LOCAL_CODE,
  LOCAL_CODE_ORIGINAL,
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
  RESULT_BENEFICIARY_KIND,
  RESULT_BENEFICIARY_VALUE,
  RESULT_WRITES,
  SLOT_VERSIONS,
  VALUE_KNOWN,
  VERSION_DELTA,
  VERSION_VALUE_SET,
} from '../layout';
import { copy256, eq256, isZero256 } from '../word';
import { noteDirtyAccount, noteDirtySlot } from './dirty';
import { recordReads } from './readSet';
import {
  clearReads,
  OF_BALANCE,
  OF_CODE,
  OF_EXISTENCE,
  OF_NONCE,
  OF_SLOT,
  OF_STORAGE,
  sketchWrite,
} from './signatures';
import { publishVersion, removeStale } from './versions';

/** Transaction, result record and `incarnation << 3` of the publication under way. */
let tx: u32 = 0;
let result: usize = 0;
let round: u32 = 0;

/** Publishes the transaction in `ctx` as `incarnation`. */
export function publish(ctx: usize, incarnation: u32): void {
  tx = load<u32>(ctx, CTX_TX);
  result = load<u32>(ctx, CTX_RESULT);
  round = incarnation << 3;
  // By an aborted incarnation, or announced, perhaps by a run that was given up for the large context.
  const hasVersions = load<u32>(result, RESULT_WRITES) != 0;
  if (incarnation != 0) clearReads(tx);
  recordReads(ctx);
  let entry = <usize>load<u32>(ctx, CTX_FIRST_ACCOUNT);
  for (; entry != 0; entry = <usize>load<u32>(entry, LOCAL_LINK)) publishAccount(entry, ctx + CTX_SCRATCH);
  entry = <usize>load<u32>(ctx, CTX_FIRST_SLOT);
  for (; entry != 0; entry = <usize>load<u32>(entry, LOCAL_LINK)) publishSlot(entry);
  if (hasVersions) removeStale(result, incarnation);
}

/** Publishes a slot's value; writing what was there is a read, and storage that is dropped is not written. */
function publishSlot(entry: usize): void {
  if ((load<u32>(entry, LOCAL_FLAGS) & VALUE_KNOWN) == 0) return;
  if ((load<u32>(load<u32>(entry, LOCAL_OWNER), LOCAL_FLAGS) & DESTROYED) != 0) return;
  if (eq256(entry + LOCAL_VALUE, entry + LOCAL_ORIGINAL)) return;
  const slot = <usize>load<u32>(entry, LOCAL_SHARED);
  if (put(slot, SLOT_VERSIONS, OF_SLOT, VERSION_VALUE_SET, entry + LOCAL_VALUE)) noteDirtySlot(slot);
}

/** Publishes a version of a location's field; 1 when its list got a new node. */
function put(location: usize, list: usize, field: u32, kind: u32, value: usize): u32 {
  sketchWrite(tx, location, field);
  return <u32>publishVersion(location + list, tx, result, round | kind, value);
}

/** Publishes the changed fields of one account; `word` is scratch. */
function publishAccount(entry: usize, word: usize): void {
  const flags = load<u32>(entry, LOCAL_FLAGS);
  const account = <usize>load<u32>(entry, LOCAL_SHARED);
  let fresh = publishBalance(entry, account, flags);
  if ((flags & NONCE_KNOWN) != 0 && load<u64>(entry, LOCAL_NONCE) != load<u64>(entry, LOCAL_NONCE_ORIGINAL)) {
    store<u64>(word, load<u64>(entry, LOCAL_NONCE));
    fresh |= put(account, ACCOUNT_NONCE_VERSIONS, OF_NONCE, VERSION_VALUE_SET, word);
  }
  if ((flags & CODE_KNOWN) != 0 && load<u32>(entry, LOCAL_CODE) != load<u32>(entry, LOCAL_CODE_ORIGINAL)) {
    store<u32>(word, load<u32>(entry, LOCAL_CODE));
    fresh |= put(account, ACCOUNT_CODE_VERSIONS, OF_CODE, VERSION_VALUE_SET, word);
  }
  if ((flags & GONE) != 0 || load<u32>(entry, LOCAL_EXISTS) != load<u32>(entry, LOCAL_EXISTS_ORIGINAL)) {
    store<u32>(word, load<u32>(entry, LOCAL_EXISTS));
    fresh |= put(account, ACCOUNT_EXISTS_VERSIONS, OF_EXISTENCE, VERSION_VALUE_SET, word);
  }
  if ((flags & DESTROYED) != 0)
    fresh |= put(account, ACCOUNT_WIPE_VERSIONS, OF_STORAGE, VERSION_VALUE_SET, word);
  if (fresh) noteDirtyAccount(account);
}

/** A known balance is published as such, an unknown one as the sum of its credits; the beneficiary's is left to the committer. */
function publishBalance(entry: usize, account: usize, flags: u32): u32 {
  const balance = entry + LOCAL_BALANCE;
  const known = (flags & BALANCE_KNOWN) != 0;
  if (known ? eq256(balance, entry + LOCAL_BALANCE_ORIGINAL) != 0 : isZero256(balance) != 0) return 0;
  const kind = known ? VERSION_VALUE_SET : VERSION_DELTA;
  if (account == <usize>load<u32>(BLOCK_BENEFICIARY_ACCOUNT)) {
    store<u32>(result, kind, RESULT_BENEFICIARY_KIND);
    copy256(result + RESULT_BENEFICIARY_VALUE, balance);
    return 1;
  }
  return put(account, ACCOUNT_BALANCE_VERSIONS, OF_BALANCE, kind, balance);
}
