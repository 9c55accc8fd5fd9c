/**
 * Multi-version state: what each transaction of the block wrote, per location.
 *
 * A location has one list of versions, newest transaction first, at most one node per transaction.
 * Nodes are inserted by compare-exchange and never unlinked, so a reader may walk at any time. A node
 * belongs to its transaction: only that transaction's executor changes it, as a sequence lock:
 *
 *     ESTIMATE (readers wait) ── value stored ──> incarnation<<3 | VALUE_SET or DELTA
 *     a reader that sees the state change around its copy copies again
 *
 * What a reader sees may be overtaken a moment later; validation at commit decides (Block-STM,
 * arXiv:2203.06871).
 */
import { takeFromBlock } from '../arena';
import { accountFields, slotValue } from '../base';
import {
  ACCOUNT_BALANCE_VERSIONS,
  ACCOUNT_CODE_VERSIONS,
  ACCOUNT_EXISTS_VERSIONS,
  ACCOUNT_NONCE_VERSIONS,
  ACCOUNT_WIPE_VERSIONS,
  BLOCK_BENEFICIARY_ACCOUNT,
  CTRL_BENEFICIARY_BALANCE,
  CTRL_BENEFICIARY_EXISTS,
  CTRL_HEAD,
  EXISTS,
  FIELDS_BALANCE,
  FIELDS_CODE,
  FIELDS_FLAGS,
  FIELDS_NONCE,
  LEAVE_AWAIT_HEAD,
  LEAVE_BLOCKED,
  LEAVE_NEED_ACCOUNT,
  LEAVE_NEED_SLOT,
  PLAN_EMPTY_CODE,
  RESULT_WRITES,
  SLOT_ACCOUNT,
  SLOT_VERSIONS,
  VERSION_BYTES,
  VERSION_DELTA,
  VERSION_ESTIMATE,
  VERSION_NEXT,
  VERSION_REMOVED,
  VERSION_SIBLING,
  VERSION_STATE,
  VERSION_TX,
  VERSION_VALUE,
} from '../layout';
import { add256, copy256, isZero256 } from '../word';
import { balanceBefore, codeBefore, isListed, nonceBefore, slotBefore } from './listed';

/** The transaction that a LEAVE_BLOCKED names. */
export let blocker: u32 = 0;
/** Above every transaction: reads the state after the block. */
export const AFTER_BLOCK: u32 = 0xffffffff;

const MISSING: i32 = 0;
const FOUND: i32 = 1;

/** Copies a word with atomic loads: they keep their order with the looks at the state around them, on ARM as well. */
function copyOrdered(out: usize, from: usize): void {
  store<u64>(out, atomic.load<u64>(from));
  store<u64>(out, atomic.load<u64>(from + 8), 8);
  store<u64>(out, atomic.load<u64>(from + 16), 16);
  store<u64>(out, atomic.load<u64>(from + 24), 24);
}

/** Writes a word that others may be reading, between two changes of the state. */
function storeOrdered(out: usize, from: usize): void {
  atomic.store<u64>(out, load<u64>(from));
  atomic.store<u64>(out + 8, load<u64>(from, 8));
  atomic.store<u64>(out + 16, load<u64>(from, 16));
  atomic.store<u64>(out + 24, load<u64>(from, 24));
}

/** Copies a node's value; returns its VERSION_* kind. Loops only while the writer is between two stores. */
function readVersion(node: usize, out: usize): u32 {
  while (true) {
    const before = atomic.load<u32>(node + VERSION_STATE);
    const kind = before & 7;
    if (kind == VERSION_REMOVED || kind == VERSION_ESTIMATE) return kind;
    copyOrdered(out, node + VERSION_VALUE);
    if (atomic.load<u32>(node + VERSION_STATE) == before) return kind;
  }
}

/** The newest node below `tx` in the list from `node` on. */
function skipFrom(node: usize, tx: u32): usize {
  while (node != 0 && load<u32>(node, VERSION_TX) >= tx) node = <usize>atomic.load<u32>(node + VERSION_NEXT);
  return node;
}

/** Reads the newest version below `tx` of a location without deltas: FOUND, MISSING or LEAVE_BLOCKED. */
function readNewest(head: usize, tx: u32, out: usize): i32 {
  let node = skipFrom(<usize>atomic.load<u32>(head), tx);
  for (; node != 0; node = <usize>atomic.load<u32>(node + VERSION_NEXT)) {
    const kind = readVersion(node, out);
    if (kind == VERSION_REMOVED) continue;
    found = load<u32>(node, VERSION_TX);
    if (kind != VERSION_ESTIMATE) return FOUND;
    blocker = found;
    return LEAVE_BLOCKED;
  }
  return MISSING;
}

/** Writer of the version that `readNewest` found. */
let found: u32 = 0;

function copyListed(out: usize, listed: usize): i32 {
  copy256(out, listed);
  return FOUND;
}

/** Balance before `tx`: 0 or LEAVE_*. The beneficiary's is kept by the committer, so its readers come one by one. */
export function resolveBalance(account: usize, tx: u32, out: usize, scratch: usize): i32 {
  if (account == <usize>load<u32>(BLOCK_BENEFICIARY_ACCOUNT)) {
    if (tx != AFTER_BLOCK && atomic.load<u32>(CTRL_HEAD) != tx) return LEAVE_AWAIT_HEAD;
    copy256(out, CTRL_BENEFICIARY_BALANCE);
    return 0;
  }
  const listed = isListed() ? balanceBefore(account, tx) : 0;
  if (listed != 0) return copyListed(out, listed) - FOUND;
  memory.fill(out, 0, 32);
  let node = skipFrom(<usize>atomic.load<u32>(account + ACCOUNT_BALANCE_VERSIONS), tx);
  for (; node != 0; node = <usize>atomic.load<u32>(node + VERSION_NEXT)) {
    const kind = readVersion(node, scratch);
    if (kind == VERSION_REMOVED) continue;
    if (kind == VERSION_ESTIMATE) {
      blocker = load<u32>(node, VERSION_TX);
      return LEAVE_BLOCKED;
    }
    add256(out, scratch, out);
    if (kind != VERSION_DELTA) return 0;
  }
  const fields = accountFields(account);
  if (fields == 0) return LEAVE_NEED_ACCOUNT;
  add256(out, fields + FIELDS_BALANCE, out);
  return 0;
}

/** Nonce (u64 at `out`) before `tx`: 0 or LEAVE_*. */
export function resolveNonce(account: usize, tx: u32, out: usize): i32 {
  const listed = isListed() ? nonceBefore(account, tx) : 0;
  const seen = listed != 0 ? copyListed(out, listed) : readNewest(account + ACCOUNT_NONCE_VERSIONS, tx, out);
  if (seen == FOUND) return 0;
  if (seen != MISSING) return seen;
  const fields = accountFields(account);
  if (fields == 0) return LEAVE_NEED_ACCOUNT;
  store<u64>(out, load<u64>(fields, FIELDS_NONCE));
  return 0;
}

/** Code entry (u32 at `out`) before `tx`: 0 or LEAVE_*. */
export function resolveCode(account: usize, tx: u32, out: usize): i32 {
  const listed = isListed() ? codeBefore(account, tx) : 0;
  const seen = listed != 0 ? copyListed(out, listed) : readNewest(account + ACCOUNT_CODE_VERSIONS, tx, out);
  if (seen == FOUND) return 0;
  if (seen != MISSING) return seen;
  const fields = accountFields(account);
  if (fields == 0) return LEAVE_NEED_ACCOUNT;
  store<u32>(out, load<u32>(fields, FIELDS_CODE));
  return 0;
}

/** Whether the account exists (u32 at `out`) before `tx`; asked before Spurious Dragon. 0 or LEAVE_*. */
export function resolveExists(account: usize, tx: u32, out: usize): i32 {
  if (account == <usize>load<u32>(BLOCK_BENEFICIARY_ACCOUNT)) {
    store<u32>(out, load<u32>(CTRL_BENEFICIARY_EXISTS));
    return 0;
  }
  const seen = readNewest(account + ACCOUNT_EXISTS_VERSIONS, tx, out);
  if (seen == FOUND) return 0;
  if (seen != MISSING) return seen;
  const fields = accountFields(account);
  if (fields == 0) return LEAVE_NEED_ACCOUNT;
  store<u32>(out, load<u32>(fields, FIELDS_FLAGS) & EXISTS);
  return 0;
}

/** Whether the account is empty (u32 at `out`) before `tx`, in the sense of EIP-161: 0 or LEAVE_*. */
export function resolveEmpty(account: usize, tx: u32, out: usize, scratch: usize): i32 {
  let status = resolveCode(account, tx, scratch);
  if (status != 0) return status;
  let empty = load<u32>(scratch) == load<u32>(PLAN_EMPTY_CODE);
  if (empty) {
    status = resolveNonce(account, tx, scratch);
    if (status != 0) return status;
    empty = load<u64>(scratch) == 0;
  }
  if (empty) {
    status = resolveBalance(account, tx, scratch, scratch + 32);
    if (status != 0) return status;
    empty = isZero256(scratch) != 0;
  }
  store<u32>(out, empty ? 1 : 0);
  return 0;
}

/** Value of a slot before `tx`, seen together with the drops of its account's storage: 0 or LEAVE_*. */
export function resolveSlot(slot: usize, tx: u32, out: usize, scratch: usize): i32 {
  const listed = isListed() ? slotBefore(slot, tx) : 0;
  if (listed != 0) return copyListed(out, listed) - FOUND;
  const wiped = readNewest(<usize>load<u32>(slot, SLOT_ACCOUNT) + ACCOUNT_WIPE_VERSIONS, tx, scratch);
  if (wiped < 0) return wiped;
  const wipedBy = found;
  const seen = readNewest(slot + SLOT_VERSIONS, tx, out);
  if (seen < 0) return seen;
  if (seen == FOUND && (wiped == MISSING || found > wipedBy)) return 0;
  if (wiped == FOUND) {
    memory.fill(out, 0, 32);
    return 0;
  }
  const value = slotValue(slot);
  if (value == 0) return LEAVE_NEED_SLOT;
  copy256(out, value);
  return 0;
}

/** True when a version that counts (not REMOVED) stands in the list. */
export function hasVersion(head: usize): bool {
  for (
    let node = <usize>atomic.load<u32>(head);
    node != 0;
    node = <usize>atomic.load<u32>(node + VERSION_NEXT)
  ) {
    if ((atomic.load<u32>(node + VERSION_STATE) & 7) != VERSION_REMOVED) return true;
  }
  return false;
}

/** Place in the list for `tx`: its own node, or 0 with `before` set to the link that must point to a new one. */
function findOwn(head: usize, tx: u32): usize {
  before = head;
  let node = <usize>atomic.load<u32>(head);
  while (node != 0 && load<u32>(node, VERSION_TX) > tx) {
    before = node + VERSION_NEXT;
    node = <usize>atomic.load<u32>(before);
  }
  after = node;
  return node != 0 && load<u32>(node, VERSION_TX) == tx ? node : 0;
}

let before: usize = 0;
let after: usize = 0;

/** Writes a version of `tx` (result record `result`), reusing its node; returns true when the node is new. */
export function publishVersion(head: usize, tx: u32, result: usize, state: u32, value: usize): bool {
  let node = findOwn(head, tx);
  if (node != 0) {
    atomic.store<u32>(node + VERSION_STATE, VERSION_ESTIMATE);
    storeOrdered(node + VERSION_VALUE, value);
    atomic.store<u32>(node + VERSION_STATE, state);
    return false;
  }
  node = takeFromBlock(VERSION_BYTES);
  store<u32>(node, tx, VERSION_TX);
  store<u32>(node, state, VERSION_STATE);
  copy256(node + VERSION_VALUE, value);
  store<u32>(node, load<u32>(result, RESULT_WRITES), VERSION_SIBLING);
  store<u32>(result, <u32>node, RESULT_WRITES);
  while (true) {
    store<u32>(node, <u32>after, VERSION_NEXT);
    if (atomic.cmpxchg<u32>(before, <u32>after, <u32>node) == <u32>after) return true;
    findOwn(head, tx);
  }
}

/** Announces that `tx` is likely to write here: later readers wait for it. True when the node is new. */
export function announceVersion(head: usize, tx: u32, result: usize, scratch: usize): bool {
  if (findOwn(head, tx) != 0) return false;
  return publishVersion(head, tx, result, VERSION_ESTIMATE, scratch);
}

/** Ends an incarnation's publishing: what an earlier one wrote, or announced, and this one did not, is removed. */
export function removeStale(result: usize, incarnation: u32): void {
  for (
    let node = <usize>load<u32>(result, RESULT_WRITES);
    node != 0;
    node = <usize>load<u32>(node, VERSION_SIBLING)
  ) {
    const state = atomic.load<u32>(node + VERSION_STATE);
    if (state == VERSION_ESTIMATE || state >> 3 != incarnation)
      atomic.store<u32>(node + VERSION_STATE, VERSION_REMOVED);
  }
}

/** Marks all that an aborted incarnation wrote: readers wait for the next one. */
export function markEstimates(result: usize): void {
  for (
    let node = <usize>load<u32>(result, RESULT_WRITES);
    node != 0;
    node = <usize>load<u32>(node, VERSION_SIBLING)
  ) {
    if (atomic.load<u32>(node + VERSION_STATE) != VERSION_REMOVED)
      atomic.store<u32>(node + VERSION_STATE, VERSION_ESTIMATE);
  }
}
