import type { CurveGroup } from './curveGroup.ts';
import { type Mcl, TARGET_BYTES } from './mcl.ts';

/**
 * True when the product of the pairings of `count` pairs is one; no pairs make a true product.
 *
 * @param g1 address of the points of the first group, one behind the other, in the subgroup; infinite ones
 *   contribute a factor of one
 * @param g2 the same of the second group
 */
export function isPairingProductOne(mcl: Mcl, g1: number, g2: number, count: number): boolean {
  if (count === 0) return true;
  return mcl.withMemory(TARGET_BYTES, (product) => {
    mcl.do('millerLoopVec', product, g1, g2, count);
    mcl.do('finalExp', product, product);
    return mcl.do('GT_isOne', product) === 1;
  });
}

/** A point of the first group and the prepared lines of one of the second, by address. */
type PreparedPair = readonly [point: number, lines: number];

/** The same for two pairs with prepared lines; infinite points of the first group contribute a factor of one. */
export function isPreparedProductOne(mcl: Mcl, first: PreparedPair, second: PreparedPair): boolean {
  const finite = [first, second].filter(([point]) => mcl.do('G1_isZero', point) !== 1);
  if (finite.length === 0) return true;
  return mcl.withMemory(TARGET_BYTES, (product) => {
    if (finite.length === 2) mcl.do('precomputedMillerLoop2', product, ...first, ...second);
    else mcl.do('precomputedMillerLoop', product, ...(finite[0] as PreparedPair));
    mcl.do('finalExp', product, product);
    return mcl.do('GT_isOne', product) === 1;
  });
}

/**
 * The pairing check over encoded pairs: undefined when a point is invalid or outside of its subgroup.
 *
 * @param input pairs of a point of `first` and a point of `second`; its length is a multiple of a pair
 */
export function checkEncodedPairs(
  input: Uint8Array,
  first: CurveGroup,
  second: CurveGroup,
): boolean | undefined {
  const { mcl } = first;
  const pairBytes = first.encodedBytes + second.encodedBytes;
  const count = input.length / pairBytes;
  return mcl.withMemory(count * (first.pointBytes + second.pointBytes) + 1, (g1) => {
    const g2 = g1 + count * first.pointBytes;
    for (let i = 0; i < count; i++) {
      const pair = input.subarray(i * pairBytes, (i + 1) * pairBytes);
      const [p, q] = [g1 + i * first.pointBytes, g2 + i * second.pointBytes];
      if (!first.decodeInSubgroup(pair.subarray(0, first.encodedBytes), p)) return undefined;
      if (!second.decodeInSubgroup(pair.subarray(first.encodedBytes), q)) return undefined;
    }
    return isPairingProductOne(mcl, g1, g2, count);
  });
}
