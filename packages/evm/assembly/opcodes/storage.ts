/** SLOAD, SSTORE, TLOAD, TSTORE. Each takes gas and the address of the top word; returns the gas left or a negative code. */
import { ctx, frame } from '../context';
import { hasFlag, localSlot, setFlags, setKnown, setValue, transientSlot } from '../journal';
import {
  ACCESSED,
  BLOCK_STATE_BYTE_GAS,
  CTX_REFUND,
  FRAME_FLAGS,
  FRAME_IS_STATIC,
  FRAME_SELF,
  HALT_OUT_OF_GAS,
  HALT_STATIC,
  LOCAL_ORIGINAL,
  LOCAL_VALUE,
  RULE_COLD_SLOAD,
  RULE_NET_STORAGE_GAS,
  RULE_SSTORE_CLEAR_REFUND,
  RULE_SSTORE_RESET,
  RULE_SSTORE_SENTRY,
  RULE_SSTORE_SET,
  RULE_WARM_ACCESS,
  RULE_WARM_SLOAD,
  STATE_BYTES_OF_SLOT,
  WARM,
} from '../layout';
import { knowValue } from '../state';
import { chargeStateGas, refundStateGas, stateGasOf } from '../stateGas';
import { copy256, eq256, isZero256 } from '../word';

/** SLOAD: the row has charged a warm access. */
export function sload(gas: i64, top: usize): i64 {
  const slot = localSlot(load<u32>(frame, FRAME_SELF), top);
  const status = knowValue(slot);
  if (status != 0) return status;
  if (load<u32>(RULE_WARM_ACCESS) != 0 && !hasFlag(slot, WARM)) {
    gas -= <i64>load<u32>(RULE_COLD_SLOAD) - <i64>load<u32>(RULE_WARM_SLOAD);
    if (gas < 0) return HALT_OUT_OF_GAS;
    setFlags(slot, WARM);
  }
  setKnown(slot, ACCESSED);
  copy256(top, slot + LOCAL_VALUE);
  return gas;
}

/** SSTORE: all its gas is dynamic. */
export function sstore(gas: i64, top: usize): i64 {
  if ((load<u32>(frame, FRAME_FLAGS) & FRAME_IS_STATIC) != 0) return HALT_STATIC;
  if (gas <= <i64>load<u32>(RULE_SSTORE_SENTRY)) return HALT_OUT_OF_GAS; // EIP-2200; 0 before, where no gas fails anyway
  const slot = localSlot(load<u32>(frame, FRAME_SELF), top);
  const status = knowValue(slot);
  if (status != 0) return status;
  setKnown(slot, ACCESSED);
  const value = top - 32;
  if (load<u32>(RULE_WARM_ACCESS) != 0 && !hasFlag(slot, WARM)) {
    gas -= <i64>load<u32>(RULE_COLD_SLOAD);
    if (gas < 0) return HALT_OUT_OF_GAS;
    setFlags(slot, WARM);
  }
  const isNet = load<u32>(RULE_NET_STORAGE_GAS) != 0;
  gas -= isNet ? netCost(slot, value) : plainCost(slot, value);
  if (gas < 0) return HALT_OUT_OF_GAS;
  if (eq256(slot + LOCAL_VALUE, value) != 0) return gas;
  if (load<i64>(BLOCK_STATE_BYTE_GAS) != 0 && isZero256(slot + LOCAL_ORIGINAL) != 0) {
    gas = meterSlot(gas, slot, value);
    if (gas < 0) return gas;
  }
  store<i64>(
    ctx,
    load<i64>(ctx, CTX_REFUND) + (isNet ? netRefund(slot, value) : plainRefund(slot, value)),
    CTX_REFUND,
  );
  setValue(slot, value);
  return gas;
}

/** Charges state gas for a slot that stood empty and is filled, and gives it back when it is emptied again (EIP-8037). */
function meterSlot(gas: i64, slot: usize, value: usize): i64 {
  if (isZero256(slot + LOCAL_VALUE) != 0) return chargeStateGas(gas, stateGasOf(STATE_BYTES_OF_SLOT));
  if (isZero256(value) != 0) refundStateGas(stateGasOf(STATE_BYTES_OF_SLOT));
  return gas;
}

/** Cost by the value now (yellow paper, before net metering). */
function plainCost(slot: usize, value: usize): i64 {
  const fills = isZero256(slot + LOCAL_VALUE) != 0 && isZero256(value) == 0;
  return <i64>load<u32>(fills ? RULE_SSTORE_SET : RULE_SSTORE_RESET);
}

function plainRefund(slot: usize, value: usize): i64 {
  const clears = isZero256(slot + LOCAL_VALUE) == 0 && isZero256(value) != 0;
  return clears ? <i64>load<u32>(RULE_SSTORE_CLEAR_REFUND) : 0;
}

/** Cost by the values now and before the transaction (EIP-1283, EIP-2200, EIP-2929). */
function netCost(slot: usize, value: usize): i64 {
  const current = slot + LOCAL_VALUE;
  const original = slot + LOCAL_ORIGINAL;
  if (eq256(current, value) != 0 || eq256(original, current) == 0) return <i64>load<u32>(RULE_WARM_SLOAD);
  return <i64>load<u32>(isZero256(original) != 0 ? RULE_SSTORE_SET : RULE_SSTORE_RESET);
}

/** Change of the refund counter for a write that changes the value; may be negative. */
function netRefund(slot: usize, value: usize): i64 {
  const current = slot + LOCAL_VALUE;
  const original = slot + LOCAL_ORIGINAL;
  const clearing = <i64>load<u32>(RULE_SSTORE_CLEAR_REFUND);
  const originalIsZero = isZero256(original) != 0;
  if (eq256(original, current) != 0) return !originalIsZero && isZero256(value) != 0 ? clearing : 0;
  let refund: i64 = 0;
  if (!originalIsZero) {
    if (isZero256(current) != 0) refund -= clearing;
    else if (isZero256(value) != 0) refund += clearing;
  }
  if (eq256(original, value) != 0) {
    refund +=
      <i64>load<u32>(originalIsZero ? RULE_SSTORE_SET : RULE_SSTORE_RESET) - <i64>load<u32>(RULE_WARM_SLOAD);
  }
  return refund;
}

/** TLOAD (EIP-1153). */
export function tload(top: usize): void {
  copy256(top, transientSlot(load<u32>(frame, FRAME_SELF), top) + LOCAL_VALUE);
}

/** TSTORE (EIP-1153). */
export function tstore(gas: i64, top: usize): i64 {
  if ((load<u32>(frame, FRAME_FLAGS) & FRAME_IS_STATIC) != 0) return HALT_STATIC;
  setValue(transientSlot(load<u32>(frame, FRAME_SELF), top), top - 32);
  return gas;
}
