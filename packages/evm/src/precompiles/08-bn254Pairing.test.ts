import { bn254 } from '@noble/curves/bn254.js';
import { describe, expect, it } from 'vitest';
import { bn254Pairing } from './08-bn254Pairing.ts';
import { bn254G1, bn254G2 } from './bn254.ts';
import { fromBigInt } from './bytes.ts';
import { checkEncodedPairs } from './pairing.ts';

const G2 = bn254.G2.Point;
type Point2 = InstanceType<typeof G2>;

const infinity1 = new Uint8Array(64);
const infinity2 = new Uint8Array(128);
const join = (...parts: Uint8Array[]) => new Uint8Array(Buffer.concat(parts));
const answer = (...parts: Uint8Array[]) => bn254Pairing.run(join(...parts))?.[31];

function encode2(p: Point2): Uint8Array {
  const { x, y } = p.toAffine();
  return join(...[x.c1, x.c0, y.c1, y.c0].map((part) => fromBigInt(part, 32)));
}

/** `start`, `start + step`, ... as mcl adds them. */
function series(group: typeof bn254G1, start: Uint8Array, step: Uint8Array, count: number): Uint8Array[] {
  const points = [start];
  while (points.length < count) {
    points.push(group.addEncoded(join(points.at(-1) as Uint8Array, step)) as Uint8Array);
  }
  return points;
}

/** mcl's check, which multiplies by the whole order. */
const isInSubgroup = (encoded: Uint8Array) =>
  bn254G2.mcl.withMemory(bn254G2.pointBytes, (at) => bn254G2.decodeInSubgroup(encoded, at));

/** A point of the twisted curve with this x + i or the next, outside of the subgroup. */
function outside(x: bigint): Point2 {
  for (; ; x++) {
    try {
      const at = { c0: x, c1: 1n };
      const y = G2.Fp.sqrt(G2.Fp.add(G2.Fp.mul(G2.Fp.sqr(at), at), G2.CURVE().b));
      return G2.fromAffine({ x: at, y });
    } catch {}
  }
}

/** Twice the point and perhaps once more per bit: the library's own refuses numbers from its order on. */
const multiple = (point: Point2, factor: bigint) =>
  [...factor.toString(2)].reduce(
    (sum, bit) => (bit === '1' ? sum.double().add(point) : sum.double()),
    G2.ZERO as Point2,
  );

const one1 = join(fromBigInt(1n, 32), fromBigInt(2n, 32));
const one2 = encode2(G2.BASE);
const points1 = series(bn254G1, one1, one1, 200);
const inside2 = series(bn254G2, one2, one2, 200);

describe('the subgroup of bn254', () => {
  const stray = outside(5n);
  const accepts = (point: Uint8Array) => answer(infinity1, point) !== undefined;

  it('has the one common factor of the equation of its check and the order of the twisted curve', () => {
    const x = 4965661367192848881n;
    const t = 6n * x * x + 1n;
    const p = bn254.G1.Point.Fp.ORDER;
    const r = bn254.G1.Point.Fn.ORDER;
    // psi² = t psi - p turns 2x psi³ - x psi² - x psi - (x + 1) into a psi + b; its norm takes every point of the kernel to zero.
    const a = 2n * x * (t * t - p) - x * t - x;
    const b = -2n * x * p * t + x * p - (x + 1n);
    let [divisor, rest] = [a * a * p + a * b * t + b * b, r * (2n * p - r)];
    while (rest !== 0n) [divisor, rest] = [rest, divisor % rest];
    expect(divisor < 0n ? -divisor : divisor).toBe(r);
  });

  it('is told from the rest of the curve like by mcl, 2,000 points of each', () => {
    const inside = series(bn254G2, one2, encode2(G2.BASE.multiply(12345678901234567890n)), 2000);
    const out = series(bn254G2, encode2(stray), one2, 2000);
    for (const point of [...inside, ...out]) expect(accepts(point)).toBe(isInSubgroup(point));
    expect(inside.every(accepts)).toBe(true);
    expect(out.some(accepts)).toBe(false);
  });

  it('has no point of a small order, whatever it meets on the way', () => {
    const p = bn254.G1.Point.Fp.ORDER;
    const r = bn254.G1.Point.Fn.ORDER;
    const cofactor = 2n * p - r;
    for (const order of [10069n, 5864401n]) {
      expect(cofactor % order).toBe(0n);
      const small = multiple(multiple(stray, cofactor / order), r);
      expect(small.is0()).toBe(false);
      expect(accepts(encode2(small))).toBe(false);
    }
  });
});

describe('the product of pairings of bn254', () => {
  it('is one for sums that cancel out, over several batches and more points than are kept', () => {
    for (const count of [1, 2, 3, 15, 16, 17, 33, 100]) {
      const pairs = Array.from({ length: count }, (_, i) => [
        points1[i] as Uint8Array,
        inside2[i] as Uint8Array,
      ]);
      const sum = pairs.map((_, i) => BigInt(i + 1) ** 2n).reduce((a, b) => a + b);
      const minus = bn254.G1.Point.BASE.multiply(sum).negate().toAffine();
      const last = join(fromBigInt(minus.x, 32), fromBigInt(minus.y, 32));
      expect(answer(...pairs.flat(), last, one2)).toBe(1);
      expect(answer(...pairs.flat(), last, one2, one1, one2)).toBe(0);
      expect(answer(...pairs.flat(), infinity1, one2, last, one2, one1, infinity2)).toBe(1);
    }
  });

  it('agrees with mcl for random pairs, new points and known ones', () => {
    for (let i = 0; i < 60; i++) {
      const [a, b] = [(i * 37) % 100, (i * 11) % 50];
      const minus = bn254.G1.Point.BASE.multiply(BigInt(i % 3 === 0 ? a + 1 : a + 2))
        .negate()
        .toAffine();
      const encoded = join(fromBigInt(minus.x, 32), fromBigInt(minus.y, 32));
      const input = join(
        points1[a] as Uint8Array,
        inside2[b] as Uint8Array,
        encoded,
        inside2[b] as Uint8Array,
      );
      const expected = checkEncodedPairs(input, bn254G1, bn254G2);
      expect(bn254Pairing.run(input)?.[31]).toBe(expected ? 1 : 0);
      expect(expected).toBe(i % 3 === 0);
    }
  });

  it('fails for an invalid point in any place', () => {
    const bad2 = encode2(outside(9n));
    const bad1 = join(fromBigInt(1n, 32), fromBigInt(3n, 32));
    for (let place = 0; place < 20; place++) {
      const pairs = Array.from({ length: 20 }, () => [one1, one2]);
      pairs[place] = [one1, bad2];
      expect(answer(...pairs.flat())).toBeUndefined();
      pairs[place] = [bad1, infinity2];
      expect(answer(...pairs.flat())).toBeUndefined();
    }
  });
});
