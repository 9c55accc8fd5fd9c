/**
 * Frames: one EVM activation each, in a list of records in the context. Nothing here recurses on the
 * host's stack, so depth 1024 costs no native stack and a transaction can stop at any instruction.
 */
import { ctx, frame, memoryBase, memorySize, selectFrame } from './context';
import { revertTo } from './journal';
import {
  CODE_JUMPDESTS,
  CODE_LENGTH,
  CODE_START,
  CTX_DEPTH,
  CTX_FRAMES,
  CTX_JOURNAL_TOP,
  CTX_LOG_COUNT,
  CTX_LOGS_TOP,
  CTX_MEMORY,
  CTX_REFUND,
  CTX_RETURN,
  CTX_RETURN_END,
  CTX_RETURN_LENGTH,
  CTX_STACKS,
  CTX_STACKS_END,
  FRAME_BYTES,
  FRAME_CALLER,
  FRAME_CODE,
  FRAME_CODE_LENGTH,
  FRAME_FLAGS,
  FRAME_GAS,
  FRAME_INPUT,
  FRAME_INPUT_LENGTH,
  FRAME_JOURNAL,
  FRAME_JUMPDESTS,
  FRAME_LOG_COUNT,
  FRAME_LOGS_TOP,
  FRAME_MEMORY,
  FRAME_MEMORY_SIZE,
  FRAME_PC,
  FRAME_REFUND,
  FRAME_RETURN_OFFSET,
  FRAME_RETURN_SIZE,
  FRAME_SELF,
  FRAME_SP,
  FRAME_STACK,
  FRAME_VALUE,
  LEAVE_LARGE,
} from './layout';
import { markStateGas, revertStateGas } from './stateGas';
import { copy256 } from './word';

/** A full stack: 1024 words of 32 bytes. */
const STACK_BYTES: usize = 32768;

/** True when a stack of full height fits above the caller's. */
export function hasRoomForFrame(): bool {
  if (frame == 0) return true;
  return <usize>load<u32>(frame, FRAME_SP) + STACK_BYTES <= <usize>load<u32>(ctx, CTX_STACKS_END);
}

/** Puts a new frame on top, with a checkpoint; code, input and the rest are set by the caller. */
export function pushFrame(gas: i64, self: usize, caller: usize, value: usize, flags: u32): void {
  const below = frame;
  const made: usize = below == 0 ? <usize>load<u32>(ctx, CTX_FRAMES) : below + FRAME_BYTES;
  // The caller's stack pointer was saved before, so its free words are where the new stack starts.
  const stack: usize = below == 0 ? <usize>load<u32>(ctx, CTX_STACKS) : <usize>load<u32>(below, FRAME_SP);
  const memory: usize = below == 0 ? <usize>load<u32>(ctx, CTX_MEMORY) : memoryBase + memorySize;
  store<u32>(made, <u32>stack, FRAME_STACK);
  store<u32>(made, <u32>stack, FRAME_SP);
  store<i64>(made, gas, FRAME_GAS);
  store<u32>(made, <u32>memory, FRAME_MEMORY);
  store<u32>(made, 0, FRAME_MEMORY_SIZE);
  store<u32>(made, <u32>self, FRAME_SELF);
  store<u32>(made, flags, FRAME_FLAGS);
  store<u32>(made, 0, FRAME_RETURN_SIZE);
  store<u32>(made, load<u32>(ctx, CTX_JOURNAL_TOP), FRAME_JOURNAL);
  store<u32>(made, load<u32>(ctx, CTX_LOGS_TOP), FRAME_LOGS_TOP);
  store<u32>(made, load<u32>(ctx, CTX_LOG_COUNT), FRAME_LOG_COUNT);
  store<i64>(made, load<i64>(ctx, CTX_REFUND), FRAME_REFUND);
  copy256(made + FRAME_CALLER, caller);
  copy256(made + FRAME_VALUE, value);
  store<u32>(ctx, 0, CTX_RETURN_LENGTH);
  store<u32>(ctx, load<u32>(ctx, CTX_DEPTH) + 1, CTX_DEPTH);
  selectFrame(made);
  markStateGas();
}

/** Gives the frame on top code that stands in the code store. */
export function setFrameCode(code: usize): void {
  setFrameBytes(load<u32>(code, CODE_START), load<u32>(code, CODE_LENGTH), load<u32>(code, CODE_JUMPDESTS));
}

/** Gives the frame on top code bytes (padded) and their jump destinations. */
export function setFrameBytes(start: usize, length: u32, jumpdests: usize): void {
  store<u32>(frame, <u32>start, FRAME_CODE);
  store<u32>(frame, <u32>start, FRAME_PC);
  store<u32>(frame, length, FRAME_CODE_LENGTH);
  store<u32>(frame, <u32>jumpdests, FRAME_JUMPDESTS);
}

export function setFrameInput(start: usize, length: u32): void {
  store<u32>(frame, <u32>start, FRAME_INPUT);
  store<u32>(frame, length, FRAME_INPUT_LENGTH);
}

/** Where in the caller's memory the output of the frame on top goes. */
export function setFrameReturn(offset: u32, size: u32): void {
  store<u32>(frame, offset, FRAME_RETURN_OFFSET);
  store<u32>(frame, size, FRAME_RETURN_SIZE);
}

/** Takes back all that happened since the frame on top was pushed. */
export function revertFrame(): void {
  revertTo(load<u32>(frame, FRAME_JOURNAL));
  store<u32>(ctx, load<u32>(frame, FRAME_LOGS_TOP), CTX_LOGS_TOP);
  store<u32>(ctx, load<u32>(frame, FRAME_LOG_COUNT), CTX_LOG_COUNT);
  store<i64>(ctx, load<i64>(frame, FRAME_REFUND), CTX_REFUND);
  revertStateGas();
}

/** Removes the frame on top. */
export function popFrame(): void {
  const depth = load<u32>(ctx, CTX_DEPTH) - 1;
  store<u32>(ctx, depth, CTX_DEPTH);
  selectFrame(depth == 0 ? 0 : frame - FRAME_BYTES);
}

/** Keeps `length` bytes as the return data of the frame below; LEAVE_LARGE when they do not fit. */
export function setReturnData(start: usize, length: u32): i64 {
  const buffer = <usize>load<u32>(ctx, CTX_RETURN);
  if (length > load<u32>(ctx, CTX_RETURN_END) - <u32>buffer) {
    return LEAVE_LARGE;
  }
  memory.copy(buffer, start, length);
  store<u32>(ctx, length, CTX_RETURN_LENGTH);
  return 0;
}

export function dropReturnData(): void {
  store<u32>(ctx, 0, CTX_RETURN_LENGTH);
}
