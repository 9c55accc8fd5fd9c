/**
 * Whether a point of the twisted curve is in G2.
 *
 * Multiplication by the order of G2 would take 254 doublings. With psi, which on G2 multiplies by p, and the
 * curve's parameter x, a point is in G2 exactly when [x + 1]Q + psi([x]Q) + psi²([x]Q) = psi³([2x]Q): 63
 * doublings (Dai, Lin, Zhao and Zhou, "Fast subgroup membership testings for G1, G2 and GT on
 * pairing-friendly curves", 2022). Exactly: psi² - t psi + p = 0 for every point, the resultant of that and of the equation
 * has the order of G2 as its only common factor with the order of the twisted curve.
 *
 * Points are (X : Y : Z) with x = X / Z and y = Y / Z. The formulas are complete, because a point outside of
 * G2 may have a small order and meet itself on the way (Renes, Costello and Batina, "Complete addition formulas
 * for prime order elliptic curves", algorithms 7 and 9; the order of the twisted curve is odd).
 */

import { FROBENIUS_2, FROBENIUS_3, TWIST_B, X_DIGIT_COUNT, X_DIGITS } from './constants.generated';
import {
  add2,
  conjugate2,
  copy2,
  double2,
  FIELD2_BYTES,
  isZero2,
  multiply2,
  multiplySmall2,
  negate2,
  setOne2,
  square2,
  subtract2,
} from './field2';

const Y = FIELD2_BYTES;
const Z: usize = 2 * FIELD2_BYTES;
const PROJECTIVE_BYTES: usize = 3 * FIELD2_BYTES;

const T0: usize = memory.data(80, 8);
const T1: usize = memory.data(80, 8);
const T2: usize = memory.data(80, 8);
const T3: usize = memory.data(80, 8);
const T4: usize = memory.data(80, 8);
const T5: usize = memory.data(80, 8);
const SUM: usize = memory.data(80, 8);
const OTHER: usize = memory.data(80, 8);

const POINT: usize = memory.data(240, 8);
const NEGATED: usize = memory.data(240, 8);
const PRODUCT: usize = memory.data(240, 8);
const LEFT: usize = memory.data(240, 8);
const RIGHT: usize = memory.data(240, 8);

/** out = a * 3b with the b of the twisted curve. */
function multiply3B(out: usize, a: usize): void {
  multiply2(out, a, TWIST_B);
  multiplySmall2(out, out, 3);
}

/** out = (a + b)(c + d) - less - lessToo. */
function cross(out: usize, a: usize, b: usize, c: usize, d: usize, less: usize, lessToo: usize): void {
  add2(SUM, a, b);
  add2(OTHER, c, d);
  multiply2(out, SUM, OTHER);
  subtract2(out, out, less);
  subtract2(out, out, lessToo);
}

function addPoints(out: usize, a: usize, b: usize): void {
  multiply2(T0, a, b);
  multiply2(T1, a + Y, b + Y);
  multiply2(T2, a + Z, b + Z);
  cross(T3, a, a + Y, b, b + Y, T0, T1);
  cross(T4, a + Y, a + Z, b + Y, b + Z, T1, T2);
  cross(T5, a, a + Z, b, b + Z, T0, T2);
  multiplySmall2(T0, T0, 3);
  multiply3B(T2, T2);
  multiply3B(T5, T5);
  add2(SUM, T1, T2);
  subtract2(T1, T1, T2);
  multiply2(out, T3, T1);
  multiply2(T2, T4, T5);
  subtract2(out, out, T2);
  multiply2(out + Y, T1, SUM);
  multiply2(T2, T5, T0);
  add2(out + Y, out + Y, T2);
  multiply2(out + Z, SUM, T4);
  multiply2(T2, T0, T3);
  add2(out + Z, out + Z, T2);
}

function doublePoint(point: usize): void {
  square2(T0, point + Y);
  multiplySmall2(T3, T0, 8);
  multiply2(T1, point + Y, point + Z);
  square2(T2, point + Z);
  multiply3B(T2, T2);
  multiply2(T4, point, point + Y);
  multiply2(point, T2, T3);
  multiply2(point + Z, T1, T3);
  add2(SUM, T0, T2);
  multiplySmall2(T2, T2, 3);
  subtract2(T0, T0, T2);
  multiply2(T1, T0, SUM);
  add2(point + Y, point, T1);
  multiply2(point, T0, T4);
  double2(point, point);
}

/** out = [x]POINT. */
function multiplyByX(out: usize): void {
  memory.copy(out, POINT, PROJECTIVE_BYTES);
  for (let i: usize = X_DIGIT_COUNT - 1; i > 0; i--) {
    doublePoint(out);
    const digit = load<i8>(X_DIGITS + i - 1);
    if (digit != 0) addPoints(out, out, digit > 0 ? POINT : NEGATED);
  }
}

/** point = psi(point): untwist, raise the coordinates to the power p, twist. */
function psi(point: usize): void {
  conjugate2(point, point);
  multiply2(point, point, FROBENIUS_2);
  conjugate2(point + Y, point + Y);
  multiply2(point + Y, point + Y, FROBENIUS_3);
  conjugate2(point + Z, point + Z);
}

function isEqual(a: usize, b: usize): bool {
  if (isZero2(a + Z) || isZero2(b + Z)) return isZero2(a + Z) && isZero2(b + Z);
  return isSameRatio(a, b) && isSameRatio(a + Y, b + Y, Y);
}

/** Whether the coordinates at `a` and `b`, which lie `offset` behind X, stand for the same. */
function isSameRatio(a: usize, b: usize, offset: usize = 0): bool {
  multiply2(T0, a, b + Z - offset);
  multiply2(T1, b, a + Z - offset);
  subtract2(T0, T0, T1);
  return isZero2(T0);
}

/** Whether the point (x, y) of the twisted curve is in G2. */
export function isInSubgroup(point: usize): bool {
  copy2(POINT, point);
  copy2(POINT + Y, point + Y);
  setOne2(POINT + Z);
  memory.copy(NEGATED, POINT, PROJECTIVE_BYTES);
  negate2(NEGATED + Y, NEGATED + Y);
  multiplyByX(PRODUCT);
  addPoints(LEFT, PRODUCT, POINT);
  memory.copy(RIGHT, PRODUCT, PROJECTIVE_BYTES);
  doublePoint(RIGHT);
  for (let i = 0; i < 2; i++) {
    psi(PRODUCT);
    addPoints(LEFT, LEFT, PRODUCT);
    psi(RIGHT);
  }
  psi(RIGHT);
  return isEqual(LEFT, RIGHT);
}
