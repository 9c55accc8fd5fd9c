/** Warm and cold access to accounts (EIP-2929), shared by all opcodes that name one. */
import { hasFlag, setFlags } from '../journal';
import { HALT_OUT_OF_GAS, RULE_COLD_ACCOUNT, RULE_WARM_ACCESS, RULE_WARM_SLOAD, WARM } from '../layout';

/** Charges what a cold access costs above the warm one that the row has charged, and makes the account warm. */
export function chargeAccess(gas: i64, account: usize): i64 {
  if (load<u32>(RULE_WARM_ACCESS) == 0 || hasFlag(account, WARM)) return gas;
  const left = gas - (<i64>load<u32>(RULE_COLD_ACCOUNT) - <i64>load<u32>(RULE_WARM_SLOAD));
  if (left < 0) return HALT_OUT_OF_GAS;
  setFlags(account, WARM);
  return left;
}

/** Charges a whole access where the row charged none. */
export function chargeFullAccess(gas: i64, account: usize): i64 {
  if (hasFlag(account, WARM)) {
    const left = gas - <i64>load<u32>(RULE_WARM_SLOAD);
    return left < 0 ? HALT_OUT_OF_GAS : left;
  }
  const left = gas - <i64>load<u32>(RULE_COLD_ACCOUNT);
  if (left < 0) return HALT_OUT_OF_GAS;
  setFlags(account, WARM);
  return left;
}
