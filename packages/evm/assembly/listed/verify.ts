/**
 * Compares what a finished transaction did with what the block access list says of it (EIP-7928). All read
 * listed values, so when every transaction did what is listed, then by induction from the first one all values were right.
 */
import { ZERO_WORD } from '../base';
import { ctx, txIndex } from '../context';
import { hasFlag, localAccountAt } from '../journal';
import {
  ACCESSED,
  ACCOUNT_LISTED,
  ACCOUNT_WIPE_VERSIONS,
  BALANCE_KNOWN,
  BLOCK_BENEFICIARY,
  BLOCK_LIST,
  BLOCK_LIST_COUNTS,
  BLOCK_LIST_ROWS,
  CODE_KNOWN,
  CREATED,
  CTRL_STOP,
  CTX_FIRST_ACCOUNT,
  CTX_FIRST_SLOT,
  CTX_RESULT,
  CTX_SCRATCH,
  DESTROYED,
  GONE,
  LIST_SEEN,
  LOCAL_BALANCE,
  LOCAL_BALANCE_ORIGINAL,
  LOCAL_CODE,
  LOCAL_CODE_ORIGINAL,
  LOCAL_FLAGS,
  LOCAL_LINK,
  LOCAL_NONCE,
  LOCAL_NONCE_ORIGINAL,
  LOCAL_ORIGINAL,
  LOCAL_OWNER,
  LOCAL_SHARED,
  LOCAL_VALUE,
  NONCE_KNOWN,
  RECORD_ACCOUNT,
  RECORD_BYTES,
  RECORD_KIND,
  RECORD_SLOT,
  RESULT_FEE,
  SLOT_LISTED,
  STOP_LIST_DIFFERS,
  VERSION_VALUE_SET,
} from '../layout';
import { notifyIdle } from '../parallel/cells';
import { noteDirtyAccount } from '../parallel/dirty';
import { balanceAfter, codeAfter, nonceAfter, slotAfter } from '../parallel/listed';
import { publishVersion, resolveBalance, resolveSlot } from '../parallel/versions';
import { stoodEmpty } from '../questions';
import { add256, eq256, isZero256 } from '../word';

/** Changes of the transaction that stand in the list so far. */
let matched: u32 = 0;

/** Stops the block unless the transaction in `ctx` did what is listed: the list is not true, or the block is not valid. */
export function stopUnlessAsListed(): void {
  if (isAsListed()) return;
  atomic.cmpxchg<u32>(CTRL_STOP, 0, STOP_LIST_DIFFERS);
  notifyIdle();
}

/** True when the transaction accessed and changed what is listed and nothing else. Adds the fee to the view. */
function isAsListed(): bool {
  matched = 0;
  const beneficiary = localAccountAt(BLOCK_BENEFICIARY); // which `begin` made
  store<u32>(beneficiary, load<u32>(beneficiary, LOCAL_FLAGS) | ACCESSED, LOCAL_FLAGS);
  const fee = <usize>load<u32>(ctx, CTX_RESULT) + RESULT_FEE;
  if (isZero256(fee) && stoodEmpty(beneficiary)) return false; // no list says that being paid nothing removes it
  add256(beneficiary + LOCAL_BALANCE, fee, beneficiary + LOCAL_BALANCE);

  let entry = <usize>load<u32>(ctx, CTX_FIRST_ACCOUNT);
  for (; entry != 0; entry = <usize>load<u32>(entry, LOCAL_LINK)) {
    if (!isAccountAsListed(entry)) return false;
  }
  entry = <usize>load<u32>(ctx, CTX_FIRST_SLOT);
  for (; entry != 0; entry = <usize>load<u32>(entry, LOCAL_LINK)) {
    if (hasFlag(entry, ACCESSED) && !isSlotAsListed(entry)) return false;
  }
  return matched == load<u32>(<usize>load<u32>(BLOCK_LIST_COUNTS) + ((<usize>txIndex) << 2));
}

/** True when `listed` is the address of this value. */
function isValue(listed: usize, value: usize): bool {
  matched++;
  return listed != 0 && eq256(listed, value) != 0;
}

/** True when `listed` is the address of this number. */
function isNumber(listed: usize, value: u64): bool {
  matched++;
  return listed != 0 && load<u64>(listed) == value;
}

function isAccountAsListed(entry: usize): bool {
  const account = <usize>load<u32>(entry, LOCAL_SHARED);
  const flags = load<u32>(entry, LOCAL_FLAGS);
  const row = <usize>load<u32>(account, ACCOUNT_LISTED);
  if (row == 0) return !hasFlag(entry, ACCESSED) && !isChanged(entry, flags);
  if ((flags & ACCESSED) != 0 && load<u32>(row, LIST_SEEN) == 0) store<u32>(row, 1, LIST_SEEN);
  if ((flags & DESTROYED) != 0) {
    const dropped = account + ACCOUNT_WIPE_VERSIONS; // for the end of the block; readers find zeros in the list
    if (publishVersion(dropped, txIndex, load<u32>(ctx, CTX_RESULT), VERSION_VALUE_SET, ctx + CTX_SCRATCH))
      noteDirtyAccount(account);
    if ((flags & CREATED) == 0 && !isDropListed(row)) return false;
  } else if ((flags & GONE) != 0) {
    return false; // an account that was there although empty: no list says that it is not any more
  }
  if (!isBalanceAsListed(entry, account, row)) return false;
  if (isNonceChanged(entry, flags) && !isNumber(nonceAfter(row, txIndex), load<u64>(entry, LOCAL_NONCE)))
    return false;
  return !isCodeChanged(entry, flags) || isNumber(codeAfter(row, txIndex), load<u32>(entry, LOCAL_CODE));
}

function isNonceChanged(entry: usize, flags: u32): bool {
  return (
    (flags & NONCE_KNOWN) != 0 && load<u64>(entry, LOCAL_NONCE) != load<u64>(entry, LOCAL_NONCE_ORIGINAL)
  );
}

function isCodeChanged(entry: usize, flags: u32): bool {
  return (flags & CODE_KNOWN) != 0 && load<u32>(entry, LOCAL_CODE) != load<u32>(entry, LOCAL_CODE_ORIGINAL);
}

/** True when the balance is known and another, or not known and something was added. */
function isBalanceChanged(entry: usize): bool {
  const balance = entry + LOCAL_BALANCE;
  if (hasFlag(entry, BALANCE_KNOWN)) return eq256(balance, entry + LOCAL_BALANCE_ORIGINAL) == 0;
  return isZero256(balance) == 0;
}

function isChanged(entry: usize, flags: u32): bool {
  return (
    isBalanceChanged(entry) ||
    isNonceChanged(entry, flags) ||
    isCodeChanged(entry, flags) ||
    (flags & (DESTROYED | GONE)) != 0
  );
}

function isBalanceAsListed(entry: usize, account: usize, row: usize): bool {
  if (!isBalanceChanged(entry)) return true;
  const listed = balanceAfter(row, txIndex);
  const balance = entry + LOCAL_BALANCE;
  if (hasFlag(entry, BALANCE_KNOWN)) return isValue(listed, balance);
  const after = ctx + CTX_SCRATCH;
  // Whatever was credited has its base state in memory: see knowWritten.
  if (resolveBalance(account, txIndex, after, after + 32) != 0) return false;
  add256(after, balance, after);
  return isValue(listed, after);
}

/** True when every listed slot of an account whose storage is dropped (before Cancun) is listed as zero from here, unless it was. */
function isDropListed(header: usize): bool {
  const end = <usize>load<u32>(BLOCK_LIST) + <usize>load<u32>(BLOCK_LIST_ROWS) * RECORD_BYTES;
  const before = ctx + CTX_SCRATCH;
  let row = header + RECORD_BYTES;
  for (; row < end && load<u32>(row, RECORD_KIND) != RECORD_ACCOUNT; row += RECORD_BYTES) {
    if (load<u32>(row, RECORD_KIND) != RECORD_SLOT) continue;
    if (resolveSlot(load<u32>(row), txIndex, before, before + 32) != 0) return false;
    if (isZero256(before) == 0 && !isValue(slotAfter(row, txIndex), ZERO_WORD)) return false;
  }
  return true;
}

function isSlotAsListed(entry: usize): bool {
  const slot = <usize>load<u32>(entry, LOCAL_SHARED);
  const row = <usize>load<u32>(slot, SLOT_LISTED);
  if (row == 0) return false;
  const isKept = !hasFlag(load<u32>(entry, LOCAL_OWNER), DESTROYED);
  if (isKept && eq256(entry + LOCAL_VALUE, entry + LOCAL_ORIGINAL) == 0)
    return isValue(slotAfter(row, txIndex), entry + LOCAL_VALUE);
  if (load<u32>(row, LIST_SEEN) == 0) store<u32>(row, 1, LIST_SEEN);
  return true;
}
