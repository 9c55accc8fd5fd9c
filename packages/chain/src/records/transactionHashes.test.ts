import { encodeBlock, type Header, type Transaction, transactionHash } from '@heddle/engine';
import { expect, test } from 'vitest';
import { transactionHashesOf } from './transactionHashes.ts';

const zeros = (bytes: number) => `0x${'00'.repeat(bytes)}` as const;

const header: Header = {
  ...{ parentHash: zeros(32), ommersHash: zeros(32), beneficiary: zeros(20), stateRoot: zeros(32) },
  ...{ transactionsRoot: zeros(32), receiptsRoot: zeros(32), logsBloom: zeros(256), difficulty: 0n },
  ...{
    number: 1n,
    gasLimit: 1n,
    gasUsed: 0n,
    timestamp: 1n,
    extraData: '0x',
    mixHash: zeros(32),
    nonce: zeros(8),
  },
};

function transaction(type: 0 | 1 | 2, dataBytes: number): Transaction {
  return {
    ...{ type, chainId: 1n, nonce: BigInt(dataBytes), gasLimit: 21_000n, to: zeros(20), value: 5n },
    ...{ data: zeros(dataBytes), maxFeePerGas: 3n, maxPriorityFeePerGas: 3n, maxFeePerBlobGas: 0n },
    ...{ blobVersionedHashes: [], accessList: [], authorizationList: [], yParity: 1, r: 1n, s: 2n },
  };
}

test('hashes of legacy and typed transactions, short and long', () => {
  const sizes = [0, 1, 54, 55, 56, 255, 256, 70_000];
  const transactions = sizes.flatMap((size) => ([0, 1, 2] as const).map((type) => transaction(type, size)));
  const block = {
    chainId: 1n,
    hardfork: 'london' as const,
    header,
    transactions,
    ommers: [],
    blockHashes: new Map(),
  };
  expect(transactionHashesOf(encodeBlock(block))).toEqual(transactions.map(transactionHash));
});

test('a block without transactions has none', () => {
  const block = {
    chainId: 1n,
    hardfork: 'london' as const,
    header,
    transactions: [],
    ommers: [],
    blockHashes: new Map(),
  };
  expect(transactionHashesOf(encodeBlock(block))).toEqual([]);
});
