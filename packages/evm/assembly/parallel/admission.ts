/** Block gas: whether the next transaction may still be in the block, and what it used of it. Asked in block order. */
import {
  BLOCK_GAS_LIMIT,
  BLOCK_RESULTS,
  BLOCK_SKIPS,
  BLOCK_STATE_BYTE_GAS,
  BLOCK_TXS,
  CTRL_CUMULATIVE_GAS,
  CTRL_REGULAR_GAS,
  CTRL_STATE_GAS,
  ERROR_GAS_ALLOWANCE_EXCEEDED,
  RESULT_ACTUAL,
  RESULT_BYTES,
  RESULT_CUMULATIVE,
  RESULT_ERROR,
  RESULT_EXPECTED,
  RESULT_GAS_USED,
  RESULT_REGULAR_GAS,
  RESULT_STATE_GAS,
  RULE_MAX_REGULAR_GAS,
  TX_ANY_GAS,
  TX_BYTES,
  TX_FLAGS,
  TX_GAS_LIMIT,
  TX_INTRINSIC,
  TX_INTRINSIC_STATE,
  TX_IS_SYSTEM,
} from '../layout';
import { set64 } from '../word';

/**
 * Whether the most that a transaction may use of either kind of gas fits what is left of the block's (EIP-8037); if not,
 * its result says so. Where there is no state gas, all of the gas limit is regular.
 */
export function admits(index: u32): bool {
  const record = <usize>load<u32>(BLOCK_TXS) + index * TX_BYTES;
  if ((load<u32>(record, TX_FLAGS) & (TX_IS_SYSTEM | TX_ANY_GAS)) != 0) return true;
  const limit = load<i64>(record, TX_GAS_LIMIT);
  if (load<i64>(BLOCK_STATE_BYTE_GAS) == 0) return fits(index, limit, CTRL_REGULAR_GAS);
  const intrinsicState = load<i64>(record, TX_INTRINSIC_STATE);
  const most = <i64>load<u32>(RULE_MAX_REGULAR_GAS);
  const regular = limit - intrinsicState < most ? limit - intrinsicState : most;
  const state = limit - (load<i64>(record, TX_INTRINSIC) - intrinsicState);
  return fits(index, regular, CTRL_REGULAR_GAS) && fits(index, state, CTRL_STATE_GAS);
}

/** Whether so much gas of one kind is left; `used` is what the block used of it. */
function fits(index: u32, wanted: i64, used: usize): bool {
  const left = load<i64>(BLOCK_GAS_LIMIT) - atomic.load<i64>(used);
  if (wanted <= left) return true;
  const result = <usize>load<u32>(BLOCK_RESULTS) + index * RESULT_BYTES;
  store<u32>(result, ERROR_GAS_ALLOWANCE_EXCEEDED, RESULT_ERROR);
  set64(result + RESULT_ACTUAL, <u64>wanted);
  set64(result + RESULT_EXPECTED, <u64>left);
  return false;
}

/** Adds what a committed transaction used to the block's totals. */
export function countGas(result: usize): void {
  const cumulative = load<i64>(CTRL_CUMULATIVE_GAS) + load<i64>(result, RESULT_GAS_USED);
  store<i64>(CTRL_CUMULATIVE_GAS, cumulative);
  store<i64>(result, cumulative, RESULT_CUMULATIVE);
  // Whoever starts a transaction of a block that is being built reads these while they grow.
  atomic.store<i64>(CTRL_REGULAR_GAS, load<i64>(CTRL_REGULAR_GAS) + load<i64>(result, RESULT_REGULAR_GAS));
  atomic.store<i64>(CTRL_STATE_GAS, load<i64>(CTRL_STATE_GAS) + load<i64>(result, RESULT_STATE_GAS));
}

/** True when invalid transactions are skipped: the block is being built. */
export function skips(): bool {
  return load<u32>(BLOCK_SKIPS) != 0;
}
