/** What a transaction's gas comes to: what the sender pays for, and what counts for the block. */
import { ctx } from './context';
import { hasFlag } from './journal';
import {
  BLOCK_STATE_BYTE_GAS,
  CODE_LENGTH,
  CTX_FIRST_ACCOUNT,
  CTX_FIRST_SLOT,
  CTX_GAS_LEFT,
  CTX_REFUND,
  CTX_STATE_GAS_LEFT,
  CTX_STATE_GAS_SPILLED,
  CTX_STATE_GAS_USED,
  DESTROYED,
  LOCAL_CODE,
  LOCAL_LINK,
  LOCAL_OWNER,
  LOCAL_VALUE,
  RESULT_GAS_USED,
  RESULT_REGULAR_GAS,
  RESULT_STATE_GAS,
  RULE_BLOCK_GAS_WITHOUT_REFUNDS,
  RULE_MAX_REGULAR_GAS,
  RULE_REFUND_DIVISOR,
  STATE_BYTES_OF_ACCOUNT,
  STATE_BYTES_OF_SLOT,
  TX_FLAGS,
  TX_FLOOR,
  TX_GAS_LIMIT,
  TX_INTRINSIC_STATE,
  TX_IS_SYSTEM,
} from './layout';
import { stateGasOf } from './stateGas';
import { isZero256 } from './word';

/** Gas that a transaction brings beyond what regular work may use: it pays for state only (EIP-8037). */
export function gasForState(record: usize): i64 {
  const isSystem = (load<u32>(record, TX_FLAGS) & TX_IS_SYSTEM) != 0;
  if (load<i64>(BLOCK_STATE_BYTE_GAS) == 0 || isSystem) return 0;
  const most = <i64>load<u32>(RULE_MAX_REGULAR_GAS) + load<i64>(record, TX_INTRINSIC_STATE);
  const limit = load<i64>(record, TX_GAS_LIMIT);
  return limit > most ? limit - most : 0;
}

/**
 * Settles the transaction's gas in its result: gas used after the capped refund (EIP-3529) and the floor of data
 * (EIP-7623), and what counts for the block, which since EIP-7778 is without refunds.
 */
export function settleGas(record: usize, result: usize): i64 {
  if (load<i64>(BLOCK_STATE_BYTE_GAS) != 0) refundDestroyed();
  const limit = load<i64>(record, TX_GAS_LIMIT);
  const floor = load<i64>(record, TX_FLOOR);
  const gasLeft = load<i64>(ctx, CTX_GAS_LEFT);
  const before = limit - gasLeft - load<i64>(ctx, CTX_STATE_GAS_LEFT);
  const cap = before / <i64>load<u32>(RULE_REFUND_DIVISOR);
  const refund = load<i64>(ctx, CTX_REFUND);
  const after = before - (refund < cap ? refund : cap);
  const used = after < floor ? floor : after;
  store<i64>(result, used, RESULT_GAS_USED);

  const intrinsicState = load<i64>(record, TX_INTRINSIC_STATE);
  const regular =
    limit - intrinsicState - gasForState(record) - gasLeft - load<i64>(ctx, CTX_STATE_GAS_SPILLED);
  const counted = regular < floor ? floor : regular;
  const isGross = load<u32>(RULE_BLOCK_GAS_WITHOUT_REFUNDS) != 0;
  store<i64>(result, isGross ? counted : used, RESULT_REGULAR_GAS);
  store<i64>(result, intrinsicState + load<i64>(ctx, CTX_STATE_GAS_USED), RESULT_STATE_GAS);
  return used;
}

/** Gives back the state gas of accounts that were made and destroyed in this transaction: account, code and slots. */
function refundDestroyed(): void {
  let bytes: u32 = 0;
  let entry = <usize>load<u32>(ctx, CTX_FIRST_ACCOUNT);
  for (; entry != 0; entry = <usize>load<u32>(entry, LOCAL_LINK)) {
    if (!hasFlag(entry, DESTROYED)) continue;
    bytes += STATE_BYTES_OF_ACCOUNT + load<u32>(load<u32>(entry, LOCAL_CODE), CODE_LENGTH);
  }
  if (bytes == 0) return;
  entry = <usize>load<u32>(ctx, CTX_FIRST_SLOT);
  for (; entry != 0; entry = <usize>load<u32>(entry, LOCAL_LINK)) {
    const isGone = hasFlag(load<u32>(entry, LOCAL_OWNER), DESTROYED);
    if (isGone && isZero256(entry + LOCAL_VALUE) == 0) bytes += STATE_BYTES_OF_SLOT;
  }
  const refund = stateGasOf(bytes);
  const used = load<i64>(ctx, CTX_STATE_GAS_USED);
  const given = refund < used ? refund : used;
  store<i64>(ctx, used - given, CTX_STATE_GAS_USED);
  store<i64>(ctx, load<i64>(ctx, CTX_STATE_GAS_LEFT) + given, CTX_STATE_GAS_LEFT);
}
