/**
 * Powers modulo a number of any size.
 *
 * Three ways, fastest first: OpenSSL's Montgomery multiplication for odd moduli, reached through raw RSA
 * (at 256 bytes nine times faster than BigInt, 2026-11); plain truncation for powers
 * of two; BigInt for the rest. An even modulus is split into its odd part and its power of two.
 */
import { constants, createPublicKey, publicEncrypt } from 'node:crypto';
import { fromBigInt, toBigInt } from './bytes.ts';

/**
 * Importing a key costs 20 µs: as much as BigInt takes for about 64 squarings of numbers of 4 limbs. Work is counted in
 * squarings times limbs squared; a limb has 64 bits.
 */
const RSA_MIN_WORK = 64 * 4 ** 2;
const LIMB_BITS = 64;
/** Up to here squaring and multiplying bit by bit beats a table of powers: 65,537 is the usual exponent. */
const SHORT_EXPONENT_BITS = 24;
/** Beyond these sizes OpenSSL refuses: OPENSSL_RSA_SMALL_MODULUS_BITS, ..._MAX_PUBEXP_BITS, ..._MAX_MODULUS_BITS. */
const RSA_SMALL_MODULUS_BITS = 3072;
const RSA_LARGE_EXPONENT_BITS = 64;
const RSA_MAX_MODULUS_BITS = 16384;

function bitLength(value: bigint): number {
  const hex = value.toString(16);
  return value === 0n ? 0 : 4 * hex.length - Math.clz32(Number.parseInt(hex[0] as string, 16)) + 28;
}

function toBase64Url(value: bigint): string {
  return Buffer.from(fromBigInt(value, Math.ceil(bitLength(value) / 8))).toString('base64url');
}

/** Whether OpenSSL takes the numbers and is worth calling. The modulus is odd. */
function suitsRsa(exponent: bigint, modulus: bigint): boolean {
  const [exponentBits, modulusBits] = [bitLength(exponent), bitLength(modulus)];
  const limbs = Math.ceil(modulusBits / LIMB_BITS);
  if (exponentBits * limbs ** 2 < RSA_MIN_WORK || modulusBits > RSA_MAX_MODULUS_BITS) return false;
  return modulusBits <= RSA_SMALL_MODULUS_BITS || exponentBits <= RSA_LARGE_EXPONENT_BITS;
}

/**
 * An odd multiple of the modulus above the exponent, because OpenSSL refuses an exponent that is not below the
 * modulus; undefined where it would be more than a limb longer. The power modulo the multiple has the same remainder.
 */
function multipleAbove(exponent: bigint, modulus: bigint): bigint | undefined {
  if (exponent < modulus) return modulus;
  if (bitLength(exponent) > bitLength(modulus) + LIMB_BITS) return undefined;
  const factor = exponent / modulus + 1n;
  return modulus * (factor | 1n);
}

/** RSA without padding is exactly `base ** exponent % modulus`. */
function powerByRsa(base: bigint, exponent: bigint, modulus: bigint): bigint {
  const jwk = { kty: 'RSA', n: toBase64Url(modulus), e: toBase64Url(exponent) };
  const key = createPublicKey({ key: jwk, format: 'jwk' });
  const size = Math.ceil(bitLength(modulus) / 8);
  return toBigInt(publicEncrypt({ key, padding: constants.RSA_NO_PADDING }, fromBigInt(base, size)));
}

type Reduce = (product: bigint) => bigint;

/** Square and multiply, bit by bit; the exponent is not 0. */
function powerByBits(base: bigint, exponent: bigint, reduce: Reduce): bigint {
  const reduced = reduce(base);
  let result = reduced;
  for (const digit of exponent.toString(2).slice(1)) {
    result = reduce(result * result);
    if (digit === '1') result = reduce(result * reduced);
  }
  return result;
}

/** Square and multiply, four bits of the exponent at a time; `reduce` brings a product back into range. */
function powerByWindow(base: bigint, exponent: bigint, reduce: Reduce): bigint {
  const powers = [reduce(1n)];
  for (let i = 1; i < 16; i++) powers.push(reduce((powers[i - 1] as bigint) * base));
  let result = powers[0] as bigint;
  for (const digit of exponent.toString(16)) {
    for (let i = 0; i < 4; i++) result = reduce(result * result);
    if (digit !== '0') result = reduce(result * (powers[Number.parseInt(digit, 16)] as bigint));
  }
  return result;
}

function powerByScript(base: bigint, exponent: bigint, reduce: Reduce): bigint {
  const isShort = exponent !== 0n && exponent >> BigInt(SHORT_EXPONENT_BITS) === 0n;
  return isShort ? powerByBits(base, exponent, reduce) : powerByWindow(base, exponent, reduce);
}

function powerOfOdd(base: bigint, exponent: bigint, modulus: bigint): bigint {
  if (modulus === 1n) return 0n;
  const reduced = base % modulus;
  const multiple = multipleAbove(exponent, modulus);
  if (multiple !== undefined && suitsRsa(exponent, multiple)) {
    try {
      return powerByRsa(reduced, exponent, multiple) % modulus;
    } catch {
      // An OpenSSL with narrower limits; the numbers themselves are fine.
    }
  }
  return powerByScript(reduced, exponent, (product) => product % modulus);
}

/** The inverse of an odd number modulo 2^bits: each step doubles the correct low bits (Newton). */
function inverseModuloPowerOfTwo(odd: bigint, bits: number): bigint {
  let inverse = 1n;
  for (let correct = 1; correct < bits; correct *= 2) {
    inverse = BigInt.asUintN(bits, inverse * (2n - odd * inverse));
  }
  return inverse;
}

/** Zero bits at the low end of a number other than 0. */
function trailingZeros(value: bigint): number {
  return bitLength(value & -value) - 1;
}

/** `base ** exponent % modulus` for a modulus other than 0. */
function power(base: bigint, exponent: bigint, modulus: bigint): bigint {
  const bits = trailingZeros(modulus);
  const odd = modulus >> BigInt(bits);
  const byOdd = powerOfOdd(base, exponent, odd);
  if (bits === 0) return byOdd;
  const byTwo = powerByScript(BigInt.asUintN(bits, base), exponent, (product) =>
    BigInt.asUintN(bits, product),
  );
  // The one number below the modulus with both remainders (Chinese remainder theorem, Garner's form).
  const steps = BigInt.asUintN(bits, (byTwo - byOdd) * inverseModuloPowerOfTwo(odd, bits));
  return byOdd + odd * steps;
}

/**
 * `base ** (exponent << zeroBits) % modulus`, and 0 for modulus 0.
 *
 * The zero bits are apart so that a long run of them costs squarings and no memory.
 */
export function modularPower(base: bigint, exponent: bigint, zeroBits: number, modulus: bigint): bigint {
  if (modulus <= 1n) return 0n;
  let result = power(base, exponent, modulus);
  for (let i = 0; i < zeroBits; i++) {
    // 0 and 1 stay what they are.
    if (result <= 1n) break;
    result = (result * result) % modulus;
  }
  return result;
}
