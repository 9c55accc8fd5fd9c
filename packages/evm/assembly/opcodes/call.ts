/**
 * CALL, CALLCODE, DELEGATECALL, STATICCALL.
 *
 * The words from `top` down are gas, address, value (CALL and CALLCODE only), input offset and size,
 * output offset and size. The frame's pc is already that of the next instruction.
 */

import { ZERO_WORD } from '../base';
import { ctx, frame, memoryBase } from '../context';
import { dropReturnData, hasRoomForFrame, pushFrame, setFrameReturn } from '../frame';
import { localAccountAt, localAccountOf } from '../journal';
import {
  CTX_ADDRESS,
  CTX_DEPTH,
  FRAME_CALLER,
  FRAME_FLAGS,
  FRAME_GAS,
  FRAME_IS_STATIC,
  FRAME_SELF,
  FRAME_SP,
  FRAME_VALUE,
  HALT_OUT_OF_GAS,
  HALT_STATIC,
  LEAVE_LARGE,
  LOCAL_CODE,
  MAX_DEPTH,
  REFUSED_DEPTH,
  REFUSED_FUNDS,
  RULE_CLEARS_EMPTY,
  RULE_KEEPS_SIXTY_FOURTH,
  RULE_NEW_ACCOUNT_GAS,
  STATE_BYTES_OF_ACCOUNT,
} from '../layout';
import { touch } from '../memory';
import { startCall, storeAddressWord, touchAccount, transfer } from '../message';
import { isDead } from '../questions';
import { canPay, delegateOf, knowCodeBytes } from '../state';
import { chargeStateGas, stateGasOf } from '../stateGas';
import { traceEnter, traceRefused } from '../trace';
import { hi, isZero256, set64 } from '../word';
import { chargeAccess, chargeFullAccess } from './access';

export const CALL: u32 = 0xf1;
export const CALLCODE: u32 = 0xf2;
export const DELEGATECALL: u32 = 0xf4;
export const STATICCALL: u32 = 0xfa;

const VALUE_GAS: i64 = 9000;
const STIPEND: i64 = 2300;

/** Words that an opcode of the family takes. */
function wordsTaken(opcode: u32): usize {
  return opcode == CALL || opcode == CALLCODE ? 7 : 6;
}

/** Runs one of the four; returns the gas left when the call failed softly, or a negative code (LEAVE_FRAME when entered). */
export function call(gas: i64, top: usize, opcode: u32): i64 {
  const hasValue = opcode == CALL || opcode == CALLCODE;
  const value: usize = hasValue ? top - 64 : ZERO_WORD;
  const moves = isZero256(value) == 0;
  if (opcode == CALL && moves && (load<u32>(frame, FRAME_FLAGS) & FRAME_IS_STATIC) != 0) return HALT_STATIC;
  const self = <usize>load<u32>(frame, FRAME_SELF);
  const target = localAccountOf(top - 32);

  // All reads of state, before anything changes
  let status = knowCodeBytes(target);
  if (status != 0) return status;
  const delegated = delegateOf(target);
  const runner: usize = delegated == 0 ? target : localAccountAt(delegated);
  if (delegated != 0) {
    status = knowCodeBytes(runner);
    if (status != 0) return status;
  }
  let isNew: i64 = 0;
  if (opcode == CALL && (moves || load<u32>(RULE_CLEARS_EMPTY) == 0)) {
    isNew = isDead(target);
    if (isNew < 0) return isNew;
  }
  let pays: i64 = 1;
  if (moves) {
    pays = canPay(self, value);
    if (pays < 0) return pays;
  }

  // Gas: what needs no look at the state first, for without that the target is not accessed (EIP-7928)
  const ranges = top - (hasValue ? 96 : 64);
  gas = touch(gas, ranges, ranges - 32);
  if (gas >= 0) gas = touch(gas, ranges - 64, ranges - 96);
  if (gas < 0) return gas;
  if (moves) gas -= VALUE_GAS;
  if (gas < 0) return HALT_OUT_OF_GAS;
  gas = chargeAccess(gas, target);
  if (gas >= 0 && delegated != 0) gas = chargeFullAccess(gas, runner);
  if (gas < 0) return gas;
  if (isNew != 0) gas -= <i64>load<u32>(RULE_NEW_ACCOUNT_GAS);
  if (gas < 0) return HALT_OUT_OF_GAS;
  if (isNew != 0) gas = chargeStateGas(gas, stateGasOf(STATE_BYTES_OF_ACCOUNT));
  if (gas < 0) return gas;
  const forwarded = forward(gas, top);
  if (forwarded < 0) return forwarded;
  gas -= forwarded;
  const granted = forwarded + (moves ? STIPEND : 0);

  // Operation
  const sp = top + 32 - (wordsTaken(opcode) << 5);
  store<u32>(frame, <u32>sp, FRAME_SP);
  store<i64>(frame, gas, FRAME_GAS);
  dropReturnData();
  if (load<u32>(ctx, CTX_DEPTH) > <u32>MAX_DEPTH || pays == 0) {
    if (TRACING) traceNoFrame(opcode, granted, target, value, ranges, pays);
    set64(sp, 0);
    return gas + granted;
  }
  if (!hasRoomForFrame()) return LEAVE_LARGE;
  return enter(opcode, granted, target, runner, value, ranges);
}

/** Tells the trace of a call that fails before it starts. */
function traceNoFrame(opcode: u32, gas: i64, target: usize, value: usize, ranges: usize, pays: i64): void {
  const self = <usize>load<u32>(frame, FRAME_SELF);
  const size = <u32>load<u64>(ranges - 32);
  const input: usize = size == 0 ? memoryBase : memoryBase + <usize>load<u64>(ranges);
  const given: usize = opcode == DELEGATECALL ? frame + FRAME_VALUE : value;
  const reason = pays == 0 && load<u32>(ctx, CTX_DEPTH) <= <u32>MAX_DEPTH ? REFUSED_FUNDS : REFUSED_DEPTH;
  traceRefused(opcode, self, target, given, input, size, gas, load<i64>(frame, FRAME_GAS), reason);
}

/** Gas handed to the callee: at most what was asked; all but a 64th at most, since EIP-150. */
function forward(gas: i64, asked: usize): i64 {
  const wanted = load<u64>(asked);
  const tooMuch = hi(asked) != 0 || wanted > <u64>gas;
  if (load<u32>(RULE_KEEPS_SIXTY_FOURTH) == 0) return tooMuch ? HALT_OUT_OF_GAS : <i64>wanted;
  const most = gas - (gas >> 6);
  return tooMuch || <i64>wanted > most ? most : <i64>wanted;
}

/** Pushes the callee's frame and starts it. `ranges` is the word of the input offset. */
function enter(opcode: u32, gas: i64, target: usize, runner: usize, value: usize, ranges: usize): i64 {
  const callerFrame = frame;
  const self = <usize>load<u32>(callerFrame, FRAME_SELF);
  const inputSize = <u32>load<u64>(ranges - 32);
  const input: usize = inputSize == 0 ? memoryBase : memoryBase + <usize>load<u64>(ranges);
  const outputSize = <u32>load<u64>(ranges - 96);
  const outputOffset: u32 = outputSize == 0 ? 0 : <u32>load<u64>(ranges - 64);
  let flags = load<u32>(callerFrame, FRAME_FLAGS) & FRAME_IS_STATIC;
  if (opcode == STATICCALL) flags |= FRAME_IS_STATIC;
  const caller = ctx + CTX_ADDRESS;
  storeAddressWord(caller, self);
  if (opcode == DELEGATECALL)
    pushFrame(gas, self, callerFrame + FRAME_CALLER, callerFrame + FRAME_VALUE, flags);
  else pushFrame(gas, opcode == CALLCODE ? self : target, caller, value, flags);
  setFrameReturn(outputOffset, outputSize);
  if (TRACING)
    traceEnter(
      opcode,
      self,
      target,
      frame + FRAME_VALUE,
      input,
      inputSize,
      load<i64>(callerFrame, FRAME_GAS),
    );
  if (opcode == CALL) {
    transfer(self, target, value);
    touchAccount(target);
  } else if (opcode == STATICCALL) {
    touchAccount(target);
  }
  return startCall(target, load<u32>(runner, LOCAL_CODE), input, inputSize);
}
