/**
 * Takes a block access list (EIP-7928) in and out of the locations that it names. Workers load shares of it side
 * by side, and fold the same shares when the block is done.
 */
import { settleExists, writableFields } from '../flush';
import {
  ACCOUNT_GENERATION,
  ACCOUNT_LISTED,
  ACCOUNT_WIPE_VERSIONS,
  BLOCK_EPOCH,
  BLOCK_LIST,
  BLOCK_LIST_ROWS,
  BLOCK_LIST_SHARE_COUNT,
  BLOCK_LIST_SHARES,
  CTRL_LIST_FOLDED,
  CTRL_LIST_LOADED,
  CTRL_LIST_NEXT,
  FIELDS_BALANCE,
  FIELDS_CODE,
  FIELDS_NONCE,
  LIST_SEEN,
  RECORD_ACCOUNT,
  RECORD_BYTES,
  RECORD_KIND,
  RECORD_SLOT,
  RECORD_VALUE,
  SLOT_ACCOUNT,
  SLOT_CURRENT,
  SLOT_GENERATION,
  SLOT_LISTED,
  SLOT_STAMP,
} from '../layout';
import { internAccount, internSlot } from '../locations';
import { noteDirtySlot } from '../parallel/dirty';
import { balanceBefore, codeBefore, nonceBefore, slotBefore } from '../parallel/listed';
import { AFTER_BLOCK } from '../parallel/versions';
import { copy256 } from '../word';

/** Looks at the other workers' shares before JavaScript is asked to sleep. */
const SPINS: u32 = 2000;

/** Loads shares until none is left; true when all are loaded, else the caller waits for CTRL_LIST_LOADED. */
export function loadList(): bool {
  const shares = load<u32>(BLOCK_LIST_SHARE_COUNT);
  for (let share = takeShare(CTRL_LIST_NEXT); share < shares; share = takeShare(CTRL_LIST_NEXT)) {
    loadRows(startOf(share), startOf(share + 1));
    if (atomic.add<u32>(CTRL_LIST_LOADED, 1) + 1 == shares) atomic.notify(CTRL_LIST_LOADED, -1);
  }
  for (let spin: u32 = 0; spin < SPINS; spin++) {
    if (atomic.load<u32>(CTRL_LIST_LOADED) == shares) return true;
  }
  return false;
}

/** Folds shares until none is left: the last listed values become the committed ones. The list is true of the block. */
export function foldList(): void {
  const shares = load<u32>(BLOCK_LIST_SHARE_COUNT);
  for (let share = takeShare(CTRL_LIST_FOLDED); share < shares; share = takeShare(CTRL_LIST_FOLDED)) {
    for (let row = startOf(share); row < startOf(share + 1); row += RECORD_BYTES) {
      const kind = load<u32>(row, RECORD_KIND);
      if (kind == RECORD_ACCOUNT) foldAccount(row);
      else if (kind == RECORD_SLOT) foldSlot(row);
    }
  }
}

function takeShare(cursor: usize): u32 {
  return atomic.add<u32>(cursor, 1);
}

function rowAt(index: u32): usize {
  return <usize>load<u32>(BLOCK_LIST) + <usize>index * RECORD_BYTES;
}

function startOf(share: u32): usize {
  return rowAt(load<u32>(<usize>load<u32>(BLOCK_LIST_SHARES) + ((<usize>share) << 2)));
}

function loadRows(start: usize, end: usize): void {
  let account: usize = 0;
  for (let row = start; row < end; row += RECORD_BYTES) {
    const value = row + RECORD_VALUE;
    const kind = load<u32>(row, RECORD_KIND);
    if (kind == RECORD_ACCOUNT) {
      account = internAccount(load<u64>(value), load<u64>(value, 8), <u64>load<u32>(value, 16));
      store<u32>(row, <u32>account);
      store<u32>(account, <u32>row, ACCOUNT_LISTED);
    } else if (kind == RECORD_SLOT) {
      const slot = internSlot(account, value);
      store<u32>(row, <u32>slot);
      store<u32>(slot, <u32>row, SLOT_LISTED);
    }
  }
}

function foldAccount(row: usize): void {
  const account = <usize>load<u32>(row);
  const balance = balanceBefore(account, AFTER_BLOCK);
  const nonce = nonceBefore(account, AFTER_BLOCK);
  const code = codeBefore(account, AFTER_BLOCK);
  const isDropped = load<u32>(account, ACCOUNT_WIPE_VERSIONS) != 0;
  if ((balance | nonce | code) == 0 && !isDropped) return;
  const fields = writableFields(account);
  if (balance != 0) copy256(fields + FIELDS_BALANCE, balance);
  if (nonce != 0) store<u64>(fields, load<u64>(nonce), FIELDS_NONCE);
  if (code != 0) store<u32>(fields, load<u32>(code), FIELDS_CODE);
  settleExists(fields);
  // Its storage is dropped here and not by `foldDirty`, which could do so while another worker writes the fields.
  if (isDropped) store<u32>(account, 1, ACCOUNT_GENERATION);
}

function foldSlot(row: usize): void {
  const slot = <usize>load<u32>(row);
  const value = slotBefore(slot, AFTER_BLOCK);
  if (value == 0) return;
  const isDropped = load<u32>(load<u32>(slot, SLOT_ACCOUNT), ACCOUNT_WIPE_VERSIONS) != 0;
  copy256(slot + SLOT_CURRENT, value);
  store<u32>(slot, load<u32>(BLOCK_EPOCH), SLOT_STAMP);
  store<u32>(slot, isDropped ? 1 : 0, SLOT_GENERATION);
  noteDirtySlot(slot);
}

/** Takes the list out of the locations again; returns how many of its rows named something that nobody saw. */
export function unloadList(): u32 {
  let unseen: u32 = 0;
  const end = rowAt(load<u32>(BLOCK_LIST_ROWS));
  for (let row = rowAt(0); row < end; row += RECORD_BYTES) {
    const kind = load<u32>(row, RECORD_KIND);
    if (kind != RECORD_ACCOUNT && kind != RECORD_SLOT) continue;
    const location = <usize>load<u32>(row);
    if (load<u32>(row, LIST_SEEN) == 0) unseen++;
    if (location == 0) continue; // the block was stopped before the row was loaded
    store<u32>(location + (kind == RECORD_ACCOUNT ? <usize>ACCOUNT_LISTED : <usize>SLOT_LISTED), 0);
  }
  return unseen;
}
