import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { modularPower } from './modularPower.ts';

/** The definition, bit by bit. */
function reference(base: bigint, exponent: bigint, modulus: bigint): bigint {
  let result = 1n % modulus;
  for (const bit of exponent.toString(2)) {
    result = (result * result) % modulus;
    if (bit === '1') result = (result * base) % modulus;
  }
  return result;
}

/** Numbers of any length up to `bytes`: short ones as often as long ones. */
const number = (bytes: number) =>
  fc
    .integer({ min: 1, max: bytes * 8 })
    .chain((bits) => fc.bigInt({ min: 0n, max: 2n ** BigInt(bits) - 1n }));

describe('modularPower', () => {
  it('equals the definition for odd, even and power-of-two moduli', () => {
    const modulus = fc.oneof(
      number(96),
      number(96).map((n) => n | 1n),
      fc.tuple(number(40), fc.nat(300)).map(([n, shift]) => n << BigInt(shift)),
      fc.nat(600).map((shift) => 1n << BigInt(shift)),
    );
    fc.assert(
      fc.property(number(96), number(64), modulus, (base, exponent, m) => {
        expect(modularPower(base, exponent, 0, m)).toBe(m === 0n ? 0n : reference(base, exponent, m));
      }),
      { numRuns: 400 },
    );
  });

  it('equals the definition at the sizes where OpenSSL stops', () => {
    for (const bits of [3071n, 3072n, 3073n, 8192n]) {
      const modulus = (1n << (bits - 1n)) + 12345n;
      for (const exponent of [(1n << 63n) + 1n, (1n << 64n) - 1n, (1n << 64n) + 5n, (1n << 80n) + 1n]) {
        expect(modularPower(modulus - 2n, exponent, 0, modulus)).toBe(
          reference(modulus - 2n, exponent, modulus),
        );
      }
    }
  });

  it('equals the definition for exponents at and above the modulus', () => {
    const odd = fc.bigInt({ min: 2n ** 1000n, max: 2n ** 1100n }).map((n) => n | 1n);
    fc.assert(
      fc.property(odd, fc.nat(70), number(130), (m, growth, base) => {
        for (const exponent of [m - 1n, m, m + 1n, (m << BigInt(growth)) + 12345n]) {
          expect(modularPower(base, exponent, 0, m)).toBe(reference(base, exponent, m));
        }
      }),
      { numRuns: 40 },
    );
  });

  it('appends zero bits to the exponent', () => {
    fc.assert(
      fc.property(number(12), number(12), fc.nat(100), number(12), (base, exponent, zeroBits, m) => {
        const whole = exponent << BigInt(zeroBits);
        expect(modularPower(base, exponent, zeroBits, m)).toBe(m === 0n ? 0n : reference(base, whole, m));
      }),
    );
  });

  it('gives 0 for moduli 0 and 1 and 1 for exponent 0', () => {
    expect(modularPower(5n, 0n, 0, 0n)).toBe(0n);
    expect(modularPower(5n, 0n, 0, 1n)).toBe(0n);
    expect(modularPower(0n, 0n, 0, 7n)).toBe(1n);
    expect(modularPower(0n, 0n, 8, 2n)).toBe(1n);
  });
});
