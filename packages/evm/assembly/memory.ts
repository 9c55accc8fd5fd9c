/**
 * The memory of the frame on top: growing it, paying for it, copying in and out.
 *
 * Memories of nested frames lie one behind the other, for a caller's cannot grow while its callee
 * runs. New words are cleared when they come into use, so nothing is cleared in advance.
 */
import { ctx, memoryBase, memorySize, setMemorySize } from './context';
import { CTX_MEMORY_END, HALT_OUT_OF_GAS, LEAVE_LARGE } from './layout';
import { hi } from './word';

/** Offsets and sizes above this cost more gas than 63 bits can hold (2^32 words cost 2^55). */
const REACH: u64 = 0xffffffff;

/** Gas for `words` of memory (yellow paper, appendix H: 3 per word and a 512th of the square). */
function memoryGas(words: u64): i64 {
  return <i64>(words * 3 + ((words * words) >> 9));
}

/** Grows the memory to hold `end` bytes; returns the gas left or a negative code. */
export function growMemory(gas: i64, end: u64): i64 {
  const words = (end + 31) >> 5;
  const left = gas - (memoryGas(words) - memoryGas(memorySize >> 5));
  if (left < 0) return HALT_OUT_OF_GAS;
  const bytes = words << 5;
  if (<u64>memoryBase + bytes > <u64>load<u32>(ctx, CTX_MEMORY_END)) {
    return LEAVE_LARGE;
  }
  memory.fill(memoryBase + memorySize, 0, <usize>bytes - memorySize);
  setMemorySize(<u32>bytes);
  return left;
}

/** Makes `size` bytes at the offset in a stack word accessible; returns the gas left or a negative code. */
export function touchFixed(gas: i64, offset: usize, size: u64): i64 {
  const start = load<u64>(offset);
  if (hi(offset) != 0 || start > REACH) return HALT_OUT_OF_GAS;
  return start + size <= <u64>memorySize ? gas : growMemory(gas, start + size);
}

/** As `touchFixed` with the size in a stack word; nothing happens for size 0. */
export function touch(gas: i64, offset: usize, size: usize): i64 {
  const bytes = load<u64>(size);
  if (hi(size) != 0 || bytes > REACH) return HALT_OUT_OF_GAS;
  return bytes == 0 ? gas : touchFixed(gas, offset, bytes);
}

/** Gas of copying `bytes` in words (yellow paper: 3 per word; `perWord` for other operations). */
export function wordGas(bytes: u64, perWord: u64): i64 {
  return <i64>(((bytes + 31) >> 5) * perWord);
}

/** Copies from a source of `length` bytes that is read as if followed by zeros. */
export function copyPadded(out: usize, source: usize, length: u32, from: usize, bytes: usize): void {
  const start = load<u64>(from);
  const available: usize = hi(from) != 0 || start >= <u64>length ? 0 : <usize>(<u64>length - start);
  const taken = available < bytes ? available : bytes;
  if (taken != 0) memory.copy(out, source + <usize>start, taken); // a copy of nothing still traps beyond the memory
  memory.fill(out + taken, 0, bytes - taken);
}
