/** Questions about accounts that several fields answer together, each with as few reads as it needs. */
import { accountFields, generationOf } from './base';
import { need } from './committed';
import { hasFlag } from './journal';
import {
  ACCOUNT_BASE,
  ACCOUNT_LOADED,
  BALANCE_KNOWN,
  EXISTS,
  FIELDS_BALANCE,
  FIELDS_CODE,
  FIELDS_FLAGS,
  FIELDS_NONCE,
  HAS_STORAGE,
  LEAVE_NEED_ACCOUNT,
  LOCAL_BALANCE,
  LOCAL_CODE,
  LOCAL_EMPTY_ORIGINAL,
  LOCAL_EXISTS,
  LOCAL_NONCE,
  LOCAL_SHARED,
  NONCE_KNOWN,
  PLAN_EMPTY_CODE,
  RULE_CLEARS_EMPTY,
} from './layout';
import { knowCode, knowEmpty, knowExists, knowNonce } from './state';
import { isZero256 } from './word';

/** 1 when the account is empty now, 0 when not, or LEAVE_*. Reads as little as the answer needs. */
export function isEmpty(account: usize): i64 {
  let status = knowCode(account);
  if (status != 0) return status;
  if (load<u32>(account, LOCAL_CODE) != load<u32>(PLAN_EMPTY_CODE)) return 0;
  if (hasFlag(account, NONCE_KNOWN) && load<u64>(account, LOCAL_NONCE) != 0) return 0;
  if (isZero256(account + LOCAL_BALANCE) == 0) return 0;
  if (hasFlag(account, BALANCE_KNOWN)) {
    status = knowNonce(account);
    return status != 0 ? status : load<u64>(account, LOCAL_NONCE) == 0 ? 1 : 0;
  }
  status = knowEmpty(account);
  return status != 0 ? status : <i64>load<u32>(account, LOCAL_EMPTY_ORIGINAL);
}

/** 1 when the account is dead (EIP-161), or does not exist before that; 0 when not; or LEAVE_*. */
export function isDead(account: usize): i64 {
  if (load<u32>(RULE_CLEARS_EMPTY) != 0) return isEmpty(account);
  const status = knowExists(account);
  return status != 0 ? status : load<u32>(account, LOCAL_EXISTS) == 0 ? 1 : 0;
}

/** 1 when code may not be created at an account: nonce, code or storage is there (EIP-684, EIP-7610); or LEAVE_*. */
export function isOccupied(account: usize): i64 {
  let status = knowNonce(account);
  if (status != 0) return status;
  status = knowCode(account);
  if (status != 0) return status;
  if (load<u64>(account, LOCAL_NONCE) != 0) return 1;
  if (load<u32>(account, LOCAL_CODE) != load<u32>(PLAN_EMPTY_CODE)) return 1;
  const shared = <usize>load<u32>(account, LOCAL_SHARED);
  if (accountFields(shared) == 0) return need(LEAVE_NEED_ACCOUNT, shared);
  const base = shared + ACCOUNT_BASE;
  // Only an account that never had nonce or code can still own storage here: otherwise it was destroyed, storage and all.
  const ownsStorage =
    (load<u32>(base, FIELDS_FLAGS) & HAS_STORAGE) != 0 &&
    load<u64>(base, FIELDS_NONCE) == 0 &&
    load<u32>(base, FIELDS_CODE) == load<u32>(PLAN_EMPTY_CODE) &&
    generationOf(shared) == 0;
  return ownsStorage ? 1 : 0;
}

/** True when the account stood in the pre-state although empty: only such a one is deleted by a mere touch. */
export function stoodEmpty(account: usize): bool {
  const shared = <usize>load<u32>(account, LOCAL_SHARED);
  const base = shared + ACCOUNT_BASE;
  return (
    atomic.load<u32>(shared + ACCOUNT_LOADED) != 0 &&
    (load<u32>(base, FIELDS_FLAGS) & EXISTS) != 0 &&
    load<u64>(base, FIELDS_NONCE) == 0 &&
    load<u32>(base, FIELDS_CODE) == load<u32>(PLAN_EMPTY_CODE) &&
    isZero256(base + FIELDS_BALANCE) != 0
  );
}
