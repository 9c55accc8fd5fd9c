import type { Hardfork } from '../hardforks.ts';
import { EMPTY, fromBigInt, padded, toBigInt } from './bytes.ts';
import { modularPower } from './modularPower.ts';
import { byHardfork, type Precompile, UNAFFORDABLE } from './precompile.ts';

/** The input in words: what it claims about the lengths of base, exponent and modulus, in bytes. */
interface Lengths {
  base: bigint;
  exponent: bigint;
  modulus: bigint;
}

const HEADER_BYTES = 96;

function lengthsOf(input: Uint8Array): Lengths {
  const word = (index: number) => toBigInt(padded(input, index * 32, 32));
  return { base: word(0), exponent: word(1), modulus: word(2) };
}

/** Bits below the highest one of the exponent's first 32 bytes; 0 for an exponent of 0 or 1. */
function bitsOfHead(input: Uint8Array, lengths: Lengths): bigint {
  const start = BigInt(HEADER_BYTES) + lengths.base;
  if (start >= BigInt(input.length)) return 0n;
  const size = lengths.exponent < 32n ? Number(lengths.exponent) : 32;
  const head = toBigInt(padded(input, Number(start), size));
  return head === 0n ? 0n : BigInt(head.toString(2).length - 1);
}

function max(a: bigint, b: bigint): bigint {
  return a > b ? a : b;
}

/** Squarings to do: the bits of the head, and `perByte` for each byte of the exponent behind it. */
function iterations(input: Uint8Array, lengths: Lengths, perByte: bigint): bigint {
  const tail = max(lengths.exponent - 32n, 0n);
  return max(perByte * tail + bitsOfHead(input, lengths), 1n);
}

/** Words of 8 bytes in the longer of base and modulus, squared. */
function squaredWords(lengths: Lengths): bigint {
  const words = (max(lengths.base, lengths.modulus) + 7n) / 8n;
  return words * words;
}

/** The first formula (EIP-198). */
function gasOfByzantium(input: Uint8Array, lengths: Lengths): bigint {
  const size = max(lengths.base, lengths.modulus);
  const square = size * size;
  let complexity = square / 16n + 480n * size - 199680n;
  if (size <= 64n) complexity = square;
  else if (size <= 1024n) complexity = square / 4n + 96n * size - 3072n;
  return (complexity * iterations(input, lengths, 8n)) / 20n;
}

/** Closer to the real cost (EIP-2565). */
function gasOfBerlin(input: Uint8Array, lengths: Lengths): bigint {
  return max(200n, (squaredWords(lengths) * iterations(input, lengths, 8n)) / 3n);
}

/** Dearer (EIP-7883), and nothing longer than 1,024 bytes, which fails as if it could not be paid (EIP-7823). */
function gasOfOsaka(input: Uint8Array, lengths: Lengths): bigint {
  if (max(max(lengths.base, lengths.exponent), lengths.modulus) > 1024n) return UNAFFORDABLE;
  const isSmall = lengths.base <= 32n && lengths.modulus <= 32n;
  const complexity = isSmall ? 16n : 2n * squaredWords(lengths);
  return max(500n, complexity * iterations(input, lengths, 16n));
}

const price = byHardfork({ byzantium: gasOfByzantium, berlin: gasOfBerlin, osaka: gasOfOsaka });

/**
 * The exponent as what the input really holds of it, and the zero bits it claims behind that. A claimed
 * exponent may be megabytes of zeros for little gas.
 */
function exponentOf(input: Uint8Array, start: number, length: number) {
  const present = input.subarray(start, start + length);
  return { value: toBigInt(present), zeroBits: 8 * (length - present.length) };
}

function run(input: Uint8Array): Uint8Array {
  const lengths = lengthsOf(input);
  // First, because it makes any exponent length free of charge.
  if (lengths.modulus === 0n) return EMPTY;
  const [base, exponent, modulus] = [lengths.base, lengths.exponent, lengths.modulus].map(Number) as [
    number,
    number,
    number,
  ];
  const exponentStart = HEADER_BYTES + base;
  const { value, zeroBits } = exponentOf(input, exponentStart, exponent);
  const result = modularPower(
    toBigInt(padded(input, HEADER_BYTES, base)),
    value,
    zeroBits,
    toBigInt(padded(input, exponentStart + exponent, modulus)),
  );
  return fromBigInt(result, modulus);
}

/**
 * Modular exponentiation: input is the lengths of base, exponent and modulus in a word each, then the three
 * numbers; the output is as long as the modulus (EIP-198). Modulus 0 gives 0.
 */
export const modexp: Precompile = {
  address: 0x05,
  name: 'MODEXP',
  since: 'byzantium',
  gas: (input: Uint8Array, hardfork: Hardfork) => price(hardfork)(input, lengthsOf(input)),
  run,
};
