/**
 * Trace points. They stand in the code as `if (TRACING) …` with a constant that the compiler knows, so the plain core
 * has none of them, not even a check; the traced one, built of the same sources, asks which events are wanted.
 */
import { frame } from './context';
import {
  FRAME_CODE_LENGTH,
  FRAME_GAS,
  FRAME_PC,
  FRAME_SP,
  LEAVE_SLICE,
  MOVED_BYTES,
  MOVED_NUMBER,
  TRACE_EVENTS,
  TRACE_FRAMES,
  TRACE_MOVED,
  TRACE_MOVED_COUNT,
  TRACE_STEPS,
} from './layout';
import { enter, exit, log, selfDestruct, settled, step, stepEnd } from './traceHost';

function wants(events: u32): bool {
  return (load<u32>(TRACE_EVENTS) & events) != 0;
}

/** An instruction is about to run; it comes again when it leaves for something that is not there. The STOP of no code is none. */
export function traceStep(pc: usize, opcode: u32, sp: usize, gas: i64): void {
  if (wants(TRACE_STEPS) && load<u32>(frame, FRAME_CODE_LENGTH) != 0) step(pc, opcode, sp, <f64>gas);
}

/** The interpreter is left or the frame is about to end, by the instruction at `pc`; gas after it and before it. */
export function traceStepEnd(outcome: i64, pc: usize, sp: usize, gas: i64, before: i64): void {
  if (outcome == LEAVE_SLICE || !wants(TRACE_FRAMES)) return;
  store<u32>(frame, <u32>pc, FRAME_PC);
  store<u32>(frame, <u32>sp, FRAME_SP);
  stepEnd(<i32>outcome, pc, sp, <f64>gas, <f64>before);
}

/** A frame was pushed; nothing has moved yet. `callerGas` is what the caller has left, what it handed over apart. */
export function traceEnter(
  opcode: u32,
  from: usize,
  to: usize,
  value: usize,
  input: usize,
  length: u32,
  callerGas: i64,
): void {
  if (!wants(TRACE_FRAMES)) return;
  const gas = <f64>load<i64>(frame, FRAME_GAS);
  enter(opcode, from, to, value, input, length, gas, <f64>callerGas);
}

/** A message failed before it became a frame, with a REFUSED_* or HALT_* code. Only a collision costs its gas. */
export function traceRefused(
  opcode: u32,
  from: usize,
  to: usize,
  value: usize,
  input: usize,
  length: u32,
  gas: i64,
  callerGas: i64,
  reason: i32,
): void {
  if (!wants(TRACE_FRAMES)) return;
  enter(opcode, from, to, value, input, length, <f64>gas, <f64>callerGas);
  exit(reason, reason, <f64>gas, 0, 0);
}

/** A frame ends; `asked` is how its code ended, `outcome` what came of it when the code to be deployed was looked at. */
export function traceExit(asked: i64, outcome: i64, gas: i64, output: usize, length: u32): void {
  if (wants(TRACE_FRAMES)) exit(<i32>asked, <i32>outcome, <f64>gas, output, length);
}

/** A log was written. */
export function traceLog(entry: usize): void {
  if (wants(TRACE_FRAMES)) log(entry);
}

/** An account is about to hand over its balance. */
export function traceSelfDestruct(self: usize, heir: usize): void {
  if (wants(TRACE_FRAMES)) selfDestruct(self, heir);
}

/** The transaction is through; its changes are in its own view and not committed yet. */
export function traceSettled(): void {
  if (wants(TRACE_FRAMES)) settled();
}

/** Number of the precompile that a simulation has at an address (limbs), or 0. */
export function movedPrecompile(address: usize): u32 {
  let at = <usize>load<u32>(TRACE_MOVED);
  for (let left = load<u32>(TRACE_MOVED_COUNT); left != 0; left--) {
    const isHere =
      load<u64>(at) == load<u64>(address) &&
      load<u64>(at, 8) == load<u64>(address, 8) &&
      load<u64>(at, 16) == load<u64>(address, 16);
    if (isHere) return load<u32>(at, MOVED_NUMBER);
    at += MOVED_BYTES;
  }
  return 0;
}
