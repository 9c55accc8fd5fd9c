/** What the diff says of an item, an account or a slot, on the side that the run leads to. */
import {
  DIFF_BALANCE_AFTER,
  DIFF_BALANCE_BEFORE,
  DIFF_CODE_HASH_AFTER,
  DIFF_CODE_HASH_BEFORE,
  DIFF_EXISTS_AFTER,
  DIFF_EXISTS_BEFORE,
  DIFF_FIELDS,
  DIFF_FLAGS,
  DIFF_NONCE_AFTER,
  DIFF_NONCE_BEFORE,
  DIFF_SLOT_AFTER,
  DIFF_SLOT_BEFORE,
} from '../layout';
import { ITEM_RECORD, RUN_BACKWARD } from './layout';

// Chosen for the direction of the run; every instance has its own.
let existsFlag: u32 = 0;
let nonceOffset: usize = 0;
let balanceOffset: usize = 0;
let codeHashOffset: usize = 0;
let valueOffset: usize = 0;

/** Reads the direction of the run. Before each run. */
export function beginChanges(): void {
  const isBackward = load<u32>(RUN_BACKWARD) != 0;
  existsFlag = isBackward ? DIFF_EXISTS_BEFORE : DIFF_EXISTS_AFTER;
  nonceOffset = isBackward ? DIFF_NONCE_BEFORE : DIFF_NONCE_AFTER;
  balanceOffset = isBackward ? DIFF_BALANCE_BEFORE : DIFF_BALANCE_AFTER;
  codeHashOffset = isBackward ? DIFF_CODE_HASH_BEFORE : DIFF_CODE_HASH_AFTER;
  valueOffset = isBackward ? DIFF_SLOT_BEFORE : DIFF_SLOT_AFTER;
}

export function recordOf(account: usize): usize {
  return <usize>load<u32>(account, ITEM_RECORD);
}

function hasFlag(account: usize, flag: u32): bool {
  return (load<u32>(recordOf(account), DIFF_FLAGS) & flag) != 0;
}

export function exists(account: usize): bool {
  return hasFlag(account, existsFlag);
}

/** False when nothing but slots changes. */
export function hasFields(account: usize): bool {
  return hasFlag(account, DIFF_FIELDS);
}

export function nonceOf(account: usize): u64 {
  return load<u64>(recordOf(account) + nonceOffset);
}

/** Address of 32 bytes. */
export function balanceOf(account: usize): usize {
  return recordOf(account) + balanceOffset;
}

/** Address of 32 bytes. */
export function codeHashOf(account: usize): usize {
  return recordOf(account) + codeHashOffset;
}

/** Address of the 32 bytes of a slot's value. */
export function slotValueOf(slot: usize): usize {
  return slot + valueOffset;
}

export function isZero(value: usize): bool {
  return !v128.any_true(v128.or(v128.load(value), v128.load(value, 16)));
}
