/** The product of several pairings before the final exponentiation; the squarings are shared by all of them. */

import { FIELD_STRIDE, LOOP_DIGIT_COUNT, LOOP_DIGITS, ONE } from './constants.generated';
import { invert } from './field';
import { FIELD2_BYTES, scale2 } from './field2';
import { multiplyLine12, setOne12, square12 } from './field12';
import { copy, multiply } from './limbs.generated';
import { LINE_BYTES } from './lines';
import { POINT1_BYTES } from './points';

/** Pairs that one loop takes. */
export const MAX_PAIRS: i32 = 16;

/** Points of G1, then x / y and 1 / y in their place. */
export const POINTS: usize = memory.data(16 * 80, 8);
/** For each pair the address of the lines of its point of G2. */
export const LINES: usize = memory.data(16 * 4, 8);

const PREFIXES: usize = memory.data(16 * 40, 8);
const INVERSE: usize = memory.data(40, 8);
const FIRST: usize = memory.data(80, 8);
const SECOND: usize = memory.data(80, 8);

/** Turns every (x, y) into (x / y, 1 / y) with one inversion; no point of G1 has y = 0. */
function divideByY(count: usize): void {
  copy(INVERSE, ONE);
  for (let i: usize = 0; i < count; i++) {
    copy(PREFIXES + i * FIELD_STRIDE, INVERSE);
    multiply(INVERSE, INVERSE, POINTS + i * POINT1_BYTES + FIELD_STRIDE);
  }
  copy(FIRST, INVERSE);
  invert(INVERSE, FIRST);
  for (let i = count; i > 0; i--) {
    const x = POINTS + (i - 1) * POINT1_BYTES;
    const y = x + FIELD_STRIDE;
    multiply(FIRST, PREFIXES + (i - 1) * FIELD_STRIDE, INVERSE);
    multiply(INVERSE, INVERSE, y);
    copy(y, FIRST);
    multiply(x, x, y);
  }
}

/** Multiplies by the lines at `offset` of all pairs. */
function multiplyLines(out: usize, count: usize, offset: usize): void {
  for (let i: usize = 0; i < count; i++) {
    const line = <usize>load<u32>(LINES + 4 * i) + offset;
    const point = POINTS + i * POINT1_BYTES;
    scale2(FIRST, line, point);
    scale2(SECOND, line + FIELD2_BYTES, point + FIELD_STRIDE);
    multiplyLine12(out, FIRST, SECOND);
  }
}

/** out = the product for the first `count` of POINTS, at least one, with their LINES; spoils POINTS. */
export function millerLoop(out: usize, count: usize): void {
  divideByY(count);
  setOne12(out);
  let offset: usize = 0;
  for (let i: usize = LOOP_DIGIT_COUNT - 1; i > 0; i--) {
    square12(out, out);
    multiplyLines(out, count, offset);
    offset += LINE_BYTES;
    if (load<i8>(LOOP_DIGITS + i - 1) == 0) continue;
    multiplyLines(out, count, offset);
    offset += LINE_BYTES;
  }
  multiplyLines(out, count, offset);
  multiplyLines(out, count, offset + LINE_BYTES);
}
