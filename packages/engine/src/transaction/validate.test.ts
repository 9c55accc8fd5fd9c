import { type Hardfork, rulesOf } from '@heddle/evm';
import { describe, expect, test } from 'vitest';
import type { Hash, Transaction } from '../types.ts';
import { floorGas, intrinsicGas } from './intrinsicGas.ts';
import { SECP256K1_ORDER } from './signatureRange.ts';
import { validateTransaction } from './validate.ts';

const valid: Transaction = {
  type: 2,
  chainId: 1n,
  nonce: 0n,
  gasLimit: 21_000n,
  to: '0x3535353535353535353535353535353535353535',
  value: 0n,
  data: '0x',
  maxFeePerGas: 10n,
  maxPriorityFeePerGas: 1n,
  maxFeePerBlobGas: 0n,
  blobVersionedHashes: [],
  accessList: [],
  authorizationList: [],
  yParity: 0,
  r: 1n,
  s: 1n,
};
const blobHash: Hash = `0x01${'00'.repeat(31)}`;
const blob: Partial<Transaction> = { type: 3, maxFeePerBlobGas: 1n, blobVersionedHashes: [blobHash] };
const delegation = { chainId: 1n, address: valid.to!, nonce: 0n, yParity: 0n, r: 1n, s: 1n };

function outcome(change: Partial<Transaction>, hardfork: Hardfork = 'osaka'): string {
  const header = { gasLimit: 30_000_000n, baseFeePerGas: 7n, excessBlobGas: 0n };
  try {
    const context = { rules: rulesOf(hardfork), hardfork, header, chainId: 1n, txIndex: 3 };
    validateTransaction({ ...valid, ...change } as Transaction, context);
    return 'valid';
  } catch (error) {
    expect(error).toMatchObject({ txIndex: 3, message: expect.stringMatching(/^Transaction 3: .*\.$/) });
    return (error as { code: string }).code;
  }
}

const { gasLimit } = valid;
test.each<[code: string, change: Partial<Transaction>, hardfork?: Hardfork]>([
  ['valid', {}],
  ['TYPE_NOT_SUPPORTED', {}, 'berlin'],
  ['TYPE_NOT_SUPPORTED', blob, 'shanghai'],
  ['CHAIN_ID_MISMATCH', { chainId: 2n }],
  ['CHAIN_ID_MISMATCH', { type: 0, chainId: 2n }],
  ['valid', { type: 0, chainId: undefined }],
  ['SIGNATURE_INVALID', { type: 0 }, 'homestead'],
  ['SIGNATURE_INVALID', { r: 0n }],
  ['SIGNATURE_INVALID', { r: SECP256K1_ORDER }],
  ['SIGNATURE_INVALID', { s: 0n }],
  ['SIGNATURE_INVALID', { s: SECP256K1_ORDER - 1n }],
  ['valid', { type: 0, chainId: undefined, s: SECP256K1_ORDER - 1n }, 'frontier'],
  ['NONCE_AT_MAXIMUM', { nonce: 2n ** 64n - 1n }],
  ['valid', { nonce: 2n ** 64n - 2n }],
  ['GAS_LIMIT_ABOVE_CAP', { gasLimit: 2n ** 24n + 1n }],
  ['valid', { gasLimit: 2n ** 24n }],
  ['valid', { gasLimit: 2n ** 24n + 1n }, 'prague'],
  ['valid', { gasLimit: 30_000_000n + 21_000n }, 'amsterdam'], // the regular part is bounded, not the whole
  ['GAS_ALLOWANCE_EXCEEDED', { gasLimit: 30_000_001n + 21_000n }, 'amsterdam'],
  ['INTRINSIC_GAS_ABOVE_CAP', { gasLimit: 25_000_000n, data: `0x${'00'.repeat(300_000)}` }, 'amsterdam'],
  ['GAS_ALLOWANCE_EXCEEDED', { gasLimit: 30_000_001n }, 'prague'],
  ['GAS_LIMIT_OVERFLOW', { maxFeePerGas: 2n ** 255n }],
  ['INTRINSIC_GAS_TOO_LOW', { gasLimit: gasLimit - 1n }],
  ['FLOOR_GAS_TOO_LOW', { data: '0x01', gasLimit: gasLimit + 39n }],
  ['valid', { data: '0x01', gasLimit: gasLimit + 40n }],
  ['valid', { data: '0x01', gasLimit: gasLimit + 16n }, 'cancun'],
  ['PRIORITY_FEE_ABOVE_MAX_FEE', { maxPriorityFeePerGas: 11n }],
  ['MAX_FEE_BELOW_BASE_FEE', { maxFeePerGas: 6n }],
  ['INIT_CODE_TOO_LONG', { to: null, data: `0x${'00'.repeat(49_153)}`, gasLimit: 9_000_000n }],
  ['valid', { to: null, data: `0x${'00'.repeat(49_152)}`, gasLimit: 9_000_000n }],
  ['valid', blob],
  ['BLOBS_MISSING', { ...blob, blobVersionedHashes: [] }],
  ['TOO_MANY_BLOBS', { ...blob, blobVersionedHashes: Array(7).fill(blobHash) }],
  ['valid', { ...blob, blobVersionedHashes: Array(7).fill(blobHash) }, 'prague'],
  ['BLOB_ALLOWANCE_EXCEEDED', { ...blob, blobVersionedHashes: Array(10).fill(blobHash) }],
  ['BLOB_VERSION_UNKNOWN', { ...blob, blobVersionedHashes: [`0x02${'00'.repeat(31)}`] }],
  ['BLOB_FEE_BELOW_BASE_FEE', { ...blob, blobVersionedHashes: [blobHash], maxFeePerBlobGas: 0n }],
  ['BLOB_TRANSACTION_CREATES', { ...blob, blobVersionedHashes: [blobHash], to: null, gasLimit: 60_000n }],
  ['AUTHORIZATIONS_MISSING', { type: 4 }],
  ['SET_CODE_TRANSACTION_CREATES', { type: 4, to: null, gasLimit: 60_000n }],
  ['valid', { type: 4, authorizationList: [delegation], gasLimit: 46_000n }],
])('%s', (code, change, hardfork) => {
  expect(outcome(change, hardfork)).toBe(code);
});

describe('gas before execution', () => {
  const data = '0x00ff00ff' as const;
  const create: Transaction = { ...valid, to: null, data };
  test.each<[Hardfork, bigint]>([
    ['frontier', 21_000n + 8n + 136n],
    ['homestead', 53_000n + 8n + 136n],
    ['istanbul', 53_000n + 8n + 32n],
    ['shanghai', 53_000n + 8n + 32n + 2n],
  ])('a creation at %s costs %i', (hardfork, gas) => {
    expect(intrinsicGas(create, rulesOf(hardfork))).toBe(gas);
  });

  test('access lists and authorizations are paid per entry', () => {
    const accessList = [{ address: valid.to!, storageKeys: [blobHash, blobHash] }];
    const gas = intrinsicGas(
      { ...valid, type: 4, accessList, authorizationList: [delegation] },
      rulesOf('prague'),
    );
    expect(gas).toBe(21_000n + 2_400n + 2n * 1_900n + 25_000n);
  });

  test('the floor came with Prague', () => {
    expect(floorGas(create, rulesOf('cancun'))).toBe(0n);
    expect(floorGas(create, rulesOf('prague'))).toBe(21_000n + 100n);
  });
});
