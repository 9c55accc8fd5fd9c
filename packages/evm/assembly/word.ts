/**
 * 256-bit EVM words.
 *
 * A word is 32 bytes in linear memory at any address: four 64-bit limbs, least significant limb first.
 * Functions take addresses; `out` may be the address of an input. Nothing here allocates or keeps state:
 * functions that need room take `scratch`, the address of `WORD_SCRATCH_BYTES` bytes whose contents mean
 * nothing before and after the call and which overlap no operand.
 */
export { add256, negate256, sub256 } from './word/add';
export { and256, byte256, clz256, not256, or256, signextend256, xor256 } from './word/bits';
export { byteLength256, cmp256, eq256, gt256, hi, isZero256, lt256, sgt256, slt256 } from './word/compare';
export { div256, mod256, sdiv256, smod256 } from './word/divide';
export { exp256 } from './word/exponent';
export { addmod256, mulmod256 } from './word/modular';
export { copy256, loadBE, loadBEn, set64, storeBE, swap256 } from './word/move';
export { mul64, mul256 } from './word/multiply';
export { WORD_SCRATCH_BYTES } from './word/scratch';
export { sar256, shl256, shr256 } from './word/shift';
