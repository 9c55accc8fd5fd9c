import { createHash } from 'node:crypto';
import { bls12_381 } from '@noble/curves/bls12-381.js';
import { secp256k1 } from '@noble/curves/secp256k1.js';
import { blake2b } from '@noble/hashes/blake2.js';
import { ripemd160 } from '@noble/hashes/legacy.js';
import { describe, expect, it } from 'vitest';
import type { Hardfork } from './hardforks.ts';
import { fromBigInt } from './precompiles/bytes.ts';
import { precompilesOf } from './precompiles.ts';
import { addressOf } from './recover.ts';

const get = (address: number, hardfork: Hardfork = 'osaka') => {
  const precompile = precompilesOf(hardfork).get(address);
  if (precompile === undefined) throw new Error(`${hardfork} has no ${address}`);
  return precompile;
};
const run = (address: number, input: Uint8Array) => get(address).run(input);
const gas = (address: number, hardfork: Hardfork, input: Uint8Array = new Uint8Array(0)) =>
  get(address, hardfork).gas(input, hardfork);
const join = (...parts: Uint8Array[]) => new Uint8Array(Buffer.concat(parts));
const words = (...values: bigint[]) => join(...values.map((value) => fromBigInt(value, 32)));

describe('the table of precompiles', () => {
  it.each<[Hardfork, number[]]>([
    ['frontier', [1, 2, 3, 4]],
    ['spuriousDragon', [1, 2, 3, 4]],
    ['byzantium', [1, 2, 3, 4, 5, 6, 7, 8]],
    ['petersburg', [1, 2, 3, 4, 5, 6, 7, 8]],
    ['istanbul', [1, 2, 3, 4, 5, 6, 7, 8, 9]],
    ['shanghai', [1, 2, 3, 4, 5, 6, 7, 8, 9]],
    ['cancun', [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]],
    ['prague', Array.from({ length: 17 }, (_, index) => index + 1)],
    ['osaka', [...Array.from({ length: 17 }, (_, index) => index + 1), 256]],
    ['bpo4', [...Array.from({ length: 17 }, (_, index) => index + 1), 256]],
  ])('of %s', (hardfork, addresses) => {
    expect([...precompilesOf(hardfork).keys()]).toEqual(addresses);
  });
});

describe('gas', () => {
  it('of the oldest grows with the words of the input', () => {
    const input = new Uint8Array(33);
    expect([1, 2, 3, 4].map((address) => gas(address, 'frontier'))).toEqual([3000n, 60n, 600n, 15n]);
    expect([1, 2, 3, 4].map((address) => gas(address, 'osaka', input))).toEqual([3000n, 84n, 840n, 21n]);
  });

  it('of bn254 fell at Istanbul (EIP-1108)', () => {
    const pairs = new Uint8Array(2 * 192 + 191);
    expect([gas(6, 'petersburg'), gas(6, 'istanbul')]).toEqual([500n, 150n]);
    expect([gas(7, 'petersburg'), gas(7, 'istanbul')]).toEqual([40000n, 6000n]);
    expect([gas(8, 'petersburg', pairs), gas(8, 'istanbul', pairs)]).toEqual([260000n, 113000n]);
  });

  it('of multiplications on BLS12-381 has a discount that ends at 128 (EIP-2537)', () => {
    const of = (address: number, count: number, size: number) =>
      gas(address, 'prague', new Uint8Array(count * size));
    expect([0, 1, 2, 128, 129].map((count) => of(0x0c, count, 160))).toEqual([
      0n,
      12000n,
      22776n,
      797184n,
      803412n,
    ]);
    expect([0, 1, 2, 3, 129].map((count) => of(0x0e, count, 288))).toEqual([
      0n,
      22500n,
      45000n,
      62302n,
      1520910n,
    ]);
  });

  it('of modexp by hardfork (EIP-198, EIP-2565, EIP-7883)', () => {
    const input = join(words(32n, 32n, 32n), words(3n, 1n << 255n, 7n));
    expect([gas(5, 'byzantium', input), gas(5, 'berlin', input), gas(5, 'osaka', input)]).toEqual([
      13056n,
      1360n,
      4080n,
    ]);
    expect([gas(5, 'byzantium'), gas(5, 'berlin'), gas(5, 'osaka')]).toEqual([0n, 200n, 500n]);
  });

  it('of modexp with absurd lengths is a number that nobody can pay, at once', () => {
    const huge = 2n ** 256n - 1n;
    for (const lengths of [words(huge, huge, huge), words(1n, huge, 1n), words(huge, 0n, 1n)]) {
      for (const hardfork of ['byzantium', 'berlin', 'osaka'] as const) {
        expect(gas(5, hardfork, lengths)).toBeGreaterThan(2n ** 200n);
      }
    }
    // The exception: with nothing to multiply the length of the exponent is free before Osaka.
    expect(gas(5, 'berlin', words(0n, huge, 0n))).toBe(200n);
    expect(run(5, words(0n, huge, 0n))).toEqual(new Uint8Array(0));
  });

  it('of modexp bounds each length by 1,024 bytes since Osaka (EIP-7823)', () => {
    for (const index of [0, 1, 2]) {
      const lengths = (length: bigint) => words(...[1n, 1n, 1n].with(index, length));
      expect(gas(5, 'osaka', lengths(1024n))).toBeLessThan(1_000_000n);
      expect(gas(5, 'osaka', lengths(1025n))).toBeGreaterThan(2n ** 200n);
      expect(gas(5, 'prague', lengths(1025n))).toBeLessThan(1_000_000n);
    }
  });

  it('of BLAKE2b is its rounds, up to four bytes of them', () => {
    const input = new Uint8Array(213).fill(0xff, 0, 4);
    expect(gas(9, 'istanbul', input)).toBe(2n ** 32n - 1n);
  });

  it('of the rest is fixed', () => {
    const fixed = { 10: 50000n, 11: 375n, 13: 600n, 15: 37700n, 16: 5500n, 17: 23800n, 256: 6900n };
    for (const [address, expected] of Object.entries(fixed))
      expect(gas(Number(address), 'osaka')).toBe(expected);
  });
});

/** A claim that the polynomial with commitment G, which is 1 everywhere, has the value `y` at 3. */
function constantPolynomial(y: bigint): Uint8Array {
  const commitment = bls12_381.G1.Point.BASE.toBytes(true);
  const hash = new Uint8Array(createHash('sha256').update(commitment).digest()).with(0, 1);
  const proof = new Uint8Array(48).with(0, 0xc0);
  return join(hash, words(3n, y), commitment, proof);
}

describe('results', () => {
  const text = new Uint8Array(Buffer.from('The quick brown fox jumps over the lazy dog'));

  it('hashes', () => {
    expect(run(2, text)).toEqual(new Uint8Array(createHash('sha256').update(text).digest()));
    expect(run(3, text)).toEqual(join(new Uint8Array(12), ripemd160(text)));
  });

  it('copies', () => {
    const copy = run(4, text);
    expect(copy).toEqual(text);
    expect(copy?.buffer).not.toBe(text.buffer);
  });

  it('recovers an address, only for v of 27 and 28', () => {
    const secret = fromBigInt(12345n, 32);
    const hash = new Uint8Array(32).fill(1);
    const signed = secp256k1.sign(hash, secret, { prehash: false, format: 'recovered' });
    const input = (v: bigint) => join(hash, fromBigInt(v, 32), signed.subarray(1));
    const v = 27n + BigInt(signed[0] as number);
    const address = addressOf(secp256k1.getPublicKey(secret, false).subarray(1));
    expect(run(1, input(v))).toEqual(join(new Uint8Array(12), address));
    expect(run(1, join(input(v), text))).toEqual(join(new Uint8Array(12), address));
    for (const bad of [0n, 1n, 26n, 29n, v + 256n, v + (1n << 255n)])
      expect(run(1, input(bad))).toHaveLength(0);
    expect(run(1, new Uint8Array(0))).toHaveLength(0);
  });

  it('computes powers with inputs shorter and longer than said', () => {
    const input = join(words(1n, 2n, 3n), Uint8Array.of(3, 1, 0, 1, 0, 0));
    expect(run(5, input)).toEqual(fromBigInt(3n ** 256n % 65536n, 3));
    expect(run(5, join(input, text))).toEqual(run(5, input));
    // The modulus is missing, so it is 0.
    expect(run(5, input.subarray(0, 99))).toEqual(new Uint8Array(3));
    // The exponent is 1 and 199 bytes of zeros that are not there; so is the modulus.
    expect(run(5, join(words(1n, 200n, 1n), Uint8Array.of(3, 1)))).toEqual(new Uint8Array(1));
    expect(run(5, words(1n, 1n, 0n))).toHaveLength(0);
    expect(run(5, new Uint8Array(0))).toHaveLength(0);
  });

  it('compresses like BLAKE2b, twelve rounds over one block', () => {
    const message = new Uint8Array(128);
    message.set(text);
    // The state that hashing to 64 bytes without a key starts with: the vector with the parameters mixed in.
    const iv = [
      0x6a09e667f3bcc908n ^ 0x01010040n,
      0xbb67ae8584caa73bn,
      0x3c6ef372fe94f82bn,
      0xa54ff53a5f1d36f1n,
      0x510e527fade682d1n,
      0x9b05688c2b3e6c1fn,
      0x1f83d9abfb41bd6bn,
      0x5be0cd19137e2179n,
    ];
    const state = new Uint8Array(BigUint64Array.from(iv).buffer);
    const offset = new Uint8Array(16);
    offset[0] = text.length;
    const input = join(Uint8Array.of(0, 0, 0, 12), state, message, offset, Uint8Array.of(1));
    expect(run(9, input)).toEqual(blake2b(text));
    expect(run(9, input.with(212, 0))).not.toEqual(blake2b(text));
    expect(run(9, input.with(212, 2))).toBeUndefined();
    expect(run(9, input.subarray(1))).toBeUndefined();
    expect(run(9, join(input, Uint8Array.of(0)))).toBeUndefined();
  });

  it('verifies over P-256 with an empty answer for everything invalid', () => {
    for (const input of [
      new Uint8Array(0),
      new Uint8Array(160),
      new Uint8Array(160).fill(0xff),
      new Uint8Array(161),
    ]) {
      expect(run(256, input)).toEqual(new Uint8Array(0));
    }
  });

  it('evaluates the constant polynomial 1, whose commitment is the generator and whose proof is infinity', () => {
    expect(run(10, constantPolynomial(1n))).toEqual(words(4096n, bls12_381.fields.Fr.ORDER));
    expect(run(10, constantPolynomial(2n))).toBeUndefined();
    expect(run(10, constantPolynomial(bls12_381.fields.Fr.ORDER + 1n))).toBeUndefined();
    expect(run(10, constantPolynomial(1n).with(0, 2))).toBeUndefined();
    expect(run(10, constantPolynomial(1n).with(144, 0x40))).toBeUndefined();
    expect(run(10, constantPolynomial(1n).with(144, 0xe0))).toBeUndefined();
    expect(run(10, constantPolynomial(1n).with(191, 1))).toBeUndefined();
    expect(run(10, constantPolynomial(1n).subarray(0, 191))).toBeUndefined();
  });

  it('refuses a proof outside of the subgroup even where the pairing does not notice', () => {
    const { BASE, Fn, Fp } = bls12_381.G1.Point;
    const outside = bls12_381.G1.Point.fromAffine({ x: 4n, y: Fp.sqrt(68n) });
    // The order of this point divides the cofactor, so that each pairing with it is one.
    const torsion = outside.multiplyUnsafe(Fn.ORDER - 1n).add(outside);
    expect([torsion.is0(), torsion.isTorsionFree()]).toEqual([false, false]);
    const x = fromBigInt(torsion.toAffine().x, 48);
    for (const flags of [0x80, 0xa0]) {
      const compressed = x.with(0, (x[0] as number) | flags);
      expect(run(10, join(constantPolynomial(1n).subarray(0, 144), compressed))).toBeUndefined();
    }
    expect(run(10, join(constantPolynomial(1n).subarray(0, 144), BASE.toBytes(true)))).toBeUndefined();
  });

  it('leaves the input alone and reads it from a Buffer and from shared memory as well', () => {
    const signed = secp256k1.sign(fromBigInt(5n, 32), fromBigInt(7n, 32), {
      prehash: false,
      format: 'recovered',
    });
    const signature = join(words(5n, 27n + BigInt(signed[0] as number)), signed.subarray(1));
    const rounds = join(Uint8Array.of(0, 0, 0, 9), new Uint8Array(208), Uint8Array.of(1));
    const power = join(words(32n, 32n, 32n), words(3n, (1n << 255n) + 1n, (1n << 256n) - 3n));
    const samples = [text, signature, rounds, power, constantPolynomial(1n)];
    // Zeros are valid for curves: infinity and empty numbers.
    samples.push(...[0, 64, 128, 160, 192, 256, 288, 384, 512].map((size) => new Uint8Array(size)));
    for (const [address, precompile] of precompilesOf('osaka')) {
      for (const plain of samples) {
        // A run is for those who paid: these samples say absurd things to some precompiles.
        if (precompile.gas(plain, 'osaka') > 10n ** 9n) continue;
        const expected = precompile.run(new Uint8Array(plain));
        const shared = new Uint8Array(new SharedArrayBuffer(plain.length));
        shared.set(plain);
        for (const input of [Buffer.from(plain), shared]) {
          expect(precompile.run(input), `${address} ${plain.length}`).toEqual(expected);
          expect(Buffer.compare(input, plain)).toBe(0);
        }
      }
    }
  });
});
