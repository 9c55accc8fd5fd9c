/**
 * After the last commit: each worker turns the versions of the locations on its dirty list into
 * committed values and empties the lists of versions. All workers fold before anybody encodes.
 */

import { settleExists, writableFields } from '../flush';
import {
  ACCOUNT_BALANCE_VERSIONS,
  ACCOUNT_CODE_VERSIONS,
  ACCOUNT_DIRTY,
  ACCOUNT_EXISTS_VERSIONS,
  ACCOUNT_GENERATION,
  ACCOUNT_NONCE_VERSIONS,
  ACCOUNT_WIPE_VERSIONS,
  BLOCK_BENEFICIARY_ACCOUNT,
  BLOCK_EPOCH,
  EXISTS,
  FIELDS_BALANCE,
  FIELDS_CODE,
  FIELDS_FLAGS,
  FIELDS_NONCE,
  RULE_CLEARS_EMPTY,
  SLOT_ACCOUNT,
  SLOT_CURRENT,
  SLOT_DIRTY,
  SLOT_GENERATION,
  SLOT_STAMP,
  SLOT_VERSIONS,
} from '../layout';
import { dirtyAccounts, dirtySlots, nextDirty } from './dirty';
import {
  AFTER_BLOCK,
  hasVersion,
  resolveBalance,
  resolveCode,
  resolveExists,
  resolveNonce,
  resolveSlot,
} from './versions';

/** Folds this worker's share. `scratch` is 64 bytes. */
export function foldDirty(scratch: usize): void {
  for (let slot = dirtySlots; slot != 0; slot = nextDirty(load<u32>(slot, SLOT_DIRTY)))
    foldSlot(slot, scratch);
  for (let account = dirtyAccounts; account != 0; account = nextDirty(load<u32>(account, ACCOUNT_DIRTY))) {
    if (isWritten(account)) foldAccount(account, scratch); // else it was only announced
    dropVersions(account);
  }
}

/** Planned execution writes in place; only the beneficiary's balance was kept elsewhere. `scratch` is 64 bytes. */
export function foldBeneficiary(scratch: usize): void {
  foldAccount(load<u32>(BLOCK_BENEFICIARY_ACCOUNT), scratch);
}

function foldSlot(slot: usize, scratch: usize): void {
  if (hasVersion(slot + SLOT_VERSIONS)) {
    // Before the transactions no storage was dropped, so the generation after them is 1 when they dropped any.
    const wiped = hasVersion(<usize>load<u32>(slot, SLOT_ACCOUNT) + ACCOUNT_WIPE_VERSIONS);
    if (resolveSlot(slot, AFTER_BLOCK, slot + SLOT_CURRENT, scratch) != 0) unreachable(); // what was written was read before
    store<u32>(slot, load<u32>(BLOCK_EPOCH), SLOT_STAMP);
    store<u32>(slot, wiped ? 1 : 0, SLOT_GENERATION);
  }
  store<u32>(slot, 0, SLOT_VERSIONS);
}

/** True when a transaction changed the account; the beneficiary's balance changes outside the versions. */
function isWritten(account: usize): bool {
  return (
    account == <usize>load<u32>(BLOCK_BENEFICIARY_ACCOUNT) ||
    hasVersion(account + ACCOUNT_BALANCE_VERSIONS) ||
    hasVersion(account + ACCOUNT_NONCE_VERSIONS) ||
    hasVersion(account + ACCOUNT_CODE_VERSIONS) ||
    hasVersion(account + ACCOUNT_EXISTS_VERSIONS) ||
    hasVersion(account + ACCOUNT_WIPE_VERSIONS)
  );
}

function foldAccount(account: usize, scratch: usize): void {
  const balanceStatus = resolveBalance(account, AFTER_BLOCK, scratch, scratch + 32);
  const fields = writableFields(account);
  if (balanceStatus == 0) memory.copy(fields + FIELDS_BALANCE, scratch, 32);
  if (resolveNonce(account, AFTER_BLOCK, scratch) == 0) store<u64>(fields, load<u64>(scratch), FIELDS_NONCE);
  if (resolveCode(account, AFTER_BLOCK, scratch) == 0) store<u32>(fields, load<u32>(scratch), FIELDS_CODE);
  if (load<u32>(RULE_CLEARS_EMPTY) == 0 && resolveExists(account, AFTER_BLOCK, scratch) == 0) {
    store<u32>(fields, (load<u32>(fields, FIELDS_FLAGS) & ~EXISTS) | load<u32>(scratch), FIELDS_FLAGS);
  }
  settleExists(fields);
  if (hasVersion(account + ACCOUNT_WIPE_VERSIONS)) store<u32>(account, 1, ACCOUNT_GENERATION);
}

/** Empties the account's version lists but that of storage drops: slots of other workers may still ask for it. */
function dropVersions(account: usize): void {
  store<u32>(account, 0, ACCOUNT_BALANCE_VERSIONS);
  store<u32>(account, 0, ACCOUNT_NONCE_VERSIONS);
  store<u32>(account, 0, ACCOUNT_CODE_VERSIONS);
  store<u32>(account, 0, ACCOUNT_EXISTS_VERSIONS);
}
