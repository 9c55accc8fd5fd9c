/**
 * How the scratch area of the arithmetic is divided. Each part belongs to one function of a call chain
 * (`smod256` -> `divide` -> `longDivide`, `mulmod256` -> `divide`, ...), so no two live values share bytes.
 */

/** 512-bit product or 257-bit sum to be reduced: 8 limbs. */
export const WIDE: usize = 0;
/** Left-aligned dividend of the long division: at most 8 limbs, 2 limbs of alignment, 1 limb of overflow. */
export const ALIGNED_DIVIDEND: usize = 64;
/** Left-aligned divisor of the long division: 4 limbs. */
export const ALIGNED_DIVISOR: usize = 160;
/** Quotient: at most 8 limbs. */
export const QUOTIENT: usize = 192;
/** Magnitudes of signed operands and the running power: two words. */
export const FIRST: usize = 256;
export const SECOND: usize = 288;
/** How the divisor was aligned: zero bytes put below it and bits shifted. */
export const DIVISOR_GAP: usize = 320;
export const DIVISOR_BITS: usize = 328;

/** Size of the area that callers pass as `scratch`. */
export const WORD_SCRATCH_BYTES: usize = 336;
