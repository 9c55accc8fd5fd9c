/**
 * Planned execution: what the plan lets a transaction use. An entry is looked up once, when the transaction first
 * asks for it; what lies beyond the plan is left to a run alone, at the transaction's turn.
 */
import { ctx, mode, txIndex } from './context';
import { hasFlag, isPrecompile, setKnown } from './journal';
import {
  BLOCK_BENEFICIARY_ACCOUNT,
  BLOCK_TASKS,
  CTRL_BENEFICIARY_BALANCE,
  CTRL_BENEFICIARY_EXISTS,
  CTRL_HEAD,
  CTX_INDEX,
  CTX_NEED,
  CTX_UNBOUNDED,
  DECLARED,
  EXISTS,
  FIELDS_BALANCE,
  FIELDS_FLAGS,
  GRANT_BITS,
  GRANT_SHIFT,
  LEAVE_AWAIT_HEAD,
  LEAVE_BEYOND_PLAN,
  LEAVE_UNDECLARED,
  LOCAL_ADDRESS,
  LOCAL_OWNER,
  LOCAL_SHARED,
  LOOKED_UP,
  MAY_READ,
  MAY_USE_BALANCE,
  MODE_PLANNED,
  RULE_CLEARS_EMPTY,
  TASK_BYTES,
  TASK_GRANT_COUNT,
  TASK_GRANTS,
} from './layout';

/** True when the transaction runs alone. */
export function isUnbounded(): bool {
  return load<u32>(ctx, CTX_UNBOUNDED) != 0;
}

/** 0 when the plan, if there is one, gives the transaction `wanted` (MAY_*) of an account or slot; else LEAVE_*. */
export function permit(local: usize, wanted: u32): i64 {
  return mode != MODE_PLANNED || isPermitted(local, wanted) ? 0 : refuse(local);
}

/** True for the account whose balance is kept by the committer. */
export function isBeneficiary(account: usize): bool {
  return load<u32>(account, LOCAL_SHARED) == load<u32>(BLOCK_BENEFICIARY_ACCOUNT);
}

/** Planned execution: 0 when the balance may be used. The beneficiary's is kept by the committer, as in optimistic execution. */
export function permitBalance(account: usize): i64 {
  if (mode != MODE_PLANNED) return 0;
  if (!isBeneficiary(account)) return permit(account, MAY_USE_BALANCE);
  return atomic.load<u32>(CTRL_HEAD) == txIndex ? 0 : LEAVE_AWAIT_HEAD;
}

/** Address of the account's committed balance; its base state is in memory. */
export function committedBalance(account: usize, fields: usize): usize {
  const isKept = mode == MODE_PLANNED && isBeneficiary(account);
  return isKept ? <usize>CTRL_BENEFICIARY_BALANCE : fields + FIELDS_BALANCE;
}

/** Planned execution: 0 when it may be asked whether the account exists. */
export function permitExistence(account: usize): i64 {
  return isBeneficiary(account) ? permitBalance(account) : permit(account, MAY_READ);
}

/** EXISTS or 0 by the account's committed fields; whether the beneficiary exists is kept by the committer. */
export function committedExistence(account: usize, fields: usize): u32 {
  const isKept = mode == MODE_PLANNED && isBeneficiary(account);
  return isKept ? load<u32>(CTRL_BENEFICIARY_EXISTS) : load<u32>(fields, FIELDS_FLAGS) & EXISTS;
}

/** True when the plan gives the transaction one of `wanted` (MAY_*), or it runs alone. */
export function isPermitted(local: usize, wanted: u32): bool {
  if (isUnbounded()) return true;
  if (!hasFlag(local, LOOKED_UP)) setKnown(local, lookUp(local) | LOOKED_UP);
  return hasFlag(local, wanted);
}

/** The LEAVE_* code for what the plan does not give; names the entry. */
export function refuse(local: usize): i64 {
  store<u32>(ctx, load<u32>(local, LOCAL_SHARED), CTX_NEED);
  store<u32>(ctx, isSlot(local) ? 1 : 0, CTX_INDEX);
  isPermitted(local, MAY_READ); // looks it up, which who refuses for another reason may not have done
  return hasFlag(local, DECLARED) ? LEAVE_BEYOND_PLAN : LEAVE_UNDECLARED;
}

function isSlot(local: usize): bool {
  return load<u32>(local, LOCAL_OWNER) != 0;
}

/** What the plan says of an entry, as flags. */
function lookUp(local: usize): u32 {
  const found = findGrant(load<u32>(local, LOCAL_SHARED));
  if (found != 0) return DECLARED | MAY_READ | ((found & GRANT_BITS) << GRANT_SHIFT);
  return isSlot(local) ? 0 : impliedFlags(local);
}

/**
 * Accounts that count as declared: precompiles, of which nothing but the balance changes since Spurious Dragon (before
 * it a call brings them into being), and the beneficiary, at its turn.
 */
function impliedFlags(account: usize): u32 {
  const a0 = load<u64>(account, LOCAL_ADDRESS);
  if (isPrecompile(a0, load<u64>(account, LOCAL_ADDRESS + 8), load<u64>(account, LOCAL_ADDRESS + 16)))
    return load<u32>(RULE_CLEARS_EMPTY) != 0 ? DECLARED | MAY_READ : DECLARED;
  return isBeneficiary(account) ? DECLARED : 0;
}

/** The grant of an entry by binary search, or 0. */
function findGrant(entry: u32): u32 {
  const task = <usize>load<u32>(BLOCK_TASKS) + txIndex * TASK_BYTES;
  const grants = <usize>load<u32>(task, TASK_GRANTS);
  let low: u32 = 0;
  let high = load<u32>(task, TASK_GRANT_COUNT);
  while (low < high) {
    const middle = (low + high) >> 1;
    const grant = load<u32>(grants + (middle << 2));
    const at = grant & ~GRANT_BITS;
    if (at == entry) return grant;
    if (at < entry) low = middle + 1;
    else high = middle;
  }
  return 0;
}
