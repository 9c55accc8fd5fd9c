import { secp256k1 } from '@noble/curves/secp256k1.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromBigInt, toBigInt } from './precompiles/bytes.ts';
import { addressOf, recoverAddress, recoverLibraries, recoverPublicKey } from './recover.ts';

const order = secp256k1.Point.Fn.ORDER;
const bytes = (length: number) => fc.uint8Array({ minLength: length, maxLength: length });

function sign(hash: Uint8Array, key: Uint8Array) {
  const signature = secp256k1.Signature.fromBytes(
    secp256k1.sign(hash, key, { prehash: false, format: 'recovered' }),
    'recovered',
  );
  return { r: signature.r, s: signature.s, yParity: signature.recovery as 0 | 1 };
}

describe('public-key recovery', () => {
  it('finds the signer with either library', () => {
    const key = bytes(32).filter((candidate) => toBigInt(candidate) > 0n && toBigInt(candidate) < order);
    fc.assert(
      fc.property(bytes(32), key, (hash, secret) => {
        const { r, s, yParity } = sign(hash, secret);
        const expected = secp256k1.getPublicKey(secret, false);
        const signature = Buffer.concat([fromBigInt(r, 32), fromBigInt(s, 32)]);
        for (const load of Object.values(recoverLibraries)) {
          expect(Buffer.compare(load()(hash, signature, yParity) as Uint8Array, expected)).toBe(0);
        }
        expect(recoverAddress(hash, r, s, yParity)).toEqual(addressOf(expected.subarray(1)));
        // The same signature with s mirrored is the other half of every key; who forbids it is the caller.
        expect(recoverAddress(hash, r, order - s, yParity === 0 ? 1 : 0)).toEqual(
          addressOf(expected.subarray(1)),
        );
      }),
      { numRuns: 40 },
    );
  });

  it('finds nobody behind numbers out of range or an r that is no x coordinate', () => {
    const hash = new Uint8Array(32).fill(7);
    // 5 ** 3 + 7 has no square root in the field.
    for (const [r, s] of [
      [0n, 1n],
      [1n, 0n],
      [order, 1n],
      [1n, order],
      [2n ** 256n - 1n, 1n],
      [5n, 1n],
    ] as const) {
      const signature = Buffer.concat([fromBigInt(r, 32), fromBigInt(s, 32)]);
      expect(recoverPublicKey(hash, signature, 0), `${r} ${s}`).toBeUndefined();
      expect(recoverAddress(hash, r, s, 1), `${r} ${s}`).toBeUndefined();
      const viaWasm = () => recoverLibraries.wasm()(hash, signature, 0);
      let key: Uint8Array | null = null;
      try {
        key = viaWasm();
      } catch {}
      expect(key, `${r} ${s}`).toBeNull();
    }
  });
});
