import { rulesOf } from '@heddle/evm';
import { expect, test } from 'vitest';
import { stateByteGas } from './stateGas.ts';

test.each([
  [1_000_000n, 1n], // never below 1
  [10_000_000n, 1n],
  [30_000_000n, 150n],
  [100_000_000n, 1174n],
  [120_000_000n, 1174n], // the price rises in steps
  [1_000_000_000n, 11_926n],
])('a block of %i gas asks %i per byte of state', (gasLimit, gas) => {
  expect(stateByteGas({ gasLimit }, rulesOf('amsterdam'))).toBe(gas);
});

test('before Amsterdam state costs no gas of its own', () => {
  expect(stateByteGas({ gasLimit: 100_000_000n }, rulesOf('bpo2'))).toBe(0n);
});
