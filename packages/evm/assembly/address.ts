/** Addresses as bytes. In memory they are 24 bytes of limbs, the least significant first. */

/** Big-endian bytes of an address stored as limbs. */
export function storeAddressBytes(out: usize, limbs: usize): void {
  store<u32>(out, bswap<u32>(load<u32>(limbs, 16)));
  store<u64>(out, bswap<u64>(load<u64>(limbs, 8)), 4);
  store<u64>(out, bswap<u64>(load<u64>(limbs)), 12);
}

/** True when one address stored as limbs is lower than another. */
export function isLowerAddress(limbs: usize, other: usize): bool {
  const high = load<u64>(limbs, 16);
  const otherHigh = load<u64>(other, 16);
  if (high != otherHigh) return high < otherHigh;
  const middle = load<u64>(limbs, 8);
  const otherMiddle = load<u64>(other, 8);
  if (middle != otherMiddle) return middle < otherMiddle;
  return load<u64>(limbs) < load<u64>(other);
}
