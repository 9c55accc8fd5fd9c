import { bls12G1, bls12G2 } from './bls12.ts';
import type { CurveGroup } from './curveGroup.ts';
import type { Precompile } from './precompile.ts';

/** Maps the `degree` field elements of `input` to a point, cofactor cleared (RFC 9380, 6.6.3). */
function map(input: Uint8Array, group: CurveGroup, degree: number): Uint8Array | undefined {
  if (input.length !== group.encodedBytes / 2) return undefined;
  return group.mcl.withMemory(2 * group.pointBytes, (point) => {
    const element = point + group.pointBytes;
    if (!group.decodeElements(input, degree, element)) return undefined;
    group.mapFrom(point, element);
    return group.encode(point);
  });
}

/** The point of BLS12-381's G1 that a field element of 64 bytes maps to (EIP-2537). */
export const bls12MapToG1: Precompile = {
  address: 0x10,
  name: 'BLS12_MAP_FP_TO_G1',
  since: 'prague',
  gas: () => 5500n,
  run: (input) => map(input, bls12G1, 1),
};

/** The point of BLS12-381's G2 that a pair of field elements of 64 bytes each maps to (EIP-2537). */
export const bls12MapToG2: Precompile = {
  address: 0x11,
  name: 'BLS12_MAP_FP2_TO_G2',
  since: 'prague',
  gas: () => 23800n,
  run: (input) => map(input, bls12G2, 2),
};
