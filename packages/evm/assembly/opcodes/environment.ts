/** Opcodes that look at accounts, input, code and return data. */
import { ctx, frame, memoryBase } from '../context';
import { localAccountOf } from '../journal';
import {
  CODE_HASH,
  CODE_LENGTH,
  CODE_START,
  CTX_RETURN,
  CTX_RETURN_LENGTH,
  FRAME_CODE,
  FRAME_CODE_LENGTH,
  FRAME_INPUT,
  FRAME_INPUT_LENGTH,
  FRAME_SELF,
  HALT_OUT_OF_GAS,
  HALT_RETURN_DATA,
  LOCAL_BALANCE,
  LOCAL_CODE,
} from '../layout';
import { copyPadded, touch, wordGas } from '../memory';
import { isEmpty } from '../questions';
import { knowBalance, knowCode, knowCodeBytes } from '../state';
import { copy256, hi, loadBE, set64 } from '../word';
import { chargeAccess } from './access';

/** Gas per word copied (yellow paper: G_copy). */
const COPY_GAS: u64 = 3;

export function balance(gas: i64, top: usize): i64 {
  const account = localAccountOf(top);
  const status = knowBalance(account);
  if (status != 0) return status;
  gas = chargeAccess(gas, account);
  if (gas >= 0) copy256(top, account + LOCAL_BALANCE);
  return gas;
}

export function selfBalance(gas: i64, next: usize): i64 {
  const account = <usize>load<u32>(frame, FRAME_SELF);
  const status = knowBalance(account);
  if (status != 0) return status;
  copy256(next, account + LOCAL_BALANCE);
  return gas;
}

export function extCodeSize(gas: i64, top: usize): i64 {
  const account = localAccountOf(top);
  const status = knowCodeBytes(account);
  if (status != 0) return status;
  gas = chargeAccess(gas, account);
  if (gas >= 0) set64(top, load<u32>(load<u32>(account, LOCAL_CODE), CODE_LENGTH));
  return gas;
}

/** Hash of the code, 0 for an account that is empty (EIP-1052). */
export function extCodeHash(gas: i64, top: usize): i64 {
  const account = localAccountOf(top);
  const empty = isEmpty(account);
  if (empty < 0) return empty;
  const status = knowCode(account);
  if (status != 0) return status;
  gas = chargeAccess(gas, account);
  if (gas < 0) return gas;
  if (empty != 0) set64(top, 0);
  else copy256(top, load<u32>(account, LOCAL_CODE) + CODE_HASH);
  return gas;
}

export function extCodeCopy(gas: i64, top: usize): i64 {
  const account = localAccountOf(top);
  const status = knowCodeBytes(account);
  if (status != 0) return status;
  gas = chargeAccess(gas, account);
  if (gas < 0) return gas;
  const code = <usize>load<u32>(account, LOCAL_CODE);
  return copyToMemory(gas, top - 32, load<u32>(code, CODE_START), load<u32>(code, CODE_LENGTH));
}

/** Charges and copies: memory offset, source offset and size are the words at `top` and below. */
function copyToMemory(gas: i64, top: usize, source: usize, length: u32): i64 {
  gas = touch(gas, top, top - 64);
  if (gas < 0) return gas;
  const bytes = load<u64>(top - 64);
  gas -= wordGas(bytes, COPY_GAS);
  if (gas < 0) return HALT_OUT_OF_GAS;
  if (bytes != 0) copyPadded(memoryBase + <usize>load<u64>(top), source, length, top - 32, <usize>bytes);
  return gas;
}

export function callDataLoad(top: usize): void {
  const length = <u64>load<u32>(frame, FRAME_INPUT_LENGTH);
  const input = <usize>load<u32>(frame, FRAME_INPUT);
  const offset = load<u64>(top);
  if (hi(top) != 0 || offset >= length) {
    set64(top, 0);
  } else if (offset + 32 <= length) {
    loadBE(top, input + <usize>offset);
  } else {
    copyPadded(top, input, <u32>length, top, 32); // copyPadded reads the offset before it writes
    loadBE(top, top);
  }
}

export function callDataCopy(gas: i64, top: usize): i64 {
  return copyToMemory(gas, top, load<u32>(frame, FRAME_INPUT), load<u32>(frame, FRAME_INPUT_LENGTH));
}

export function codeCopy(gas: i64, top: usize): i64 {
  return copyToMemory(gas, top, load<u32>(frame, FRAME_CODE), load<u32>(frame, FRAME_CODE_LENGTH));
}

/** Copies return data; reading past its end is an error, not zeros (EIP-211). */
export function returnDataCopy(gas: i64, top: usize): i64 {
  const length = <u64>load<u32>(ctx, CTX_RETURN_LENGTH);
  const offset = load<u64>(top - 32);
  const bytes = load<u64>(top - 64);
  if (hi(top - 32) != 0 || hi(top - 64) != 0) return HALT_RETURN_DATA;
  if (offset > length || bytes > length - offset) return HALT_RETURN_DATA;
  return copyToMemory(gas, top, load<u32>(ctx, CTX_RETURN), <u32>length);
}

/** MCOPY (EIP-5656): both ranges are touched, the areas may overlap. */
export function memoryCopy(gas: i64, top: usize): i64 {
  gas = touch(gas, top, top - 64);
  if (gas >= 0) gas = touch(gas, top - 32, top - 64);
  if (gas < 0) return gas;
  const bytes = load<u64>(top - 64);
  gas -= wordGas(bytes, COPY_GAS);
  if (gas < 0) return HALT_OUT_OF_GAS;
  if (bytes != 0)
    memory.copy(memoryBase + <usize>load<u64>(top), memoryBase + <usize>load<u64>(top - 32), <usize>bytes);
  return gas;
}
