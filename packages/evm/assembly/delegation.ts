/** Set-code authorisations of a transaction (EIP-7702). */

import { storeAddressBytes } from './address';
import { ctx } from './context';
import { localAccountAt, setCode, setFlags, setKnown, setNonce } from './journal';
import {
  ACCESSED,
  AUTH_BYTES,
  AUTH_DELEGATE,
  AUTH_NONCE,
  AUTH_VALID,
  BLOCK_TXS,
  CODE_IS_DELEGATION,
  CTX_ADDRESS,
  CTX_REFUND,
  LOCAL_CODE,
  LOCAL_NONCE,
  PLAN_EMPTY_CODE,
  RULE_EXISTING_AUTHORITY_REFUND,
  STATE_BYTES_OF_ACCOUNT,
  TX_AUTHORIZATION_COUNT,
  TX_AUTHORIZATIONS,
  WARM,
} from './layout';
import { storeCode } from './message';
import { isEmpty } from './questions';
import { knowCodeBytes, knowNonce } from './state';
import { keepStateGas, stateGasOf } from './stateGas';

function firstOf(record: usize): usize {
  return <usize>load<u32>(BLOCK_TXS) + load<u32>(record, TX_AUTHORIZATIONS);
}

/** Reads what `authorise` will look at: 0 or LEAVE_*. */
export function knowAuthorities(record: usize): i64 {
  let tuple = firstOf(record);
  for (let left = load<u32>(record, TX_AUTHORIZATION_COUNT); left != 0; left--) {
    if (load<u32>(tuple, AUTH_VALID) != 0) {
      const authority = localAccountAt(tuple);
      let status = knowNonce(authority);
      if (status == 0) status = knowCodeBytes(authority);
      if (status == 0) status = isEmpty(authority);
      if (status < 0) return status;
    }
    tuple += AUTH_BYTES;
  }
  return 0;
}

/** Applies the tuples in order; one that does not fit the state is skipped. Stays in force when the transaction fails. */
export function authorise(record: usize): void {
  let tuple = firstOf(record);
  for (let left = load<u32>(record, TX_AUTHORIZATION_COUNT); left != 0; left--) {
    if (load<u32>(tuple, AUTH_VALID) != 0) applyTuple(tuple);
    tuple += AUTH_BYTES;
  }
}

function applyTuple(tuple: usize): void {
  const authority = localAccountAt(tuple);
  setFlags(authority, WARM);
  setKnown(authority, ACCESSED);
  const code = <usize>load<u32>(authority, LOCAL_CODE);
  if (code != <usize>load<u32>(PLAN_EMPTY_CODE) && load<u32>(code, CODE_IS_DELEGATION) == 0) return;
  if (load<u64>(authority, LOCAL_NONCE) != load<u64>(tuple, AUTH_NONCE)) return;
  if (isEmpty(authority) == 0) refundExisting();
  setCode(authority, designator(tuple + AUTH_DELEGATE));
  setNonce(authority, load<u64>(authority, LOCAL_NONCE) + 1);
}

/** Gives back what was charged for a new account (EIP-7702), before execution where that is state gas (EIP-8037). */
function refundExisting(): void {
  const refund = <i64>load<u32>(RULE_EXISTING_AUTHORITY_REFUND);
  store<i64>(ctx, load<i64>(ctx, CTX_REFUND) + refund, CTX_REFUND);
  keepStateGas(stateGasOf(STATE_BYTES_OF_ACCOUNT));
}

/** The code entry that delegates to an address; none for the zero address. */
function designator(delegate: usize): usize {
  if ((load<u64>(delegate) | load<u64>(delegate, 8) | load<u64>(delegate, 16)) == 0)
    return load<u32>(PLAN_EMPTY_CODE);
  const bytes = ctx + CTX_ADDRESS + 64;
  store<u8>(bytes, 0xef);
  store<u8>(bytes, 0x01, 1);
  store<u8>(bytes, 0x00, 2);
  storeAddressBytes(bytes + 3, delegate);
  return storeCode(bytes, 23);
}
