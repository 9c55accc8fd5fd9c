/**
 * Values of the block access list that a block is executed from (EIP-7928): a location points to its row, behind
 * which its values lie in ascending order. Everything here is read-only while transactions run.
 */
import {
  ACCOUNT_LISTED,
  BLOCK_MODE,
  LIST_CODES,
  LIST_COUNT,
  LIST_NONCES,
  LIST_TX,
  MODE_LISTED,
  RECORD_BYTES,
  RECORD_VALUE,
  SLOT_LISTED,
} from '../layout';

/** True while transactions run from a list. */
export function isListed(): bool {
  return load<u32>(BLOCK_MODE) == MODE_LISTED;
}

/** First of `count` rows from `first` whose transaction is not below `tx`. */
function firstFrom(first: usize, count: u32, tx: u32): usize {
  let low: u32 = 0;
  let high = count;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (load<u32>(first + <usize>middle * RECORD_BYTES, LIST_TX) < tx) low = middle + 1;
    else high = middle;
  }
  return first + <usize>low * RECORD_BYTES;
}

/** Address of the newest value below `tx`, or 0 when there is none. */
function newestBelow(first: usize, count: u32, tx: u32): usize {
  const row = firstFrom(first, count, tx);
  return row == first ? 0 : row - RECORD_BYTES + RECORD_VALUE;
}

/** Address of the value that `tx` leaves, or 0. */
function valueLeftBy(first: usize, count: u32, tx: u32): usize {
  const row = firstFrom(first, count, tx);
  const isThere = row < first + <usize>count * RECORD_BYTES && load<u32>(row, LIST_TX) == tx;
  return isThere ? row + RECORD_VALUE : 0;
}

function balancesOf(row: usize): usize {
  return row + RECORD_BYTES;
}

function noncesOf(row: usize): usize {
  return balancesOf(row) + <usize>load<u32>(row, LIST_COUNT) * RECORD_BYTES;
}

function codesOf(row: usize): usize {
  return noncesOf(row) + <usize>load<u32>(row, LIST_NONCES) * RECORD_BYTES;
}

/** Address of the listed balance before `tx`, or 0: then it is that of before the block. */
export function balanceBefore(account: usize, tx: u32): usize {
  const row = <usize>load<u32>(account, ACCOUNT_LISTED);
  return row == 0 ? 0 : newestBelow(balancesOf(row), load<u32>(row, LIST_COUNT), tx);
}

/** As `balanceBefore`, of the nonce. */
export function nonceBefore(account: usize, tx: u32): usize {
  const row = <usize>load<u32>(account, ACCOUNT_LISTED);
  return row == 0 ? 0 : newestBelow(noncesOf(row), load<u32>(row, LIST_NONCES), tx);
}

/** As `balanceBefore`, of the code entry. */
export function codeBefore(account: usize, tx: u32): usize {
  const row = <usize>load<u32>(account, ACCOUNT_LISTED);
  return row == 0 ? 0 : newestBelow(codesOf(row), load<u32>(row, LIST_CODES), tx);
}

/** As `balanceBefore`, of a slot. */
export function slotBefore(slot: usize, tx: u32): usize {
  const row = <usize>load<u32>(slot, SLOT_LISTED);
  return row == 0 ? 0 : newestBelow(row + RECORD_BYTES, load<u32>(row, LIST_COUNT), tx);
}

/** Address of the balance that `tx` leaves by the list, or 0. The account is listed; so for the others. */
export function balanceAfter(row: usize, tx: u32): usize {
  return valueLeftBy(balancesOf(row), load<u32>(row, LIST_COUNT), tx);
}

export function nonceAfter(row: usize, tx: u32): usize {
  return valueLeftBy(noncesOf(row), load<u32>(row, LIST_NONCES), tx);
}

export function codeAfter(row: usize, tx: u32): usize {
  return valueLeftBy(codesOf(row), load<u32>(row, LIST_CODES), tx);
}

export function slotAfter(row: usize, tx: u32): usize {
  return valueLeftBy(row + RECORD_BYTES, load<u32>(row, LIST_COUNT), tx);
}
