/** CREATE and CREATE2. The words from `top` down are value, offset, size and, for CREATE2, a salt. */

import { storeAddressBytes } from '../address';
import { ctx, frame, memoryBase, memorySize, setMemorySize } from '../context';
import { dropReturnData, hasRoomForFrame, pushFrame } from '../frame';
import { localAccountAt, setFlags, setKnown, setNonce } from '../journal';
import { keccak256 } from '../keccak';
import {
  ACCESSED,
  CTX_ADDRESS,
  CTX_DEPTH,
  CTX_KECCAK,
  FRAME_FLAGS,
  FRAME_GAS,
  FRAME_IS_CREATE,
  FRAME_IS_STATIC,
  FRAME_SELF,
  FRAME_SP,
  HALT_COLLISION,
  HALT_INIT_CODE_SIZE,
  HALT_OUT_OF_GAS,
  HALT_STATIC,
  LEAVE_LARGE,
  LOCAL_ADDRESS,
  LOCAL_NONCE,
  MAX_DEPTH,
  REFUSED_DEPTH,
  REFUSED_FUNDS,
  REFUSED_NONCE,
  RULE_INIT_CODE_WORD_GAS,
  RULE_KEEPS_SIXTY_FOURTH,
  RULE_MAX_INIT_CODE_SIZE,
  STATE_BYTES_OF_ACCOUNT,
  WARM,
} from '../layout';
import { touch, wordGas } from '../memory';
import { startCreate, storeAddressWord } from '../message';
import { isOccupied } from '../questions';
import { canPay, knowNonce } from '../state';
import { chargeStateGas, refundStateGas, stateGasOf } from '../stateGas';
import { traceEnter, traceRefused } from '../trace';
import { isZero256, loadBE, set64, storeBE } from '../word';

export const CREATE: u32 = 0xf0;
export const CREATE2: u32 = 0xf5;

const HASH_WORD_GAS: u64 = 6;

/** Runs CREATE, or CREATE2 when `salted`; returns the gas left when it failed softly, or a negative code. */
export function create(gas: i64, top: usize, salted: bool): i64 {
  if ((load<u32>(frame, FRAME_FLAGS) & FRAME_IS_STATIC) != 0) return HALT_STATIC;
  const self = <usize>load<u32>(frame, FRAME_SELF);
  const status = knowNonce(self);
  if (status != 0) return status;
  const pays: i64 = isZero256(top) != 0 ? 1 : canPay(self, top);
  if (pays < 0) return pays;

  const memoryBefore = memorySize;
  gas = touch(gas, top - 32, top - 64);
  if (gas < 0) return gas;
  const length = <u32>load<u64>(top - 64);
  if (length > load<u32>(RULE_MAX_INIT_CODE_SIZE)) return HALT_INIT_CODE_SIZE;
  gas -= wordGas(length, <u64>load<u32>(RULE_INIT_CODE_WORD_GAS) + (salted ? HASH_WORD_GAS : 0));
  if (gas < 0) return HALT_OUT_OF_GAS;
  const stateGas = stateGasOf(STATE_BYTES_OF_ACCOUNT);
  const code: usize = length == 0 ? memoryBase : memoryBase + <usize>load<u64>(top - 32);

  const sp = top - (salted ? 96 : 64);
  const isTooDeep = load<u32>(ctx, CTX_DEPTH) > <u32>MAX_DEPTH;
  const nonce = load<u64>(self, LOCAL_NONCE);
  if (isTooDeep || pays == 0 || nonce == u64.MAX_VALUE) {
    gas = chargeStateGas(gas, stateGas);
    if (gas < 0) return gas;
    refundStateGas(stateGas);
    if (TRACING) traceNoFrame(salted, top, code, length, gas, isTooDeep, pays);
    dropReturnData();
    set64(sp, 0);
    store<u32>(frame, <u32>(sp + 32), FRAME_SP);
    return gas;
  }
  if (salted) saltedAddress(self, top - 96, code, length);
  else numberedAddress(self + LOCAL_ADDRESS, nonce);
  const made = localAccountAt(ctx + CTX_ADDRESS);
  const occupied = isOccupied(made);
  if (occupied < 0) {
    setMemorySize(memoryBefore); // the instruction runs again and must pay for growth again
    return occupied;
  }

  gas = chargeStateGas(gas, stateGas);
  if (gas < 0) return gas;
  const left = gas;
  const granted = grantOf(gas);
  gas -= granted;
  store<u32>(frame, <u32>sp, FRAME_SP);
  store<i64>(frame, gas, FRAME_GAS);
  dropReturnData();
  setKnown(made, ACCESSED);
  setFlags(made, WARM); // stays warm even when the creation fails (EIP-2929)
  setNonce(self, nonce + 1);
  if (occupied != 0) {
    refundStateGas(stateGas);
    if (TRACING)
      traceRefused(salted ? CREATE2 : CREATE, self, made, top, code, length, granted, left, HALT_COLLISION);
    set64(sp, 0);
    store<u32>(frame, <u32>(sp + 32), FRAME_SP);
    return gas;
  }
  if (!hasRoomForFrame()) return LEAVE_LARGE;
  const caller = ctx + CTX_ADDRESS;
  storeAddressWord(caller, self);
  pushFrame(granted, made, caller, top, FRAME_IS_CREATE);
  if (TRACING) traceEnter(salted ? CREATE2 : CREATE, self, made, top, code, length, left);
  return startCreate(made, top, self, code, length);
}

/** Gas handed to the init code: all but a 64th, since EIP-150. */
function grantOf(gas: i64): i64 {
  return load<u32>(RULE_KEEPS_SIXTY_FOURTH) != 0 ? gas - (gas >> 6) : gas;
}

/** Tells the trace of a creation that fails before it starts. */
function traceNoFrame(
  salted: bool,
  top: usize,
  code: usize,
  length: u32,
  gas: i64,
  isTooDeep: bool,
  pays: i64,
): void {
  const self = <usize>load<u32>(frame, FRAME_SELF);
  const reason = isTooDeep ? REFUSED_DEPTH : pays == 0 ? REFUSED_FUNDS : REFUSED_NONCE;
  traceRefused(salted ? CREATE2 : CREATE, self, 0, top, code, length, grantOf(gas), gas, reason);
}

/** Takes the low 160 bits of the hash (big-endian) at CTX_ADDRESS as address limbs there. */
function hashToAddress(): void {
  const out = ctx + CTX_ADDRESS;
  loadBE(out, out);
  store<u64>(out, load<u64>(out, 16) & 0xffffffff, 16);
}

/** Address of a contract by its creator and the creator's nonce, to CTX_ADDRESS: hash of rlp([creator, nonce]). */
export function numberedAddress(creator: usize, nonce: u64): void {
  const bytes = ctx + CTX_ADDRESS + 64;
  store<u8>(bytes, 0x94, 1);
  storeAddressBytes(bytes + 2, creator);
  let length: usize = 22;
  if (nonce != 0 && nonce < 0x80) {
    store<u8>(bytes + length++, <u8>nonce);
  } else {
    const size = <usize>(8 - (clz<u64>(nonce) >> 3));
    store<u8>(bytes + length++, <u8>(0x80 + (nonce == 0 ? 0 : size)));
    if (nonce != 0) {
      for (let at = size; at > 0; at--) store<u8>(bytes + length++, <u8>(nonce >> ((<u64>(at - 1)) << 3)));
    }
  }
  store<u8>(bytes, <u8>(0xc0 + length - 1));
  keccak256(bytes, length, ctx + CTX_ADDRESS, ctx + CTX_KECCAK);
  hashToAddress();
}

/** Address of a contract by creator, salt and init code, to CTX_ADDRESS (EIP-1014). */
function saltedAddress(creator: usize, salt: usize, code: usize, length: u32): void {
  const bytes = ctx + CTX_ADDRESS + 64;
  store<u8>(bytes, 0xff);
  storeAddressBytes(bytes + 1, creator + LOCAL_ADDRESS);
  storeBE(bytes + 21, salt);
  keccak256(code, length, bytes + 53, ctx + CTX_KECCAK);
  keccak256(bytes, 85, ctx + CTX_ADDRESS, ctx + CTX_KECCAK);
  hashToAddress();
}
