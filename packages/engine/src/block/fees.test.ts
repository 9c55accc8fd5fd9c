import { rulesOf } from '@heddle/evm';
import { describe, expect, test } from 'vitest';
import type { Header } from '../types.ts';
import { baseFeeAfter } from './baseFee.ts';
import { blobBaseFee, excessBlobGas, fakeExponential } from './blobGas.ts';

const BLOB = 131_072n;

function header(fields: Partial<Header>): Header {
  return { gasLimit: 30_000_000n, gasUsed: 15_000_000n, baseFeePerGas: 1_000n, ...fields } as Header;
}

test.each([
  [15_000_000n, 1_000n, 1_000n],
  [30_000_000n, 1_000n, 1_125n],
  [0n, 1_000n, 875n],
  // A rise is at least 1 wei; a fall may be nothing.
  [15_000_001n, 7n, 8n],
  [14_999_999n, 7n, 7n],
])('after %i of 30M gas a base fee of %i becomes %i', (gasUsed, before, after) => {
  expect(baseFeeAfter(header({ gasUsed, baseFeePerGas: before }))).toBe(after);
});

/** The table of EIP-4844's reference tests. */
test.each([
  [1n, 0n, 1n, 1n],
  [38_493n, 0n, 1_000n, 38_493n],
  [0n, 1_234n, 2_345n, 0n],
  [1n, 2n, 1n, 6n],
  [1n, 4n, 2n, 6n],
  [1n, 3n, 1n, 16n],
  [1n, 6n, 2n, 18n],
  [1n, 5n, 2n, 11n],
  [2n, 5n, 2n, 23n],
  [1n, 50_000_000n, 2_225_652n, 5_709_098_764n],
])('%i × e^(%i / %i) is %i', (factor, numerator, denominator, value) => {
  expect(fakeExponential(factor, numerator, denominator)).toBe(value);
});

describe('blob gas', () => {
  test('the excess counts from the target and never below 0', () => {
    const cancun = rulesOf('cancun');
    expect(excessBlobGas(header({ excessBlobGas: 0n, blobGasUsed: 2n * BLOB }), cancun)).toBe(0n);
    expect(excessBlobGas(header({ excessBlobGas: BLOB, blobGasUsed: 6n * BLOB }), cancun)).toBe(4n * BLOB);
    expect(excessBlobGas(header({}), cancun)).toBe(0n);
  });

  test('the fee doubles every so often', () => {
    expect(blobBaseFee(0n, rulesOf('cancun'))).toBe(1n);
    expect(blobBaseFee(2_314_058n, rulesOf('cancun'))).toBe(2n);
    expect(blobBaseFee(2_314_058n, rulesOf('prague'))).toBe(1n);
  });

  test('below the reserve price the excess does not fall (EIP-7918)', () => {
    const parent = { excessBlobGas: 10n * BLOB, blobGasUsed: 3n * BLOB };
    // One blob's data costs 8,192 × base fee as execution gas; its blob gas costs 131,072 at a fee of 1.
    expect(excessBlobGas(header({ ...parent, baseFeePerGas: 16n }), rulesOf('osaka'))).toBe(7n * BLOB);
    expect(excessBlobGas(header({ ...parent, baseFeePerGas: 17n }), rulesOf('osaka'))).toBe(11n * BLOB);
    expect(excessBlobGas(header({ ...parent, baseFeePerGas: 17n }), rulesOf('prague'))).toBe(7n * BLOB);
  });
});

/** The `blobSchedule` that the official fixtures state in their `config`. */
test.each([
  ['cancun', 3, 6, 0x32f0ed],
  ['prague', 6, 9, 0x4c6964],
  ['osaka', 6, 9, 0x4c6964],
  ['bpo1', 10, 15, 0x7f5a51],
  ['bpo2', 14, 21, 0xb24b3f],
  ['bpo3', 21, 32, 0x013a7aa1],
  ['bpo4', 14, 21, 0xd1a66e],
] as const)('blobs at %s', (hardfork, blobTarget, blobMax, blobFeeUpdateFraction) => {
  expect(rulesOf(hardfork)).toMatchObject({ blobTarget, blobMax, blobFeeUpdateFraction });
});
