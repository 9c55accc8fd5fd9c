import { bls12_381 } from '@noble/curves/bls12-381.js';
import { bn254 } from '@noble/curves/bn254.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { precompilesOf } from '../precompiles.ts';
import { fromBigInt } from './bytes.ts';

/** One point more or less than that of @noble/curves would be a split of the chain: both must agree on every byte. */
const precompiles = precompilesOf('osaka');
const run = (address: number, ...parts: Uint8Array[]) => precompiles.get(address)?.run(Buffer.concat(parts));

const [BnG1, BnG2] = [bn254.G1.Point, bn254.G2.Point];
const [BlsG1, BlsG2] = [bls12_381.G1.Point, bls12_381.G2.Point];
const bnOrder = BnG1.Fn.ORDER;
const blsOrder = BlsG1.Fn.ORDER;
const bnPrime = BnG1.Fp.ORDER;
const blsPrime = BlsG1.Fp.ORDER;

type Point1 = InstanceType<typeof BlsG1>;
type Point2 = InstanceType<typeof BlsG2>;

const concat = (size: number, ...numbers: bigint[]) =>
  new Uint8Array(Buffer.concat(numbers.map((number) => fromBigInt(number, size))));

const bn1 = (p: Point1) => (p.is0() ? new Uint8Array(64) : concat(32, p.toAffine().x, p.toAffine().y));
function bn2(p: Point2): Uint8Array {
  if (p.is0()) return new Uint8Array(128);
  const { x, y } = p.toAffine();
  return concat(32, x.c1, x.c0, y.c1, y.c0);
}
const bls1 = (p: Point1) => (p.is0() ? new Uint8Array(128) : concat(64, p.toAffine().x, p.toAffine().y));
function bls2(p: Point2): Uint8Array {
  if (p.is0()) return new Uint8Array(256);
  const { x, y } = p.toAffine();
  return concat(64, x.c0, x.c1, y.c0, y.c1);
}

/** Multiples of the base point, zero and neighbours of the order included. */
const scalarBelow = (order: bigint) =>
  fc.oneof(fc.constantFrom(0n, 1n, 2n, order - 1n), fc.bigInt({ min: 0n, max: order - 1n }));
const multiple1 = (k: bigint, G: typeof BlsG1) => (k === 0n ? G.ZERO : G.BASE.multiply(k));
const multiple2 = (k: bigint, G: typeof BlsG2) => (k === 0n ? G.ZERO : G.BASE.multiply(k));
const word = fc.oneof(
  fc.constantFrom(0n, 1n, bnOrder, blsOrder, 2n ** 256n - 1n),
  fc.bigInt({ min: 0n, max: 2n ** 256n - 1n }),
);

// The declarations of mapToCurve speak of affine points; the code clears the cofactor and gives points of the group.
const mapTo1 = bls12_381.G1.mapToCurve as unknown as (u: bigint) => Point1;
const mapTo2 = bls12_381.G2.mapToCurve as unknown as (u: [bigint, bigint]) => Point2;

/** A point of BLS12-381's first curve with this or the next x that has one; hardly ever in the subgroup. */
function bls1At(x: bigint): Point1 {
  for (; ; x++) {
    try {
      const y = BlsG1.Fp.sqrt(BlsG1.Fp.create(x ** 3n + 4n));
      return BlsG1.fromAffine({ x, y });
    } catch {}
  }
}

/** The same on the twist of either curve; `b` is the constant of its equation. */
function twistAt(x0: bigint, G: typeof BlsG2): Point2 {
  const { Fp } = G;
  for (let c0 = x0; ; c0++) {
    const x = Fp.create({ c0, c1: 1n });
    try {
      const y = Fp.sqrt(Fp.add(Fp.mul(Fp.sqr(x), x), G.CURVE().b));
      return G.fromAffine({ x, y });
    } catch {}
  }
}

describe('bn254 (EIP-196, EIP-197)', () => {
  it('adds like @noble/curves', () => {
    fc.assert(
      fc.property(scalarBelow(bnOrder), scalarBelow(bnOrder), (a, b) => {
        const [p, q] = [multiple1(a, BnG1), multiple1(b, BnG1)];
        expect(run(6, bn1(p), bn1(q))).toEqual(bn1(p.add(q)));
        expect(run(6, bn1(p), bn1(p))).toEqual(bn1(p.double()));
        expect(run(6, bn1(p), bn1(p.negate()))).toEqual(new Uint8Array(64));
      }),
      { numRuns: 40 },
    );
  });

  it('multiplies like @noble/curves, by numbers above the order as well', () => {
    fc.assert(
      fc.property(scalarBelow(bnOrder), word, (a, k) => {
        const p = multiple1(a, BnG1);
        const product = p.is0() || k % bnOrder === 0n ? BnG1.ZERO : p.multiply(k % bnOrder);
        expect(run(7, bn1(p), fromBigInt(k, 32))).toEqual(bn1(product));
      }),
      { numRuns: 40 },
    );
  });

  it('reads what is missing as zeros and ignores what is too much', () => {
    const g = bn1(BnG1.BASE);
    expect(run(6)).toEqual(new Uint8Array(64));
    expect(run(6, g)).toEqual(g);
    expect(run(6, g, new Uint8Array(64), g)).toEqual(g);
    expect(run(7, g)).toEqual(new Uint8Array(64));
    expect(run(7, g, Uint8Array.of(1))).toEqual(bn1(BnG1.BASE.multiply(2n ** 248n)));
  });

  it('refuses points off the curve and coordinates that are not reduced', () => {
    for (const [x, y] of [
      [1n, 3n],
      [0n, 1n],
      [1n + bnPrime, 2n],
      [1n, 2n + bnPrime],
      [bnPrime, 0n],
    ] as const) {
      expect(run(6, concat(32, x, y))).toBeUndefined();
      expect(run(6, new Uint8Array(64), concat(32, x, y))).toBeUndefined();
      expect(run(7, concat(32, x, y))).toBeUndefined();
      expect(run(8, concat(32, x, y), bn2(BnG2.BASE))).toBeUndefined();
    }
  });

  it('pairs bilinearly', () => {
    fc.assert(
      fc.property(scalarBelow(bnOrder), scalarBelow(bnOrder), (a, b) => {
        const pairs = [
          bn1(multiple1(a, BnG1)),
          bn2(multiple2(b, BnG2)),
          bn1(multiple1((bnOrder - ((a * b) % bnOrder)) % bnOrder, BnG1)),
          bn2(BnG2.BASE),
        ];
        expect(run(8, ...pairs)).toEqual(fromBigInt(1n, 32));
        expect(run(8, ...pairs, bn1(BnG1.BASE), bn2(BnG2.BASE))).toEqual(new Uint8Array(32));
      }),
      { numRuns: 15 },
    );
    expect(run(8)).toEqual(fromBigInt(1n, 32));
    expect(run(8, new Uint8Array(191))).toBeUndefined();
  });

  it('refuses points of the twist that are not in the subgroup, with infinity as the other one too', () => {
    for (const x of [1n, 7n, 1000n]) {
      const q = twistAt(x, BnG2);
      expect(q.isTorsionFree()).toBe(false);
      expect(run(8, bn1(BnG1.BASE), bn2(q))).toBeUndefined();
      expect(run(8, new Uint8Array(64), bn2(q))).toBeUndefined();
    }
  });
});

describe('BLS12-381 (EIP-2537)', () => {
  it('adds points inside and outside of the subgroup like @noble/curves', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 1n, max: 2n ** 256n }), scalarBelow(blsOrder), (x, k) => {
        const [p, q] = [bls1At(x), multiple1(k, BlsG1)];
        expect(run(0x0b, bls1(p), bls1(q))).toEqual(bls1(p.add(q)));
        expect(run(0x0b, bls1(p), bls1(p))).toEqual(bls1(p.double()));
        expect(run(0x0b, bls1(p), bls1(p.negate()))).toEqual(new Uint8Array(128));
        const [r, s] = [twistAt(x, BlsG2), multiple2(k, BlsG2)];
        expect(run(0x0d, bls2(r), bls2(s))).toEqual(bls2(r.add(s)));
        expect(run(0x0d, bls2(r), bls2(r))).toEqual(bls2(r.double()));
      }),
      { numRuns: 15 },
    );
  });

  it('sums products like @noble/curves, for any scalar and with infinity among the points', () => {
    const items = fc.array(fc.tuple(scalarBelow(blsOrder), word), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(items, (list) => {
        const total = list.reduce((sum, [a, k]) => sum + a * k, 0n) % blsOrder;
        const input1 = list.flatMap(([a, k]) => [bls1(multiple1(a, BlsG1)), fromBigInt(k, 32)]);
        const input2 = list.flatMap(([a, k]) => [bls2(multiple2(a, BlsG2)), fromBigInt(k, 32)]);
        expect(run(0x0c, ...input1)).toEqual(bls1(multiple1(total, BlsG1)));
        expect(run(0x0e, ...input2)).toEqual(bls2(multiple2(total, BlsG2)));
      }),
      { numRuns: 10 },
    );
  });

  it('sums 8,000 products: more than the memory the curve starts with', () => {
    const item = Buffer.concat([bls1(BlsG1.BASE), fromBigInt(3n, 32)]);
    expect(run(0x0c, ...Array<Uint8Array>(8000).fill(item))).toEqual(bls1(multiple1(24000n, BlsG1)));
  });

  it('refuses to multiply and to pair outside of the subgroup', () => {
    const [p, q] = [bls1At(5n), twistAt(5n, BlsG2)];
    expect([p.isTorsionFree(), q.isTorsionFree()]).toEqual([false, false]);
    expect(run(0x0c, bls1(p), fromBigInt(1n, 32))).toBeUndefined();
    expect(run(0x0e, bls2(q), fromBigInt(1n, 32))).toBeUndefined();
    expect(run(0x0f, bls1(p), bls2(BlsG2.BASE))).toBeUndefined();
    expect(run(0x0f, bls1(BlsG1.BASE), bls2(q))).toBeUndefined();
    expect(run(0x0f, new Uint8Array(128), bls2(q))).toBeUndefined();
  });

  it('refuses coordinates that are not reduced, padding that is not zero and points off the curve', () => {
    const g = bls1(BlsG1.BASE);
    const padded = g.slice();
    padded[0] = 1;
    const { x, y } = BlsG1.BASE.toAffine();
    for (const bad of [
      padded,
      concat(64, x + blsPrime, y),
      concat(64, x, y + 1n),
      concat(64, blsPrime, 0n),
    ]) {
      expect(run(0x0b, g, bad)).toBeUndefined();
      expect(run(0x0c, bad, fromBigInt(1n, 32))).toBeUndefined();
    }
    expect(run(0x10, fromBigInt(blsPrime, 64))).toBeUndefined();
    expect(run(0x11, concat(64, 0n, blsPrime))).toBeUndefined();
  });

  it('pairs bilinearly', () => {
    fc.assert(
      fc.property(scalarBelow(blsOrder), scalarBelow(blsOrder), (a, b) => {
        const pairs = [
          bls1(multiple1(a, BlsG1)),
          bls2(multiple2(b, BlsG2)),
          bls1(multiple1((blsOrder - ((a * b) % blsOrder)) % blsOrder, BlsG1)),
          bls2(BlsG2.BASE),
        ];
        expect(run(0x0f, ...pairs)).toEqual(fromBigInt(1n, 32));
        expect(run(0x0f, ...pairs, bls1(BlsG1.BASE), bls2(BlsG2.BASE))).toEqual(new Uint8Array(32));
      }),
      { numRuns: 10 },
    );
  });

  it('maps field elements like @noble/curves', () => {
    const element = fc.oneof(
      fc.constantFrom(0n, 1n, blsPrime - 1n),
      fc.bigInt({ min: 0n, max: blsPrime - 1n }),
    );
    fc.assert(
      fc.property(element, element, (a, b) => {
        expect(run(0x10, fromBigInt(a, 64))).toEqual(bls1(mapTo1(a)));
        expect(run(0x11, concat(64, a, b))).toEqual(bls2(mapTo2([a, b])));
      }),
      { numRuns: 25 },
    );
  });

  it('refuses inputs of other lengths', () => {
    for (const address of [0x0b, 0x0c, 0x0d, 0x0e, 0x0f, 0x10, 0x11]) {
      expect(run(address), `${address}`).toBeUndefined();
      expect(run(address, new Uint8Array(63)), `${address}`).toBeUndefined();
      expect(run(address, new Uint8Array(1153)), `${address}`).toBeUndefined();
    }
  });
});
