import { fromBigInt } from './bytes.ts';
import { CurveGroup } from './curveGroup.ts';
import { CURVE } from './mcl.ts';

/** The field of BLS12-381 in the 64 bytes of an encoded element, so that the 16 high bytes must be zero (EIP-2537). */
const modulus = fromBigInt(
  0x1a0111ea397fe69a4b1ba7b6434bacd764774b84f38512bf6730d2a0f6b0f6241eabfffeb153ffffb9feffffffffaaabn,
  64,
);

export const bls12G1 = new CurveGroup({ curve: CURVE.bls12, group: 'G1', degree: 1, modulus });

export const bls12G2 = new CurveGroup({ curve: CURVE.bls12, group: 'G2', degree: 2, modulus });
