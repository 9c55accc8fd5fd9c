/** SELFDESTRUCT: the heir is the word at `top`. */
import { ctx, frame } from '../context';
import { credit, debit, hasFlag, localAccountOf, setFlags, setKnown } from '../journal';
import {
  ACCESSED,
  CREATED,
  CTX_REFUND,
  CTX_WORDS,
  DESTROYED,
  FRAME_FLAGS,
  FRAME_GAS,
  FRAME_IS_STATIC,
  FRAME_SELF,
  HALT_OUT_OF_GAS,
  HALT_STATIC,
  LEAVE_SUCCESS,
  LOCAL_BALANCE,
  RULE_CLEARS_EMPTY,
  RULE_COLD_ACCOUNT,
  RULE_NEW_ACCOUNT_GAS,
  RULE_SELF_DESTRUCT_ONLY_NEW,
  RULE_SELF_DESTRUCT_PAYS_NEW,
  RULE_SELF_DESTRUCT_REFUND,
  RULE_TRANSFER_LOGS,
  RULE_WARM_ACCESS,
  STATE_BYTES_OF_ACCOUNT,
  WARM,
} from '../layout';
import { touchAccount } from '../message';
import { isDead } from '../questions';
import { knowBalance, knowCode, knowNonce } from '../state';
import { chargeStateGas, stateGasOf } from '../stateGas';
import { traceSelfDestruct } from '../trace';
import { logBurn, logTransfer } from '../transferLogs';
import { copy256, isZero256 } from '../word';

export function selfDestruct(gas: i64, top: usize): i64 {
  if ((load<u32>(frame, FRAME_FLAGS) & FRAME_IS_STATIC) != 0) return HALT_STATIC;
  const self = <usize>load<u32>(frame, FRAME_SELF);
  const heir = localAccountOf(top);
  let status = knowBalance(self);
  if (status == 0) status = knowNonce(self);
  if (status == 0) status = knowCode(self);
  if (status != 0) return status;
  let pays: i64 = 0;
  if (load<u32>(RULE_SELF_DESTRUCT_PAYS_NEW) != 0) {
    const givesNothing = load<u32>(RULE_CLEARS_EMPTY) != 0 && isZero256(self + LOCAL_BALANCE) != 0;
    pays = givesNothing ? 0 : isDead(heir);
    if (pays < 0) return pays;
  }
  if (load<u32>(RULE_WARM_ACCESS) != 0 && !hasFlag(heir, WARM)) {
    gas -= <i64>load<u32>(RULE_COLD_ACCOUNT);
    if (gas < 0) return HALT_OUT_OF_GAS;
    setFlags(heir, WARM);
  }
  setKnown(heir, ACCESSED);
  if (pays != 0) gas -= <i64>load<u32>(RULE_NEW_ACCOUNT_GAS);
  if (gas < 0) return HALT_OUT_OF_GAS;
  if (pays != 0) gas = chargeStateGas(gas, stateGasOf(STATE_BYTES_OF_ACCOUNT));
  if (gas < 0) return gas;
  if (TRACING) traceSelfDestruct(self, heir);
  handOver(self, heir);
  store<i64>(frame, gas, FRAME_GAS);
  return LEAVE_SUCCESS;
}

/** Moves the balance and marks the account, by the hardfork's rule (EIP-6780: only one made in this transaction is deleted). */
function handOver(self: usize, heir: usize): void {
  const isDeleted = load<u32>(RULE_SELF_DESTRUCT_ONLY_NEW) == 0 || hasFlag(self, CREATED);
  if (isDeleted || heir != self) {
    const amount = ctx + CTX_WORDS;
    copy256(amount, self + LOCAL_BALANCE);
    if (load<u32>(RULE_TRANSFER_LOGS) != 0 && isZero256(amount) == 0) {
      if (heir == self) logBurn(self, amount);
      else logTransfer(self, heir, amount);
    }
    debit(self, amount);
    if (heir != self) credit(heir, amount);
  }
  touchAccount(heir);
  if (!isDeleted) return;
  if (!hasFlag(self, DESTROYED))
    store<i64>(ctx, load<i64>(ctx, CTX_REFUND) + <i64>load<u32>(RULE_SELF_DESTRUCT_REFUND), CTX_REFUND);
  setFlags(self, DESTROYED);
}
