/** Reading points: G1 as (x, y) over the field, G2 as (x, y) over the quadratic extension. */

import { CURVE_B, FIELD_STRIDE, TWIST_B } from './constants.generated';
import { decodeField, isZero } from './field';
import { add2, decode2, FIELD2_BYTES, isZero2, multiply2, square2, subtract2 } from './field2';
import { add, multiply, subtract } from './limbs.generated';

/** What reading a point gives. */
export const POINT_INVALID: i32 = 0;
export const POINT_FINITE: i32 = 1;
export const POINT_INFINITE: i32 = 2;

/** Bytes of a point of G1 and of G2 in memory. */
export const POINT1_BYTES: usize = 2 * FIELD_STRIDE;
export const POINT2_BYTES: usize = 2 * FIELD2_BYTES;

const LEFT: usize = memory.data(80, 8);
const RIGHT: usize = memory.data(80, 8);

/** All zeros stand for infinity (EIP-196). */
function isNil(bytes: usize, length: usize): bool {
  let bits: u64 = 0;
  for (let i: usize = 0; i < length; i += 8) bits |= load<u64>(bytes + i);
  return bits == 0;
}

/** Reads a point of G1 from 64 bytes; every point of the curve is in the group. */
export function decodePoint1(out: usize, bytes: usize): i32 {
  if (isNil(bytes, 64)) return POINT_INFINITE;
  const y = out + FIELD_STRIDE;
  if (!decodeField(out, bytes) || !decodeField(y, bytes + 32)) return POINT_INVALID;
  multiply(RIGHT, out, out);
  multiply(RIGHT, RIGHT, out);
  add(RIGHT, RIGHT, CURVE_B);
  multiply(LEFT, y, y);
  subtract(LEFT, LEFT, RIGHT);
  return isZero(LEFT) ? POINT_FINITE : POINT_INVALID;
}

/** Reads a point of the twisted curve from 128 bytes; whether it is in G2 is another question. */
export function decodePoint2(out: usize, bytes: usize): i32 {
  if (isNil(bytes, 128)) return POINT_INFINITE;
  const y = out + FIELD2_BYTES;
  if (!decode2(out, bytes) || !decode2(y, bytes + 64)) return POINT_INVALID;
  square2(RIGHT, out);
  multiply2(RIGHT, RIGHT, out);
  add2(RIGHT, RIGHT, TWIST_B);
  square2(LEFT, y);
  subtract2(LEFT, LEFT, RIGHT);
  return isZero2(LEFT) ? POINT_FINITE : POINT_INVALID;
}
