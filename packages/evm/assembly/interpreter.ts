/**
 * The loop. One dense `switch`, which becomes one `br_table`; pc, sp and gas live in its locals. One
 * packed word per opcode holds gas and stack bounds, so an undefined opcode, an underflow and an
 * overflow fail in the same comparison (measured: half the time of handler tables).
 *
 * V8 does not replace a running wasm frame by optimised code, so the loop comes back after a slice
 * of gas; being called again, it runs at full speed after some milliseconds.
 */
import { ctx, frame, memoryBase, memorySize } from './context';
import {
  BLOCK_BASE_FEE,
  BLOCK_BENEFICIARY,
  BLOCK_BLOB_BASE_FEE,
  BLOCK_CHAIN_ID,
  BLOCK_GAS_LIMIT,
  BLOCK_NUMBER,
  BLOCK_RANDAO,
  BLOCK_SLOT_NUMBER,
  BLOCK_TIMESTAMP,
  CTX_GAS_PRICE,
  CTX_PRECOMPILE,
  CTX_RECORD,
  CTX_RETURN_LENGTH,
  CTX_SCRATCH,
  FRAME_CALLER,
  FRAME_CODE,
  FRAME_CODE_LENGTH,
  FRAME_GAS,
  FRAME_INPUT_LENGTH,
  FRAME_JUMPDESTS,
  FRAME_PC,
  FRAME_SELF,
  FRAME_SP,
  FRAME_STACK,
  FRAME_VALUE,
  HALT_BAD_JUMP,
  HALT_INVALID,
  HALT_OUT_OF_GAS,
  HALT_STACK,
  INSTRUCTIONS,
  LEAVE,
  LEAVE_FRAME,
  LEAVE_PRECOMPILE,
  LEAVE_REVERT,
  LEAVE_SLICE,
  LEAVE_SUCCESS,
  RULE_EXP_BYTE_GAS,
  TX_SENDER,
} from './layout';
import { touch, touchFixed } from './memory';
import { endFrame, finishPrecompile, storeAddressWord } from './message';
import { blobHash, blockHash } from './opcodes/block';
import { call } from './opcodes/call';
import { create } from './opcodes/create';
import {
  balance,
  callDataCopy,
  callDataLoad,
  codeCopy,
  extCodeCopy,
  extCodeHash,
  extCodeSize,
  memoryCopy,
  returnDataCopy,
  selfBalance,
} from './opcodes/environment';
import { keccak, log } from './opcodes/log';
import { selfDestruct } from './opcodes/selfdestruct';
import { depthOf, depthsOf } from './opcodes/stack';
import { sload, sstore, tload, tstore } from './opcodes/storage';
import { traceStep, traceStepEnd } from './trace';
import {
  add256,
  addmod256,
  and256,
  byte256,
  byteLength256,
  clz256,
  copy256,
  div256,
  eq256,
  exp256,
  gt256,
  hi,
  isZero256,
  loadBE,
  loadBEn,
  lt256,
  mod256,
  mul256,
  mulmod256,
  not256,
  or256,
  sar256,
  sdiv256,
  set64,
  sgt256,
  shl256,
  shr256,
  signextend256,
  slt256,
  smod256,
  storeBE,
  sub256,
  swap256,
  xor256,
} from './word';

/** Gas after which the loop comes back: about a millisecond of plain opcodes, several when each is traced. */
const SLICE: i64 = TRACING ? 50_000 : 1_000_000;
/** Frames entered after which it comes back, so that calls with little gas cannot hold it. */
const SLICE_FRAMES: u32 = 4096;

/** True when the word at `dest` is a jump destination of the frame's code. */
function isJumpDest(dest: usize, jumpdests: usize, length: u32): bool {
  const at = load<u64>(dest);
  if (hi(dest) != 0 || at >= <u64>length) return false;
  return ((load<u8>(jumpdests + <usize>(at >> 3)) >> (<u8>at & 7)) & 1) != 0;
}

/** Size of an output or of return data, bounded by the memory touched before. */
function sizeAt(word: usize): u32 {
  return <u32>load<u64>(word);
}

/**
 * Runs the context until its outermost frame has ended (LEAVE_SUCCESS, whatever the outcome) or a
 * LEAVE_* reason comes up; then the same call goes on later.
 */
export function interpret(): i64 {
  if (load<u32>(ctx, CTX_PRECOMPILE) != 0) {
    const next = finishPrecompile();
    if (next != LEAVE_FRAME) return next;
  }
  for (let entered: u32 = 0; entered < SLICE_FRAMES; entered++) {
    const left = runFrame();
    if (left != LEAVE_FRAME) return left;
  }
  return LEAVE_SLICE;
}

/** Runs the frame on top until another one is on top (LEAVE_FRAME) or the interpreter is left. */
function runFrame(): i64 {
  let pc: usize = load<u32>(frame, FRAME_PC);
  let sp: usize = load<u32>(frame, FRAME_SP);
  let gas = load<i64>(frame, FRAME_GAS);
  const code: usize = load<u32>(frame, FRAME_CODE);
  const stack: usize = load<u32>(frame, FRAME_STACK);
  const jumpdests: usize = load<u32>(frame, FRAME_JUMPDESTS);
  const codeLength = load<u32>(frame, FRAME_CODE_LENGTH);
  const scratch = ctx + CTX_SCRATCH;
  const floor = gas - SLICE;
  let before = gas;
  let outcome: i64 = 0;
  let output: usize = 0;
  let outputLength: u32 = 0;

  while (true) {
    const opcode = <u32>load<u8>(pc);
    const row = load<u64>(<usize>INSTRUCTIONS + ((<usize>opcode) << 3));
    before = gas;
    if (TRACING) traceStep(pc, opcode, sp, gas);
    gas -= <i64>(row & 0xffff);
    if (gas < 0) {
      outcome = HALT_OUT_OF_GAS;
      break;
    }
    if (<u32>sp - <u32>stack - (<u32>(row >> 16) & 0xffff) > <u32>(row >> 32)) {
      outcome = HALT_STACK;
      break;
    }
    const top = sp - 32;
    switch (opcode) {
      case 0x00: {
        outcome = LEAVE_SUCCESS;
        break;
      }
      case 0x01: {
        add256(top, top - 32, top - 32);
        sp = top;
        pc++;
        continue;
      }
      case 0x02: {
        mul256(top, top - 32, top - 32);
        sp = top;
        pc++;
        continue;
      }
      case 0x03: {
        sub256(top, top - 32, top - 32);
        sp = top;
        pc++;
        continue;
      }
      case 0x04: {
        div256(top, top - 32, top - 32, scratch);
        sp = top;
        pc++;
        continue;
      }
      case 0x05: {
        sdiv256(top, top - 32, top - 32, scratch);
        sp = top;
        pc++;
        continue;
      }
      case 0x06: {
        mod256(top, top - 32, top - 32, scratch);
        sp = top;
        pc++;
        continue;
      }
      case 0x07: {
        smod256(top, top - 32, top - 32, scratch);
        sp = top;
        pc++;
        continue;
      }
      case 0x08: {
        addmod256(top, top - 32, top - 64, top - 64, scratch);
        sp = top - 32;
        pc++;
        continue;
      }
      case 0x09: {
        mulmod256(top, top - 32, top - 64, top - 64, scratch);
        sp = top - 32;
        pc++;
        continue;
      }
      case 0x0a: {
        gas -= <i64>byteLength256(top - 32) * <i64>load<u32>(RULE_EXP_BYTE_GAS);
        if (gas < 0) {
          outcome = HALT_OUT_OF_GAS;
          break;
        }
        exp256(top, top - 32, top - 32, scratch);
        sp = top;
        pc++;
        continue;
      }
      case 0x0b: {
        signextend256(top, top - 32, top - 32);
        sp = top;
        pc++;
        continue;
      }
      case 0x10: {
        set64(top - 32, lt256(top, top - 32));
        sp = top;
        pc++;
        continue;
      }
      case 0x11: {
        set64(top - 32, gt256(top, top - 32));
        sp = top;
        pc++;
        continue;
      }
      case 0x12: {
        set64(top - 32, slt256(top, top - 32));
        sp = top;
        pc++;
        continue;
      }
      case 0x13: {
        set64(top - 32, sgt256(top, top - 32));
        sp = top;
        pc++;
        continue;
      }
      case 0x14: {
        set64(top - 32, eq256(top, top - 32));
        sp = top;
        pc++;
        continue;
      }
      case 0x15: {
        set64(top, isZero256(top));
        pc++;
        continue;
      }
      case 0x16: {
        and256(top, top - 32, top - 32);
        sp = top;
        pc++;
        continue;
      }
      case 0x17: {
        or256(top, top - 32, top - 32);
        sp = top;
        pc++;
        continue;
      }
      case 0x18: {
        xor256(top, top - 32, top - 32);
        sp = top;
        pc++;
        continue;
      }
      case 0x19: {
        not256(top, top);
        pc++;
        continue;
      }
      case 0x1a: {
        byte256(top, top - 32, top - 32);
        sp = top;
        pc++;
        continue;
      }
      case 0x1b: {
        shl256(top, top - 32, top - 32);
        sp = top;
        pc++;
        continue;
      }
      case 0x1c: {
        shr256(top, top - 32, top - 32);
        sp = top;
        pc++;
        continue;
      }
      case 0x1d: {
        sar256(top, top - 32, top - 32);
        sp = top;
        pc++;
        continue;
      }
      case 0x1e: {
        clz256(top, top);
        pc++;
        continue;
      }
      case 0x20: {
        gas = keccak(gas, top);
        if (gas < 0) break;
        sp = top;
        pc++;
        continue;
      }
      case 0x30: {
        storeAddressWord(sp, load<u32>(frame, FRAME_SELF));
        sp += 32;
        pc++;
        continue;
      }
      case 0x31: {
        gas = balance(gas, top);
        if (gas < 0) break;
        pc++;
        continue;
      }
      case 0x32: {
        const sender = <usize>load<u32>(ctx, CTX_RECORD) + TX_SENDER;
        copy256(sp, sender);
        store<u64>(sp, 0, 24); // the address has 24 bytes
        sp += 32;
        pc++;
        continue;
      }
      case 0x33: {
        copy256(sp, frame + FRAME_CALLER);
        sp += 32;
        pc++;
        continue;
      }
      case 0x34: {
        copy256(sp, frame + FRAME_VALUE);
        sp += 32;
        pc++;
        continue;
      }
      case 0x35: {
        callDataLoad(top);
        pc++;
        continue;
      }
      case 0x36: {
        set64(sp, load<u32>(frame, FRAME_INPUT_LENGTH));
        sp += 32;
        pc++;
        continue;
      }
      case 0x37: {
        gas = callDataCopy(gas, top);
        if (gas < 0) break;
        sp = top - 64;
        pc++;
        continue;
      }
      case 0x38: {
        set64(sp, codeLength);
        sp += 32;
        pc++;
        continue;
      }
      case 0x39: {
        gas = codeCopy(gas, top);
        if (gas < 0) break;
        sp = top - 64;
        pc++;
        continue;
      }
      case 0x3a: {
        copy256(sp, ctx + CTX_GAS_PRICE);
        sp += 32;
        pc++;
        continue;
      }
      case 0x3b: {
        gas = extCodeSize(gas, top);
        if (gas < 0) break;
        pc++;
        continue;
      }
      case 0x3c: {
        gas = extCodeCopy(gas, top);
        if (gas < 0) break;
        sp = top - 96;
        pc++;
        continue;
      }
      case 0x3d: {
        set64(sp, load<u32>(ctx, CTX_RETURN_LENGTH));
        sp += 32;
        pc++;
        continue;
      }
      case 0x3e: {
        gas = returnDataCopy(gas, top);
        if (gas < 0) break;
        sp = top - 64;
        pc++;
        continue;
      }
      case 0x3f: {
        gas = extCodeHash(gas, top);
        if (gas < 0) break;
        pc++;
        continue;
      }
      case 0x40: {
        gas = blockHash(gas, top);
        if (gas < 0) break;
        pc++;
        continue;
      }
      case 0x41: {
        copy256(sp, BLOCK_BENEFICIARY);
        sp += 32;
        pc++;
        continue;
      }
      case 0x42: {
        set64(sp, load<u64>(BLOCK_TIMESTAMP));
        sp += 32;
        pc++;
        continue;
      }
      case 0x43: {
        set64(sp, load<u64>(BLOCK_NUMBER));
        sp += 32;
        pc++;
        continue;
      }
      case 0x44: {
        copy256(sp, BLOCK_RANDAO);
        sp += 32;
        pc++;
        continue;
      }
      case 0x45: {
        set64(sp, load<u64>(BLOCK_GAS_LIMIT));
        sp += 32;
        pc++;
        continue;
      }
      case 0x46: {
        copy256(sp, BLOCK_CHAIN_ID);
        sp += 32;
        pc++;
        continue;
      }
      case 0x47: {
        gas = selfBalance(gas, sp);
        if (gas < 0) break;
        sp += 32;
        pc++;
        continue;
      }
      case 0x48: {
        copy256(sp, BLOCK_BASE_FEE);
        sp += 32;
        pc++;
        continue;
      }
      case 0x49: {
        blobHash(top);
        pc++;
        continue;
      }
      case 0x4a: {
        copy256(sp, BLOCK_BLOB_BASE_FEE);
        sp += 32;
        pc++;
        continue;
      }
      case 0x4b: {
        set64(sp, load<u64>(BLOCK_SLOT_NUMBER));
        sp += 32;
        pc++;
        continue;
      }
      case 0x50: {
        sp = top;
        pc++;
        continue;
      }
      case 0x51: {
        gas = touchFixed(gas, top, 32);
        if (gas < 0) break;
        loadBE(top, memoryBase + <usize>load<u64>(top));
        pc++;
        continue;
      }
      case 0x52: {
        gas = touchFixed(gas, top, 32);
        if (gas < 0) break;
        storeBE(memoryBase + <usize>load<u64>(top), top - 32);
        sp = top - 32;
        pc++;
        continue;
      }
      case 0x53: {
        gas = touchFixed(gas, top, 1);
        if (gas < 0) break;
        store<u8>(memoryBase + <usize>load<u64>(top), load<u8>(top - 32));
        sp = top - 32;
        pc++;
        continue;
      }
      case 0x54: {
        gas = sload(gas, top);
        if (gas < 0) break;
        pc++;
        continue;
      }
      case 0x55: {
        gas = sstore(gas, top);
        if (gas < 0) break;
        sp = top - 32;
        pc++;
        continue;
      }
      case 0x56: {
        if (!isJumpDest(top, jumpdests, codeLength)) {
          outcome = HALT_BAD_JUMP;
          break;
        }
        pc = code + <usize>load<u64>(top);
        sp = top;
        continue;
      }
      case 0x57: {
        sp = top - 32;
        if (isZero256(sp) != 0) {
          pc++;
          continue;
        }
        if (!isJumpDest(top, jumpdests, codeLength)) {
          outcome = HALT_BAD_JUMP;
          break;
        }
        pc = code + <usize>load<u64>(top);
        continue;
      }
      case 0x58: {
        set64(sp, <u64>(pc - code));
        sp += 32;
        pc++;
        continue;
      }
      case 0x59: {
        set64(sp, memorySize);
        sp += 32;
        pc++;
        continue;
      }
      case 0x5a: {
        set64(sp, gas);
        sp += 32;
        pc++;
        continue;
      }
      case 0x5b: {
        pc++;
        if (gas >= floor) continue;
        before = gas;
        outcome = LEAVE_SLICE;
        break;
      }
      case 0x5c: {
        tload(top);
        pc++;
        continue;
      }
      case 0x5d: {
        gas = tstore(gas, top);
        if (gas < 0) break;
        sp = top - 32;
        pc++;
        continue;
      }
      case 0x5e: {
        gas = memoryCopy(gas, top);
        if (gas < 0) break;
        sp = top - 64;
        pc++;
        continue;
      }
      case 0x5f: {
        set64(sp, 0);
        sp += 32;
        pc++;
        continue;
      }
      case 0x60: {
        set64(sp, load<u8>(pc, 1));
        sp += 32;
        pc += 2;
        continue;
      }
      case 0x61: {
        set64(sp, bswap<u16>(load<u16>(pc, 1)));
        sp += 32;
        pc += 3;
        continue;
      }
      case 0x62:
      case 0x63:
      case 0x64:
      case 0x65:
      case 0x66:
      case 0x67:
      case 0x68:
      case 0x69:
      case 0x6a:
      case 0x6b:
      case 0x6c:
      case 0x6d:
      case 0x6e:
      case 0x6f:
      case 0x70:
      case 0x71:
      case 0x72:
      case 0x73:
      case 0x74:
      case 0x75:
      case 0x76:
      case 0x77:
      case 0x78:
      case 0x79:
      case 0x7a:
      case 0x7b:
      case 0x7c:
      case 0x7d:
      case 0x7e:
      case 0x7f: {
        const size = <usize>opcode - 0x5f;
        loadBEn(sp, pc + 1, size);
        sp += 32;
        pc += size + 1;
        continue;
      }
      case 0x80:
      case 0x81:
      case 0x82:
      case 0x83:
      case 0x84:
      case 0x85:
      case 0x86:
      case 0x87:
      case 0x88:
      case 0x89:
      case 0x8a:
      case 0x8b:
      case 0x8c:
      case 0x8d:
      case 0x8e:
      case 0x8f: {
        copy256(sp, sp - ((<usize>opcode - 0x7f) << 5));
        sp += 32;
        pc++;
        continue;
      }
      case 0x90:
      case 0x91:
      case 0x92:
      case 0x93:
      case 0x94:
      case 0x95:
      case 0x96:
      case 0x97:
      case 0x98:
      case 0x99:
      case 0x9a:
      case 0x9b:
      case 0x9c:
      case 0x9d:
      case 0x9e:
      case 0x9f: {
        swap256(top, top - ((<usize>opcode - 0x8f) << 5));
        pc++;
        continue;
      }
      case 0xa0:
      case 0xa1:
      case 0xa2:
      case 0xa3:
      case 0xa4: {
        gas = log(gas, top, opcode - 0xa0);
        if (gas < 0) break;
        sp = top - 32 - ((<usize>opcode - 0xa0) << 5);
        pc++;
        continue;
      }
      case 0xe6: {
        const depth = depthOf(load<u8>(pc, 1));
        if (depth == 0 || sp - stack < depth << 5) {
          outcome = depth == 0 ? HALT_INVALID : HALT_STACK;
          break;
        }
        copy256(sp, sp - (depth << 5));
        sp += 32;
        pc += 2;
        continue;
      }
      case 0xe7: {
        const depth = depthOf(load<u8>(pc, 1));
        if (depth == 0 || sp - stack < (depth + 1) << 5) {
          outcome = depth == 0 ? HALT_INVALID : HALT_STACK;
          break;
        }
        swap256(top, top - (depth << 5));
        pc += 2;
        continue;
      }
      case 0xe8: {
        const depths = depthsOf(load<u8>(pc, 1));
        if (depths == 0 || sp - stack < (<usize>((depths >> 16) + 1)) << 5) {
          outcome = depths == 0 ? HALT_INVALID : HALT_STACK;
          break;
        }
        swap256(top - ((<usize>(depths & 0xffff)) << 5), top - ((<usize>(depths >> 16)) << 5));
        pc += 2;
        continue;
      }
      case 0xf0:
      case 0xf5: {
        store<u32>(frame, <u32>(pc + 1), FRAME_PC);
        gas = create(gas, top, opcode == 0xf5);
        if (gas < 0) break;
        sp = load<u32>(frame, FRAME_SP);
        pc++;
        continue;
      }
      case 0xf1:
      case 0xf2:
      case 0xf4:
      case 0xfa: {
        store<u32>(frame, <u32>(pc + 1), FRAME_PC);
        gas = call(gas, top, opcode);
        if (gas < 0) break;
        sp = <usize>load<u32>(frame, FRAME_SP) + 32;
        pc++;
        continue;
      }
      case 0xf3:
      case 0xfd: {
        gas = touch(gas, top, top - 32);
        if (gas < 0) break;
        outputLength = sizeAt(top - 32);
        if (outputLength != 0) output = memoryBase + <usize>load<u64>(top);
        outcome = opcode == 0xf3 ? LEAVE_SUCCESS : LEAVE_REVERT;
        break;
      }
      case 0xff: {
        outcome = selfDestruct(gas, top);
        if (outcome == LEAVE_SUCCESS) gas = load<i64>(frame, FRAME_GAS);
        break;
      }
      default: {
        outcome = HALT_INVALID;
        break;
      }
    }
    break;
  }

  if (outcome == 0) outcome = gas; // a handler returned a code in place of gas
  if (outcome == LEAVE_FRAME || outcome == LEAVE_PRECOMPILE) return outcome; // the frame on top is another one
  if (TRACING) traceStepEnd(outcome, pc, sp, gas, before);
  if (outcome == LEAVE_SUCCESS || outcome == LEAVE_REVERT || outcome > LEAVE) {
    store<i64>(frame, gas, FRAME_GAS);
    return endFrame(outcome, output, outputLength);
  }
  store<u32>(frame, <u32>pc, FRAME_PC);
  store<u32>(frame, <u32>sp, FRAME_SP);
  store<i64>(frame, before, FRAME_GAS);
  return outcome;
}
