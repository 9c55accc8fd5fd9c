/**
 * The lines of the optimal ate pairing for a point of G2 (Vercauteren, "Optimal pairings"): tangents and
 * chords of a walk from Q to [6x + 2]Q and two more. They depend on Q alone, so that a fixed point of a
 * verification key needs them once.
 *
 * A line through a point with slope s, at P = (xP, yP) and divided by yP, is
 * 1 + (first xP / yP) w + (second / yP) w^3 with first = -s and second = s x - y. Factors of subfields do not
 * matter: the final exponentiation takes them to one.
 */

import { FROBENIUS_2, FROBENIUS_3, LOOP_DIGIT_COUNT, LOOP_DIGITS, TWIST_B } from './constants.generated';
import {
  add2,
  conjugate2,
  copy2,
  double2,
  FIELD2_BYTES,
  invert2,
  multiply2,
  multiplySmall2,
  negate2,
  reduce2,
  setOne2,
  square2,
  subtract2,
} from './field2';
import { POINT2_BYTES } from './points';

/** Bytes of a line: its two coefficients. */
export const LINE_BYTES: usize = 2 * FIELD2_BYTES;
/** 65 tangents, 21 chords for digits of the loop other than 0 and two at the end. */
const LINE_COUNT: usize = 88;
/** Bytes of all lines of a point. */
export const LINES_BYTES: usize = LINE_COUNT * LINE_BYTES;

const Y = FIELD2_BYTES;
const Z: usize = 2 * FIELD2_BYTES;

/** The point on its way, (X : Y : Z) with x = X / Z and y = Y / Z. */
const WALKER: usize = memory.data(240, 8);
const NEGATED: usize = memory.data(160, 8);
const IMAGE: usize = memory.data(160, 8);
const A: usize = memory.data(80, 8);
const B: usize = memory.data(80, 8);
const C: usize = memory.data(80, 8);
const D: usize = memory.data(80, 8);
const E: usize = memory.data(80, 8);
const F: usize = memory.data(80, 8);
/** What each line is yet to be divided by, and the products of all before it. */
const DIVISORS: usize = memory.data(88 * 80, 8);
const PREFIXES: usize = memory.data(88 * 80, 8);

/**
 * The tangent at the walker, times 2YZ: (-3X², Y² - 3bZ²); then doubles the walker (Costello, Lange and
 * Naehrig, "Faster pairing computations on curves with high-degree twists", without halves).
 */
function tangent(line: usize, divisor: usize): void {
  multiply2(A, WALKER, WALKER + Y);
  double2(A, A);
  square2(B, WALKER + Y);
  square2(C, WALKER + Z);
  multiply2(D, WALKER + Y, WALKER + Z);
  double2(divisor, D);
  multiply2(E, C, TWIST_B);
  multiplySmall2(E, E, 3);
  square2(line, WALKER);
  multiplySmall2(line, line, -3);
  subtract2(line + FIELD2_BYTES, B, E);
  multiplySmall2(F, E, 3);
  subtract2(C, B, F);
  multiply2(WALKER, A, C);
  add2(C, B, F);
  square2(C, C);
  square2(D, E);
  multiplySmall2(D, D, 12);
  subtract2(WALKER + Y, C, D);
  multiply2(WALKER + Z, B, divisor);
  multiplySmall2(WALKER + Z, WALKER + Z, 4);
  reduce2(WALKER + Y);
}

/**
 * The chord through the walker and (x, y) at `point`, times X - xZ: with t = Y - yZ and d = X - xZ it is
 * (-t, tx - dy); then adds the point to the walker.
 */
function chord(line: usize, divisor: usize, point: usize): void {
  multiply2(A, point + Y, WALKER + Z);
  subtract2(A, WALKER + Y, A);
  multiply2(B, point, WALKER + Z);
  subtract2(B, WALKER, B);
  copy2(divisor, B);
  negate2(line, A);
  multiply2(C, A, point);
  multiply2(D, B, point + Y);
  subtract2(line + FIELD2_BYTES, C, D);
  square2(C, A);
  square2(D, B);
  multiply2(E, B, D);
  multiply2(F, WALKER + Z, C);
  multiply2(C, WALKER, D);
  add2(F, F, E);
  subtract2(F, F, C);
  subtract2(F, F, C);
  multiply2(WALKER, B, F);
  subtract2(C, C, F);
  multiply2(C, A, C);
  multiply2(D, E, WALKER + Y);
  subtract2(WALKER + Y, C, D);
  multiply2(WALKER + Z, WALKER + Z, E);
}

/** Divides all lines with one inversion: each by its divisor, through the products of all before it. */
function divideLines(lines: usize): void {
  setOne2(A);
  for (let i: usize = 0; i < LINE_COUNT; i++) {
    copy2(PREFIXES + i * FIELD2_BYTES, A);
    multiply2(A, A, DIVISORS + i * FIELD2_BYTES);
  }
  invert2(A, A);
  for (let i = LINE_COUNT; i > 0; i--) {
    const at = (i - 1) * FIELD2_BYTES;
    const line = lines + (i - 1) * LINE_BYTES;
    multiply2(B, A, PREFIXES + at);
    multiply2(A, A, DIVISORS + at);
    multiply2(line, line, B);
    multiply2(line + FIELD2_BYTES, line + FIELD2_BYTES, B);
  }
}

/** IMAGE = the point at `point` with its coordinates raised to the power p, on the twist. */
function takeImage(point: usize): void {
  conjugate2(IMAGE, point);
  multiply2(IMAGE, IMAGE, FROBENIUS_2);
  conjugate2(IMAGE + Y, point + Y);
  multiply2(IMAGE + Y, IMAGE + Y, FROBENIUS_3);
}

/** Writes all lines of the point (x, y) of G2 to `lines`, in the order of the loop. */
export function prepareLines(lines: usize, point: usize): void {
  memory.copy(WALKER, point, POINT2_BYTES);
  setOne2(WALKER + Z);
  memory.copy(NEGATED, point, POINT2_BYTES);
  negate2(NEGATED + Y, NEGATED + Y);
  let line = lines;
  let divisor = DIVISORS;
  for (let i: usize = LOOP_DIGIT_COUNT - 1; i > 0; i--) {
    tangent(line, divisor);
    line += LINE_BYTES;
    divisor += FIELD2_BYTES;
    const digit = load<i8>(LOOP_DIGITS + i - 1);
    if (digit == 0) continue;
    chord(line, divisor, digit > 0 ? point : NEGATED);
    line += LINE_BYTES;
    divisor += FIELD2_BYTES;
  }
  takeImage(point);
  chord(line, divisor, IMAGE);
  takeImage(IMAGE);
  negate2(IMAGE + Y, IMAGE + Y);
  chord(line + LINE_BYTES, divisor + FIELD2_BYTES, IMAGE);
  divideLines(lines);
}
