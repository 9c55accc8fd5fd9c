/** The pairing check of bn254: a module of its own with a memory of its own, one instance per thread. */

import { isOne12, multiply12, setOne12 } from './field12';
import { finalExponentiation } from './finalExponentiation';
import { LINES_BYTES, prepareLines } from './lines';
import { LINES, MAX_PAIRS, millerLoop, POINTS } from './millerLoop';
import { decodePoint1, decodePoint2, POINT_FINITE, POINT_INVALID, POINT1_BYTES } from './points';
import { isInSubgroup } from './subgroup';

const PRODUCT: usize = memory.data(480, 8);
const FACTOR: usize = memory.data(480, 8);
const POINT2: usize = memory.data(160, 8);

/** Address of 192 bytes for the encoded points that the functions below read. */
export const INPUT: usize = memory.data(192, 8);
/** Pairs that can be added before `multiply` must be called. */
export const PAIRS: i32 = MAX_PAIRS;
/** Bytes of the lines of a point of G2. */
export const PREPARED_BYTES: usize = LINES_BYTES;

/** Starts a product of pairings. */
export function begin(): void {
  setOne12(PRODUCT);
}

/** Reads INPUT's 64 bytes as the point of G1 of the pair `index`: 0 invalid, 1 finite, 2 infinite. */
export function readPoint1(index: i32): i32 {
  return decodePoint1(POINTS + <usize>index * POINT1_BYTES, INPUT);
}

/** Reads INPUT's 128 bytes as a point of G2 and prepares its lines: 0 invalid, 1 finite, 2 infinite and no lines. */
export function readPoint2(lines: usize): i32 {
  const kind = decodePoint2(POINT2, INPUT);
  if (kind != POINT_FINITE) return kind;
  if (!isInSubgroup(POINT2)) return POINT_INVALID;
  prepareLines(lines, POINT2);
  return POINT_FINITE;
}

/** Chooses the lines for the point of G2 of the pair `index`. */
export function choosePoint2(index: i32, lines: usize): void {
  store<u32>(LINES + 4 * <usize>index, <u32>lines);
}

/** Multiplies the pairings of the first `count` pairs, at least one, into the product. */
export function multiply(count: i32): void {
  millerLoop(FACTOR, count);
  multiply12(PRODUCT, PRODUCT, FACTOR);
}

/** Whether the product of all pairings since `begin` is one. */
export function isProductOne(): bool {
  finalExponentiation(FACTOR, PRODUCT);
  return isOne12(FACTOR);
}

/** `bytes` of memory for good, for lines; 0 when there is none. */
export function allocate(bytes: usize): usize {
  return heap.alloc(bytes);
}
