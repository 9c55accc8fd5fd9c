/**
 * Messages between frames: entering a call or a creation, and what the caller gets when it ends.
 */

import { takeFromBlock } from './arena';
import { ctx, frame, memoryBase } from './context';
import {
  dropReturnData,
  popFrame,
  revertFrame,
  setFrameBytes,
  setFrameCode,
  setFrameInput,
  setReturnData,
} from './frame';
import { credit, debit, isPrecompile, setCode, setExists, setFlags, setNonce } from './journal';
import { keccak256 } from './keccak';
import {
  CODE_PADDING,
  CREATED,
  CTX_ADDRESS,
  CTX_DEPTH,
  CTX_GAS_LEFT,
  CTX_HALT,
  CTX_KECCAK,
  CTX_PRECOMPILE,
  CTX_PRECOMPILE_GAS,
  CTX_PRECOMPILE_INPUT,
  CTX_PRECOMPILE_LENGTH,
  CTX_RETURN,
  CTX_RETURN_LENGTH,
  FRAME_FLAGS,
  FRAME_GAS,
  FRAME_IS_CREATE,
  FRAME_RETURN_OFFSET,
  FRAME_RETURN_SIZE,
  FRAME_SELF,
  FRAME_SP,
  HALT_CODE_SIZE,
  HALT_OUT_OF_GAS,
  HALT_PRECOMPILE,
  HALT_RESERVED_CODE,
  LEAVE_FRAME,
  LEAVE_LARGE,
  LEAVE_PRECOMPILE,
  LEAVE_REVERT,
  LEAVE_SUCCESS,
  LOCAL_ADDRESS,
  PLAN_EMPTY_CODE,
  RULE_CLEARS_EMPTY,
  RULE_CODE_BYTE_GAS,
  RULE_CODE_WORD_GAS,
  RULE_CREATE_OUT_OF_GAS_FAILS,
  RULE_MAX_CODE_SIZE,
  RULE_REJECTS_RESERVED_CODE,
  RULE_TRANSFER_LOGS,
  STATE_BYTES_OF_ACCOUNT,
  TOUCHED,
} from './layout';
import { analyse, fillCode, internCode } from './locations';
import { wordGas } from './memory';
import { sha256 } from './sha256';
import { chargeStateGas, inheritPending, refundStateGas, stateGasOf } from './stateGas';
import { movedPrecompile, traceExit } from './trace';
import { logTransfer } from './transferLogs';
import { isZero256, loadBE, set64 } from './word';

/**
 * Longer inputs leave the core: OpenSSL hashes with the processor's own instructions. A call took 0.3 instead of 1.4 µs
 * for 32 bytes, as long for 512, and a third longer for 1,024 (2026-11).
 */
const SHA256_MAX_BYTES: u32 = 512;

/** Notes that an account takes part in a message, whatever the value (EIP-161; before it the account comes to exist). */
export function touchAccount(account: usize): void {
  if (load<u32>(RULE_CLEARS_EMPTY) != 0) setFlags(account, TOUCHED);
  else setExists(account, 1);
}

/** Moves wei, which leaves a log (EIP-7708); the payer's balance is known to suffice. */
export function transfer(from: usize, to: usize, value: usize): void {
  if (load<u32>(RULE_TRANSFER_LOGS) != 0 && from != to && isZero256(value) == 0) logTransfer(from, to, value);
  debit(from, value);
  credit(to, value);
}

/**
 * Starts running the code of `target` in the frame on top (just pushed), or asks for a precompile.
 * `code` is the code entry to run; returns LEAVE_FRAME or LEAVE_PRECOMPILE.
 */
export function startCall(target: usize, code: usize, input: usize, length: u32): i64 {
  setFrameCode(code);
  setFrameInput(input, length);
  const a0 = load<u64>(target, LOCAL_ADDRESS);
  const isKnown = isPrecompile(
    a0,
    load<u64>(target, LOCAL_ADDRESS + 8),
    load<u64>(target, LOCAL_ADDRESS + 16),
  );
  let number: u32 = isKnown ? <u32>a0 : 0;
  if (TRACING) number |= movedPrecompile(target + LOCAL_ADDRESS);
  if (number == 0) return LEAVE_FRAME;
  if (number == 4) return runIdentity(input, length);
  if (number == 2 && length <= SHA256_MAX_BYTES) return runSha256(input, length);
  store<u32>(ctx, number, CTX_PRECOMPILE);
  store<u32>(ctx, <u32>input, CTX_PRECOMPILE_INPUT);
  store<u32>(ctx, length, CTX_PRECOMPILE_LENGTH);
  store<i64>(ctx, load<i64>(frame, FRAME_GAS), CTX_PRECOMPILE_GAS);
  return LEAVE_PRECOMPILE;
}

/** The identity precompile; the way out of the core would take far longer than the copy (yellow paper, appendix E). */
function runIdentity(input: usize, length: u32): i64 {
  const left = load<i64>(frame, FRAME_GAS) - 15 - wordGas(length, 3);
  if (left < 0) return endFrame(HALT_OUT_OF_GAS, 0, 0);
  store<i64>(frame, left, FRAME_GAS);
  return endFrame(LEAVE_SUCCESS, input, length);
}

/** The SHA-256 precompile for short inputs (yellow paper, appendix E). */
function runSha256(input: usize, length: u32): i64 {
  const left = load<i64>(frame, FRAME_GAS) - 60 - wordGas(length, 12);
  if (left < 0) return endFrame(HALT_OUT_OF_GAS, 0, 0);
  store<i64>(frame, left, FRAME_GAS);
  const digest = ctx + CTX_ADDRESS;
  sha256(input, length, digest, ctx + CTX_KECCAK);
  return endFrame(LEAVE_SUCCESS, digest, 32);
}

/** Goes on after a precompile: its gas left (or -1) and its output are in the context. */
export function finishPrecompile(): i64 {
  store<u32>(ctx, 0, CTX_PRECOMPILE);
  const left = load<i64>(ctx, CTX_PRECOMPILE_GAS);
  if (left < 0) return endFrame(HALT_PRECOMPILE, 0, 0);
  store<i64>(frame, left, FRAME_GAS);
  return endFrame(LEAVE_SUCCESS, load<u32>(ctx, CTX_RETURN), load<u32>(ctx, CTX_RETURN_LENGTH));
}

/** Starts init code, which lies at `code`, in the frame on top (just pushed). */
export function startCreate(self: usize, value: usize, from: usize, code: usize, length: u32): i64 {
  setFlags(self, CREATED);
  setExists(self, 1);
  if (load<u32>(RULE_CLEARS_EMPTY) != 0) setNonce(self, 1);
  transfer(from, self, value);
  const padded = takeFromBlock(length + 2 * CODE_PADDING) + CODE_PADDING;
  memory.fill(padded - CODE_PADDING, 0, CODE_PADDING);
  memory.copy(padded, code, length);
  memory.fill(padded + length, 0, CODE_PADDING);
  const bits = takeFromBlock((length >> 3) + 1);
  analyse(padded, length, bits);
  setFrameBytes(padded, length, bits);
  setFrameInput(0, 0);
  return LEAVE_FRAME;
}

/**
 * Ends the frame on top with LEAVE_SUCCESS, LEAVE_REVERT or a HALT_* code and output of `length`
 * bytes. Returns LEAVE_FRAME to go on in the frame below, or LEAVE_SUCCESS when there is none.
 */
export function endFrame(outcome: i64, output: usize, length: u32): i64 {
  const isCreate = (load<u32>(frame, FRAME_FLAGS) & FRAME_IS_CREATE) != 0;
  const asked = outcome;
  if (isCreate && outcome == LEAVE_SUCCESS) outcome = deploy(output, length);
  let gas = load<i64>(frame, FRAME_GAS);
  if (TRACING) traceExit(asked, outcome, gas, output, length);
  if (outcome != LEAVE_SUCCESS) {
    revertFrame();
    if (outcome != LEAVE_REVERT) {
      gas = 0;
      length = 0;
    }
  }
  if (isCreate && outcome == LEAVE_SUCCESS && load<u32>(ctx, CTX_DEPTH) > 1) length = 0;
  if (length == 0) dropReturnData();
  else if (setReturnData(output, length) != 0) return LEAVE_LARGE;
  if (load<u32>(ctx, CTX_DEPTH) == 1) {
    store<i64>(ctx, gas, CTX_GAS_LEFT);
    store<i32>(ctx, <i32>outcome, CTX_HALT);
    popFrame();
    return LEAVE_SUCCESS;
  }
  return answerCaller(outcome == LEAVE_SUCCESS, isCreate, gas, length);
}

/** Removes the frame on top and gives the one below its answer, gas and output. */
function answerCaller(succeeded: bool, isCreate: bool, gas: i64, length: u32): i64 {
  const ended = frame;
  popFrame();
  if (succeeded) inheritPending(ended);
  else if (isCreate) refundStateGas(stateGasOf(STATE_BYTES_OF_ACCOUNT));
  store<i64>(frame, load<i64>(frame, FRAME_GAS) + gas, FRAME_GAS);
  const sp = <usize>load<u32>(frame, FRAME_SP);
  if (!isCreate) set64(sp, succeeded ? 1 : 0);
  else if (succeeded) storeAddressWord(sp, load<u32>(ended, FRAME_SELF));
  else set64(sp, 0);
  store<u32>(frame, <u32>(sp + 32), FRAME_SP);
  const wanted = load<u32>(ended, FRAME_RETURN_SIZE);
  const copied = wanted < length ? wanted : length;
  if (!isCreate)
    memory.copy(memoryBase + load<u32>(ended, FRAME_RETURN_OFFSET), load<u32>(ctx, CTX_RETURN), copied);
  return LEAVE_FRAME;
}

/** The address of an account as a word. */
export function storeAddressWord(out: usize, account: usize): void {
  store<u64>(out, load<u64>(account, LOCAL_ADDRESS));
  store<u64>(out, load<u64>(account, LOCAL_ADDRESS + 8), 8);
  store<u64>(out, load<u64>(account, LOCAL_ADDRESS + 16), 16);
  store<u64>(out, 0, 24);
}

/** Deploys the output of init code; returns the frame's outcome. */
function deploy(output: usize, length: u32): i64 {
  if (length > load<u32>(RULE_MAX_CODE_SIZE)) return HALT_CODE_SIZE;
  if (length != 0 && load<u8>(output) == 0xef && load<u32>(RULE_REJECTS_RESERVED_CODE) != 0)
    return HALT_RESERVED_CODE;
  let left = load<i64>(frame, FRAME_GAS) - <i64>length * <i64>load<u32>(RULE_CODE_BYTE_GAS);
  left -= wordGas(length, load<u32>(RULE_CODE_WORD_GAS));
  if (left >= 0) left = chargeStateGas(left, stateGasOf(length));
  if (left < 0) return load<u32>(RULE_CREATE_OUT_OF_GAS_FAILS) != 0 ? HALT_OUT_OF_GAS : LEAVE_SUCCESS;
  store<i64>(frame, left, FRAME_GAS);
  setCode(load<u32>(frame, FRAME_SELF), storeCode(output, length));
  return LEAVE_SUCCESS;
}

/** The code entry of the given bytes. */
export function storeCode(bytes: usize, length: u32): usize {
  if (length == 0) return load<u32>(PLAN_EMPTY_CODE);
  const hash = ctx + CTX_ADDRESS;
  keccak256(bytes, length, hash, ctx + CTX_KECCAK);
  loadBE(hash, hash);
  const code = internCode(hash);
  fillCode(code, bytes, length);
  return code;
}
