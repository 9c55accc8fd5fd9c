/** Keys and paths: 64 nibbles in 32 bytes, the high half of a byte first. */

/** The nibble at `index` of the key at `key`. */
export function nibbleAt(key: usize, index: u32): u32 {
  const byte = <u32>load<u8>(key + (index >> 1));
  return (index & 1) != 0 ? byte & 15 : byte >> 4;
}

export function setNibble(key: usize, index: u32, nibble: u32): void {
  const at = key + (index >> 1);
  const byte = <u32>load<u8>(at);
  store<u8>(at, (index & 1) != 0 ? (byte & 0xf0) | nibble : (byte & 15) | (nibble << 4));
}

export function copyKey(to: usize, from: usize): void {
  v128.store(to, v128.load(from));
  v128.store(to, v128.load(from, 16), 16);
}

/** Copies the nibbles from `start` to before `end` to where they stand in another key. */
export function copyNibbles(to: usize, from: usize, start: u32, end: u32): void {
  for (let index = start; index < end; index++) setNibble(to, index, nibbleAt(from, index));
}

/** Index of the first nibble in which two keys differ; 64 when they are the same. */
export function firstDifference(a: usize, b: usize): u32 {
  for (let offset: u32 = 0; offset < 32; offset += 8) {
    const difference = load<u64>(a + offset) ^ load<u64>(b + offset);
    if (difference == 0) continue;
    const byte = <u32>ctz<u64>(difference) >> 3;
    const isLow = (difference & ((<u64>0xf0) << (byte << 3))) == 0;
    return ((offset + byte) << 1) + (isLow ? 1 : 0);
  }
  return 64;
}

/** Below, equal or above zero as the key at `a` is below, equal to or above that at `b`. */
export function compareKeys(a: usize, b: usize): i32 {
  const index = firstDifference(a, b);
  return index == 64 ? 0 : <i32>nibbleAt(a, index) - <i32>nibbleAt(b, index);
}
