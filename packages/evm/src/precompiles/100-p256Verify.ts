import { EMPTY, fromBigInt, isBelow, isZero, wordOfOne } from './bytes.ts';
import { CurveGroup } from './curveGroup.ts';
import { CURVE, FIELD_BYTES, SCALAR_BYTES } from './mcl.ts';
import type { Precompile } from './precompile.ts';

/** Field and order of P-256, also called secp256r1 (FIPS 186-5). */
const modulus = fromBigInt(0xffffffff00000001000000000000000000000000ffffffffffffffffffffffffn, 32);
const order = fromBigInt(0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n, 32);

const p256 = new CurveGroup({ curve: CURVE.p256, group: 'G1', degree: 1, modulus, hasPrimeOrder: true });

function isScalar(bytes: Uint8Array): boolean {
  return isBelow(bytes, order) && !isZero(bytes);
}

/** Whether the x coordinate of the point, which may be above the order, is r modulo the order. */
function hasX(point: number, r: number, scratch: number): boolean {
  const { mcl } = p256;
  mcl.do('G1_normalize', point, point);
  const x = new Uint8Array(32);
  mcl.writeField(point, x);
  mcl.readScalar(scratch, x);
  return mcl.do('Fr_isEqual', scratch, r) === 1;
}

/**
 * Checks that `hash / s` times the base point plus `r / s` times the key has the x coordinate r.
 *
 * node:crypto cannot do this: it hashes what it is given once more.
 */
function verify(hash: Uint8Array, r: Uint8Array, s: Uint8Array, key: Uint8Array): boolean {
  const { mcl } = p256;
  return mcl.withMemory(3 * p256.pointBytes + 4 * SCALAR_BYTES + FIELD_BYTES, (sum) => {
    const points = sum + p256.pointBytes;
    const scalars = points + 2 * p256.pointBytes;
    const [rAt, sAt] = [scalars + 2 * SCALAR_BYTES, scalars + 3 * SCALAR_BYTES];
    mcl.do('G1_getBasePoint', points);
    if (!p256.decode(key, points + p256.pointBytes)) return false;
    mcl.readScalar(scalars, hash);
    mcl.readScalar(rAt, r);
    mcl.readScalar(sAt, s);
    mcl.do('Fr_div', scalars, scalars, sAt);
    mcl.do('Fr_div', scalars + SCALAR_BYTES, rAt, sAt);
    p256.multiplyAll(sum, points, scalars, 2);
    return !p256.isInfinity(sum) && hasX(sum, rAt, sAt);
  });
}

/**
 * Checks a signature over P-256: input is hash, r, s, x and y of the key in a word each. The output is the
 * word 1, or empty when the signature or the input is not valid; the call succeeds either way (EIP-7951).
 */
export const p256Verify: Precompile = {
  address: 0x100,
  name: 'P256VERIFY',
  since: 'osaka',
  gas: () => 6900n,
  run: (input) => {
    if (input.length !== 160) return EMPTY;
    const [hash, r, s, key] = [
      input.subarray(0, 32),
      input.subarray(32, 64),
      input.subarray(64, 96),
      input.subarray(96),
    ];
    // Zeros would be read as infinity, which is no key.
    if (!isScalar(r) || !isScalar(s) || isZero(key)) return EMPTY;
    return verify(hash, r, s, key) ? wordOfOne() : EMPTY;
  },
};
