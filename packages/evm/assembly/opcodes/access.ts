/** Warm and cold access to accounts (EIP-2929), shared by all opcodes that name one. */
import { hasFlag, setFlags, setKnown } from '../journal';
import {
  ACCESSED,
  HALT_OUT_OF_GAS,
  RULE_COLD_ACCOUNT,
  RULE_WARM_ACCESS,
  RULE_WARM_SLOAD,
  WARM,
} from '../layout';

/** Charges what a cold access costs above the warm one that the row has charged, and makes the account warm. */
export function chargeAccess(gas: i64, account: usize): i64 {
  if (load<u32>(RULE_WARM_ACCESS) == 0 || hasFlag(account, WARM)) {
    setKnown(account, ACCESSED);
    return gas;
  }
  const left = gas - (<i64>load<u32>(RULE_COLD_ACCOUNT) - <i64>load<u32>(RULE_WARM_SLOAD));
  if (left < 0) return HALT_OUT_OF_GAS;
  setFlags(account, WARM);
  setKnown(account, ACCESSED);
  return left;
}

/** Charges a whole access where the row charged none. */
export function chargeFullAccess(gas: i64, account: usize): i64 {
  if (hasFlag(account, WARM)) {
    const left = gas - <i64>load<u32>(RULE_WARM_SLOAD);
    if (left < 0) return HALT_OUT_OF_GAS;
    setKnown(account, ACCESSED);
    return left;
  }
  const left = gas - <i64>load<u32>(RULE_COLD_ACCOUNT);
  if (left < 0) return HALT_OUT_OF_GAS;
  setFlags(account, WARM);
  setKnown(account, ACCESSED);
  return left;
}
