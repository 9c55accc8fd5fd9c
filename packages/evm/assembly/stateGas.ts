/**
 * Gas for growing the state (EIP-8037). A transaction may bring more gas than regular work may use; the surplus is
 * kept for state, for all frames together. What that does not cover is taken from the frame's own gas ("spills").
 *
 * A frame that fails has not grown the state: what it used is kept for state again, also what had spilled.
 */
import { ctx, frame } from './context';
import {
  BLOCK_STATE_BYTE_GAS,
  CTX_DEPTH,
  CTX_STATE_GAS_LEFT,
  CTX_STATE_GAS_PENDING,
  CTX_STATE_GAS_REFUNDED,
  CTX_STATE_GAS_SPILLED,
  CTX_STATE_GAS_USED,
  FRAME_STATE_GAS_PENDING,
  FRAME_STATE_GAS_REFUNDED,
  FRAME_STATE_GAS_USED,
  HALT_OUT_OF_GAS,
} from './layout';

function add(word: usize, amount: i64): void {
  store<i64>(ctx + word, load<i64>(ctx + word) + amount);
}

/** What so many bytes of new state cost; 0 where there is no state gas. */
export function stateGasOf(bytes: u32): i64 {
  return load<i64>(BLOCK_STATE_BYTE_GAS) * <i64>bytes;
}

/** Empties the transaction's account of state gas. */
export function clearStateGas(): void {
  store<i64>(ctx, 0, CTX_STATE_GAS_LEFT);
  store<i64>(ctx, 0, CTX_STATE_GAS_USED);
  store<i64>(ctx, 0, CTX_STATE_GAS_SPILLED);
  store<i64>(ctx, 0, CTX_STATE_GAS_REFUNDED);
  store<i64>(ctx, 0, CTX_STATE_GAS_PENDING);
}

/** Puts gas aside for state. */
export function keepStateGas(amount: i64): void {
  add(CTX_STATE_GAS_LEFT, amount);
}

/** Charges state gas; returns what is left of the frame's `gas`, or HALT_OUT_OF_GAS with nothing charged. */
export function chargeStateGas(gas: i64, amount: i64): i64 {
  const kept = load<i64>(ctx, CTX_STATE_GAS_LEFT);
  const spilled: i64 = amount > kept ? amount - kept : 0;
  if (spilled > gas) return HALT_OUT_OF_GAS;
  add(CTX_STATE_GAS_LEFT, spilled - amount);
  add(CTX_STATE_GAS_SPILLED, spilled);
  add(CTX_STATE_GAS_USED, amount);
  return gas - spilled;
}

/**
 * Gives state gas back for state that is gone again. No frame gets more than it used: the rest is pending until the
 * frame has ended well, and then the caller's, who may have paid (both may write the same storage).
 */
export function refundStateGas(amount: i64): void {
  const used = load<i64>(ctx, CTX_STATE_GAS_USED) - load<i64>(frame, FRAME_STATE_GAS_USED);
  const given = amount < used ? amount : used;
  add(CTX_STATE_GAS_LEFT, given);
  add(CTX_STATE_GAS_USED, -given);
  add(CTX_STATE_GAS_REFUNDED, given);
  add(CTX_STATE_GAS_PENDING, amount - given);
}

/** Notes in the frame just pushed where its caller stands. */
export function markStateGas(): void {
  store<i64>(frame, load<i64>(ctx, CTX_STATE_GAS_USED), FRAME_STATE_GAS_USED);
  store<i64>(frame, load<i64>(ctx, CTX_STATE_GAS_REFUNDED), FRAME_STATE_GAS_REFUNDED);
  store<i64>(frame, load<i64>(ctx, CTX_STATE_GAS_PENDING), FRAME_STATE_GAS_PENDING);
}

/**
 * Takes back what the frame on top did to state gas: what it used is kept again. What it was refunded is lost, except
 * in the outermost frame (EIP-8037 says otherwise; the official fixtures want it so).
 */
export function revertStateGas(): void {
  const used = load<i64>(ctx, CTX_STATE_GAS_USED) - load<i64>(frame, FRAME_STATE_GAS_USED);
  const refunded = load<i64>(ctx, CTX_STATE_GAS_REFUNDED) - load<i64>(frame, FRAME_STATE_GAS_REFUNDED);
  const isOutermost = load<u32>(ctx, CTX_DEPTH) == 1;
  add(CTX_STATE_GAS_LEFT, isOutermost ? used : used - refunded);
  store<i64>(ctx, load<i64>(frame, FRAME_STATE_GAS_USED), CTX_STATE_GAS_USED);
  store<i64>(ctx, load<i64>(frame, FRAME_STATE_GAS_REFUNDED), CTX_STATE_GAS_REFUNDED);
  store<i64>(ctx, load<i64>(frame, FRAME_STATE_GAS_PENDING), CTX_STATE_GAS_PENDING);
}

/** Gives what was pending in a frame that ended well to its caller, which is on top now. */
export function inheritPending(ended: usize): void {
  const pending = load<i64>(ctx, CTX_STATE_GAS_PENDING) - load<i64>(ended, FRAME_STATE_GAS_PENDING);
  if (pending == 0) return;
  add(CTX_STATE_GAS_PENDING, -pending);
  refundStateGas(pending);
}
