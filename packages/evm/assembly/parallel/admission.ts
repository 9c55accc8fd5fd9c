/** Block gas: whether the next transaction may still be in the block. Asked in block order. */
import {
  BLOCK_GAS_LIMIT,
  BLOCK_RESULTS,
  BLOCK_TXS,
  CTRL_CUMULATIVE_GAS,
  ERROR_GAS_ALLOWANCE_EXCEEDED,
  RESULT_ACTUAL,
  RESULT_BYTES,
  RESULT_ERROR,
  RESULT_EXPECTED,
  TX_BYTES,
  TX_FLAGS,
  TX_GAS_LIMIT,
  TX_IS_SYSTEM,
} from '../layout';
import { set64 } from '../word';

/** Whether the transaction's gas limit fits what is left of the block's; if not, its result says so. */
export function admits(index: u32): bool {
  const record = <usize>load<u32>(BLOCK_TXS) + index * TX_BYTES;
  if ((load<u32>(record, TX_FLAGS) & TX_IS_SYSTEM) != 0) return true;
  const left = load<i64>(BLOCK_GAS_LIMIT) - load<i64>(CTRL_CUMULATIVE_GAS);
  if (load<i64>(record, TX_GAS_LIMIT) <= left) return true;
  const result = <usize>load<u32>(BLOCK_RESULTS) + index * RESULT_BYTES;
  store<u32>(result, ERROR_GAS_ALLOWANCE_EXCEEDED, RESULT_ERROR);
  set64(result + RESULT_ACTUAL, <u64>load<i64>(record, TX_GAS_LIMIT));
  set64(result + RESULT_EXPECTED, <u64>left);
  return false;
}
