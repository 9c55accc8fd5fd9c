/**
 * Loads a block access list (EIP-7928): every value that it lists becomes a version, so each transaction
 * reads what the list says its predecessors left and none waits for another. Workers load shares of it side by side.
 */

import {
  ACCOUNT_BALANCE_VERSIONS,
  ACCOUNT_CODE_VERSIONS,
  ACCOUNT_LISTED,
  ACCOUNT_NONCE_VERSIONS,
  BLOCK_LIST,
  BLOCK_LIST_ROWS,
  BLOCK_LIST_SHARE_COUNT,
  BLOCK_LIST_SHARES,
  CTRL_LIST_LOADED,
  CTRL_LIST_NEXT,
  LIST_SEEN,
  LIST_TX,
  LIST_VALUE,
  RECORD_ACCOUNT,
  RECORD_BALANCE,
  RECORD_BYTES,
  RECORD_KIND,
  RECORD_NONCE,
  RECORD_SLOT,
  RECORD_VALUE,
  SLOT_LISTED,
  SLOT_VERSIONS,
  VERSION_VALUE_SET,
} from '../layout';
import { internAccount, internSlot } from '../locations';
import { noteDirtyAccount, noteDirtySlot } from '../parallel/dirty';
import { publishVersion } from '../parallel/versions';

/** Looks at the other workers' shares before JavaScript is asked to sleep. */
const SPINS: u32 = 2000;

/** Loads shares until none is left; true when all are loaded, else the caller waits for CTRL_LIST_LOADED. `scratch` is RESULT_BYTES. */
export function loadList(scratch: usize): bool {
  const shares = load<u32>(BLOCK_LIST_SHARE_COUNT);
  const starts = <usize>load<u32>(BLOCK_LIST_SHARES);
  while (atomic.load<u32>(CTRL_LIST_NEXT) < shares) {
    const share = atomic.add<u32>(CTRL_LIST_NEXT, 1);
    if (share >= shares) break;
    const first = starts + ((<usize>share) << 2);
    loadRows(rowAt(load<u32>(first)), rowAt(load<u32>(first, 4)), scratch);
    if (atomic.add<u32>(CTRL_LIST_LOADED, 1) + 1 == shares) atomic.notify(CTRL_LIST_LOADED, -1);
  }
  for (let spin: u32 = 0; spin < SPINS; spin++) {
    if (atomic.load<u32>(CTRL_LIST_LOADED) == shares) return true;
  }
  return false;
}

function rowAt(index: u32): usize {
  return <usize>load<u32>(BLOCK_LIST) + <usize>index * RECORD_BYTES;
}

function loadRows(start: usize, end: usize, scratch: usize): void {
  let account: usize = 0;
  let slot: usize = 0;
  for (let row = start; row < end; row += RECORD_BYTES) {
    const value = row + RECORD_VALUE;
    switch (load<u32>(row, RECORD_KIND)) {
      case RECORD_ACCOUNT: {
        account = internAccount(load<u64>(value), load<u64>(value, 8), load<u64>(value, 16));
        store<u32>(row, <u32>account);
        store<u32>(account, <u32>row, ACCOUNT_LISTED);
        break;
      }
      case RECORD_SLOT: {
        slot = internSlot(account, value);
        store<u32>(row, <u32>slot);
        store<u32>(slot, <u32>row, SLOT_LISTED);
        break;
      }
      case LIST_VALUE: {
        if (put(slot + SLOT_VERSIONS, row, scratch)) noteDirtySlot(slot);
        break;
      }
      case RECORD_BALANCE: {
        if (put(account + ACCOUNT_BALANCE_VERSIONS, row, scratch)) noteDirtyAccount(account);
        break;
      }
      case RECORD_NONCE: {
        if (put(account + ACCOUNT_NONCE_VERSIONS, row, scratch)) noteDirtyAccount(account);
        break;
      }
      default: {
        if (put(account + ACCOUNT_CODE_VERSIONS, row, scratch)) noteDirtyAccount(account);
        break;
      }
    }
  }
}

/** Makes a listed value a version of its transaction. */
function put(list: usize, row: usize, scratch: usize): bool {
  return publishVersion(list, load<u32>(row, LIST_TX), scratch, VERSION_VALUE_SET, row + RECORD_VALUE);
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
