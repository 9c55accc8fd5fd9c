import { p256 } from '@noble/curves/nist.js';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { p256Verify } from './100-p256Verify.ts';
import { fromBigInt } from './bytes.ts';

const { Point } = p256;
const n = Point.Fn.ORDER;

function isValid(...words: [hash: bigint, r: bigint, s: bigint, x: bigint, y: bigint]): boolean {
  const input = new Uint8Array(Buffer.concat(words.map((word) => fromBigInt(word, 32))));
  return p256Verify.run(input)!.length > 0;
}

/** The definition: the point hash / s times the base point plus r / s times the key has x = r. */
function isValidByDefinition(hash: bigint, r: bigint, s: bigint, key: InstanceType<typeof Point>): boolean {
  const inverse = Point.Fn.inv(s);
  const multiple = (point: InstanceType<typeof Point>, k: bigint) =>
    k === 0n ? Point.ZERO : point.multiply(k);
  const sum = multiple(Point.BASE, Point.Fn.mul(hash % n, inverse)).add(
    multiple(key, Point.Fn.mul(r, inverse)),
  );
  return !sum.is0() && sum.toAffine().x % n === r;
}

const scalar = fc.oneof(fc.constantFrom(1n, 2n, n - 1n), fc.bigInt({ min: 1n, max: n - 1n }));
const hash = fc.oneof(
  fc.constantFrom(0n, n, n + 1n, 2n ** 256n - 1n),
  fc.bigInt({ min: 0n, max: 2n ** 256n - 1n }),
);

it('accepts what the key signed and nothing else', () => {
  fc.assert(
    fc.property(hash, scalar, scalar, (digest, secret, nonce) => {
      const key = Point.BASE.multiply(secret);
      const { x, y } = key.toAffine();
      const r = Point.BASE.multiply(nonce).toAffine().x % n;
      const s = Point.Fn.mul(Point.Fn.inv(nonce), Point.Fn.create(digest + r * secret));
      fc.pre(r !== 0n && s !== 0n);
      expect(isValidByDefinition(digest, r, s, key)).toBe(true);
      expect(isValid(digest, r, s, x, y)).toBe(true);
      expect(isValid(digest ^ 1n, r, s, x, y)).toBe(isValidByDefinition(digest ^ 1n, r, s, key));
      expect(isValid(digest, r, n - s, x, y)).toBe(true);
      expect(isValid(digest, r, s, x, Point.Fp.ORDER - y)).toBe(
        isValidByDefinition(digest, r, s, key.negate()),
      );
    }),
    { numRuns: 60 },
  );
});

it('adds equal points and refuses opposite ones', () => {
  // The key is h / r times the base point, or its negative: r = 5, h = 5 k.
  const [r, k] = [5n, 12345n];
  const key = Point.BASE.multiply(k);
  for (const s of [1n, 7n, n - 1n]) {
    const { x, y } = key.toAffine();
    expect(isValid(r * k, r, s, x, y)).toBe(isValidByDefinition(r * k, r, s, key));
    expect(isValid(r * k, r, s, x, Point.Fp.ORDER - y)).toBe(false);
  }
  const doubled = key.double().toAffine();
  const own = doubled.x % n;
  const { x, y } = Point.BASE.multiply(k).toAffine();
  expect(isValid((own * k) % n, own, own, x, y)).toBe(true);
});

it('answers nothing for numbers out of range and points off the curve', () => {
  const { x, y } = Point.BASE.toAffine();
  for (const [r, s] of [
    [0n, 1n],
    [1n, 0n],
    [n, 1n],
    [1n, n],
  ] as const) {
    expect(isValid(1n, r, s, x, y)).toBe(false);
  }
  expect(isValid(1n, 1n, 1n, x, y + 1n)).toBe(false);
  expect(isValid(1n, 1n, 1n, 0n, 0n)).toBe(false);
  expect(isValid(1n, 1n, 1n, Point.Fp.ORDER, y)).toBe(false);
});
