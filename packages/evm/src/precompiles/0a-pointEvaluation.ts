/**
 * Checks that a polynomial, known by its KZG commitment, has a value at a point (EIP-4844).
 *
 * Of the 800 kB of the trusted setup this needs one point of G2: the secret times the generator. With mcl
 * there is nothing else to load.
 */
import { createHash } from 'node:crypto';
import { bls12G1, bls12G2 } from './bls12.ts';
import { fromBigInt, isBelow, isZero } from './bytes.ts';
import { type Mcl, SCALAR_BYTES } from './mcl.ts';
import { isPreparedProductOne } from './pairing.ts';
import type { Precompile } from './precompile.ts';

/** Order of BLS12-381's subgroups; field elements of blobs are below it. */
const order = fromBigInt(0x73eda753299d7d483339d80809a1d80553bda402fffe5bfeffffffff00000001n, 32);
/** The field of BLS12-381 in the 48 bytes of a compressed point. */
const modulus = fromBigInt(
  0x1a0111ea397fe69a4b1ba7b6434bacd764774b84f38512bf6730d2a0f6b0f6241eabfffeb153ffffb9feffffffffaaabn,
  48,
);

/** The generators of G1 and G2, compressed (draft-irtf-cfrg-pairing-friendly-curves, 4.2.1). */
const GENERATOR_1 =
  '97f1d3a73197d7942695638c4fa9ac0fc3688c4f9774b905a14e3a3f171bac586c55e83ff97a1aeffb3af00adb22c6bb';
const GENERATOR_2 =
  '93e02b6052719f607dacd3a088274f65596bd0d09920b61ab5da61bbdc7f5049334cf11213945d57e5ac7d055d042b7e' +
  '024aa2b2f08f0a91260805272dc51051c6e47ad4fa403b02b4510b647ae3d1770bac0326a805bbefd48056c8c121bdb8';
/** The secret of the KZG ceremony times the generator of G2 (trusted_setup_4096.json, g2_monomial[1]). */
const SECRET_2 =
  'b5bfd7dd8cdeb128843bc287230af38926187075cbfbefa81009a2ce615ac53d2914e5870cb452d2afaaab24f3499f72' +
  '185cbfee53492714734429b7b38608e23926c911cceceac9a36851477ba4c60b087041de621000edc98edada20c1def2';

const COMPRESSED = 0x80;
const INFINITY = 0x40;
const FLAGS = 0xe0;

/** Reads a compressed point of G1, 48 bytes, to `at`; false when it is malformed or outside of the subgroup. */
function decompress(mcl: Mcl, bytes: Uint8Array, at: number): boolean {
  const flags = (bytes[0] as number) & FLAGS;
  const x = new Uint8Array(bytes);
  x[0] = (x[0] as number) & ~FLAGS;
  if ((flags & COMPRESSED) === 0) return false;
  if (flags & INFINITY) {
    mcl.do('G1_clear', at);
    return flags === (COMPRESSED | INFINITY) && isZero(x);
  }
  return isBelow(x, modulus) && deserialize(mcl, 'G1', bytes, at) && bls12G1.isInSubgroup(at);
}

function deserialize(mcl: Mcl, group: 'G1' | 'G2', bytes: Uint8Array, at: number): boolean {
  return mcl.withMemory(bytes.length, (source) => {
    mcl.bytes.set(bytes, source);
    return mcl.do(`${group}_deserialize`, at, source, bytes.length) === bytes.length;
  });
}

/** Addresses of what is the same for every proof: a call takes 13 ms when it is worked out again (2026-11). */
interface FixedPoints {
  /** Minus the generator of G1. */
  minusGenerator1: number;
  /** The lines of the generator of G2 and of the secret point for the pairing's loop. */
  generator2: number;
  secret2: number;
}

let fixed: FixedPoints | undefined;

/** The lines of a compressed point of G2. */
function prepare(mcl: Mcl, hex: string): number {
  const lines = mcl.keep(8 * mcl.do('getUint64NumToPrecompute'));
  mcl.withMemory(bls12G2.pointBytes, (at) => {
    deserialize(mcl, 'G2', Buffer.from(hex, 'hex'), at);
    mcl.do('precomputeG2', lines, at);
  });
  return lines;
}

function prepareFixed(mcl: Mcl): FixedPoints {
  const minusGenerator1 = mcl.keep(bls12G1.pointBytes);
  deserialize(mcl, 'G1', Buffer.from(GENERATOR_1, 'hex'), minusGenerator1);
  bls12G1.negate(minusGenerator1, minusGenerator1);
  return { minusGenerator1, generator2: prepare(mcl, GENERATOR_2), secret2: prepare(mcl, SECRET_2) };
}

/**
 * Checks e(C - y·1 + z·P, 2) · e(-P, secret·2) = 1, where 1 and 2 are the generators: the equation of
 * EIP-4844 with both points of G2 fixed, so that only G1 is multiplied.
 */
function verify(commitment: Uint8Array, z: Uint8Array, y: Uint8Array, proof: Uint8Array): boolean {
  const { mcl } = bls12G1;
  fixed ??= prepareFixed(mcl);
  const { minusGenerator1, generator2, secret2 } = fixed;
  const size = bls12G1.pointBytes;
  return mcl.withMemory(4 * size + 2 * SCALAR_BYTES, (left) => {
    const [sum, point, base] = [left + size, left + 2 * size, left + 3 * size];
    const scalars = left + 4 * size;
    if (!decompress(mcl, commitment, left) || !decompress(mcl, proof, point)) return false;
    mcl.bytes.copyWithin(base, minusGenerator1, minusGenerator1 + size);
    mcl.readScalar(scalars, z);
    mcl.readScalar(scalars + SCALAR_BYTES, y);
    bls12G1.multiplyAll(sum, point, scalars, 2);
    bls12G1.add(left, left, sum);
    bls12G1.negate(point, point);
    return isPreparedProductOne(mcl, [left, generator2], [point, secret2]);
  });
}

/** The hash that transactions carry for a commitment: SHA-256 with the first byte 1 (EIP-4844). */
function versionedHash(commitment: Uint8Array): Uint8Array {
  const hash = new Uint8Array(createHash('sha256').update(commitment).digest());
  hash[0] = 1;
  return hash;
}

/** Field elements of a blob and the order of their field: the answer to every proof that holds (EIP-4844). */
function answer(): Uint8Array {
  const words = new Uint8Array(64);
  words.set(fromBigInt(4096n, 32), 0);
  words.set(order, 32);
  return words;
}

/** Input is versioned hash, z and y in a word each, then commitment and proof in 48 bytes each. */
export const pointEvaluation: Precompile = {
  address: 0x0a,
  name: 'KZG_POINT_EVALUATION',
  since: 'cancun',
  gas: () => 50000n,
  run: (input) => {
    if (input.length !== 192) return undefined;
    const [z, y] = [input.subarray(32, 64), input.subarray(64, 96)];
    const [commitment, proof] = [input.subarray(96, 144), input.subarray(144, 192)];
    if (Buffer.compare(input.subarray(0, 32), versionedHash(commitment)) !== 0) return undefined;
    if (!isBelow(z, order) || !isBelow(y, order)) return undefined;
    return verify(commitment, z, y, proof) ? answer() : undefined;
  },
};
