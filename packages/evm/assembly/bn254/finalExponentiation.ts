/**
 * The power of (p^12 - 1) / r that makes pairings unique, up to a fixed exponent prime to r that does not
 * change whether the result is one.
 */

import { X_DIGIT_COUNT, X_DIGITS } from './constants.generated';
import {
  conjugate12,
  copy12,
  FIELD12_BYTES,
  frobenius12,
  invert12,
  multiply12,
  squareCyclotomic12,
} from './field12';

const F: usize = memory.data(480, 8);
const FX: usize = memory.data(480, 8);
const FXX: usize = memory.data(480, 8);
const FXXX: usize = memory.data(480, 8);
const Y0: usize = memory.data(480, 8);
const Y1: usize = memory.data(480, 8);
const SUM: usize = memory.data(480, 8);
const INVERSE: usize = memory.data(480, 8);

/** out = a^x for the curve's parameter x; in the cyclotomic subgroup conjugates are inverses. */
function powerX(out: usize, a: usize): void {
  conjugate12(INVERSE, a);
  copy12(out, a);
  for (let i: usize = X_DIGIT_COUNT - 1; i > 0; i--) {
    squareCyclotomic12(out);
    const digit = load<i8>(X_DIGITS + i - 1);
    if (digit != 0) multiply12(out, out, digit > 0 ? a : INVERSE);
  }
}

/** F = a^((p^6 - 1)(p^2 + 1)). */
function easyPart(a: usize): void {
  invert12(F, a);
  conjugate12(SUM, a);
  multiply12(SUM, SUM, F);
  frobenius12(F, SUM);
  frobenius12(F, F);
  multiply12(F, F, SUM);
}

function times(out: usize, a: usize): void {
  multiply12(out, out, a);
}

function squared(a: usize): void {
  squareCyclotomic12(a);
}

/** out = conjugate of a times its image under Frobenius. */
function conjugatedWithImage(out: usize, a: usize, image: usize): void {
  frobenius12(out, image);
  times(out, a);
  conjugate12(out, out);
}

/**
 * out = a^((p^12 - 1) / r): the hard part by the vectorial addition chain of Scott, Benger, Charlemagne, Dominguez
 * Perez and Kachisa, "On the final exponentiation for calculating pairings on ordinary elliptic curves".
 */
export function finalExponentiation(out: usize, a: usize): void {
  easyPart(a);
  powerX(FX, F);
  powerX(FXX, FX);
  powerX(FXXX, FXX);
  conjugatedWithImage(Y0, FXXX, FXXX);
  squared(Y0);
  conjugatedWithImage(Y1, FX, FXX);
  times(Y0, Y1);
  conjugate12(Y1, FXX);
  times(Y0, Y1);
  // Y1 becomes the chain's other branch, Y0 goes on.
  times(Y1, Y0);
  frobenius12(SUM, FX);
  conjugate12(SUM, SUM);
  times(Y1, SUM);
  frobenius12(SUM, FXX);
  frobenius12(SUM, SUM);
  times(Y0, SUM);
  squared(Y1);
  times(Y1, Y0);
  squared(Y1);
  conjugate12(SUM, F);
  memory.copy(out, Y1, FIELD12_BYTES);
  times(out, SUM);
  squared(out);
  times(out, Y1);
  times(out, frobeniusProduct());
}

/** The address of F^(p + p² + p³). */
function frobeniusProduct(): usize {
  frobenius12(FX, F);
  frobenius12(FXX, FX);
  frobenius12(FXXX, FXX);
  times(FX, FXX);
  times(FX, FXXX);
  return FX;
}
