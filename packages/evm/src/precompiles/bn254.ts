import { fromBigInt } from './bytes.ts';
import { CurveGroup } from './curveGroup.ts';
import { CURVE } from './mcl.ts';

/** The field of bn254, which the EIPs call alt_bn128 (EIP-196). */
const modulus = fromBigInt(0x30644e72e131a029b85045b68181585d97816a916871ca8d3c208c16d87cfd47n, 32);

export const bn254G1 = new CurveGroup({
  curve: CURVE.bn254,
  group: 'G1',
  degree: 1,
  modulus,
  hasPrimeOrder: true,
});

export const bn254G2 = new CurveGroup({
  curve: CURVE.bn254,
  group: 'G2',
  degree: 2,
  modulus,
  imaginaryFirst: true,
});
