/** Comparisons answer 1 or 0 as `u64`, ready to be stored with `set64`. */

/** The three upper limbs of `a` or-ed together: 0 exactly when the word fits 64 bits. */
export function hi(a: usize): u64 {
  return load<u64>(a, 8) | load<u64>(a, 16) | load<u64>(a, 24);
}

/** 1 if `a` is zero. */
export function isZero256(a: usize): u64 {
  return u64((load<u64>(a) | load<u64>(a, 8) | load<u64>(a, 16) | load<u64>(a, 24)) == 0);
}

/** 1 if `a` equals `b`. */
export function eq256(a: usize, b: usize): u64 {
  const low = (load<u64>(a) ^ load<u64>(b)) | (load<u64>(a, 8) ^ load<u64>(b, 8));
  const high = (load<u64>(a, 16) ^ load<u64>(b, 16)) | (load<u64>(a, 24) ^ load<u64>(b, 24));
  return u64((low | high) == 0);
}

/** 1 if `a` < `b`, unsigned: the borrow of the subtraction `a` - `b`. */
export function lt256(a: usize, b: usize): u64 {
  let x = load<u64>(a);
  let y = load<u64>(b);
  let less = u64(x < y);
  x = load<u64>(a, 8);
  y = load<u64>(b, 8);
  less = u64(x < y) | (u64(x == y) & less);
  x = load<u64>(a, 16);
  y = load<u64>(b, 16);
  less = u64(x < y) | (u64(x == y) & less);
  x = load<u64>(a, 24);
  y = load<u64>(b, 24);
  return u64(x < y) | (u64(x == y) & less);
}

/** 1 if `a` > `b`, unsigned. */
export function gt256(a: usize, b: usize): u64 {
  return lt256(b, a);
}

/**
 * 1 if `a` < `b` as two's complement numbers: operands of different sign compare opposite to their unsigned
 * values.
 */
export function slt256(a: usize, b: usize): u64 {
  return lt256(a, b) ^ ((load<u64>(a, 24) ^ load<u64>(b, 24)) >> 63);
}

/** 1 if `a` > `b` as two's complement numbers. */
export function sgt256(a: usize, b: usize): u64 {
  return slt256(b, a);
}

/** -1, 0 or 1 as `a` is below, equal to or above `b`, unsigned. */
export function cmp256(a: usize, b: usize): i32 {
  return <i32>lt256(b, a) - <i32>lt256(a, b);
}

/** Bytes needed to write `a`: 0 for zero, at most 32. */
export function byteLength256(a: usize): i32 {
  for (let offset: i32 = 24; offset >= 0; offset -= 8) {
    const limb = load<u64>(a + offset);
    if (limb != 0) return offset + 8 - <i32>(clz<u64>(limb) >> 3);
  }
  return 0;
}
