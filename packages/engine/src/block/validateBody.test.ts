import { expect, test } from 'vitest';
import { devChain } from '../chainSpec.ts';
import { EMPTY_LIST_HASH } from '../hash.ts';
import { EMPTY_TRIE_ROOT } from '../state/trie.ts';
import type { Block, Hash, Header, Transaction } from '../types.ts';
import { decodeBlock, encodeBlock } from './decode.ts';
import { transactionsRoot } from './roots.ts';
import { validateBody } from './validateBody.ts';
import { validateResult } from './validateResult.ts';

const zero: Hash = `0x${'00'.repeat(32)}`;
/** A creation with 8 MiB of data, which no block of Osaka can hold. */
const large: Transaction = {
  type: 0,
  chainId: undefined,
  nonce: 0n,
  gasLimit: 0n,
  to: null,
  value: 0n,
  data: `0x${'01'.repeat(8 * 2 ** 20)}`,
  maxFeePerGas: 0n,
  maxPriorityFeePerGas: 0n,
  maxFeePerBlobGas: 0n,
  blobVersionedHashes: [],
  accessList: [],
  authorizationList: [],
  yParity: 0,
  r: 1n,
  s: 1n,
};

const header: Header = {
  parentHash: zero,
  ommersHash: EMPTY_LIST_HASH,
  beneficiary: `0x${'00'.repeat(20)}`,
  stateRoot: zero,
  transactionsRoot: EMPTY_TRIE_ROOT,
  receiptsRoot: EMPTY_TRIE_ROOT,
  logsBloom: `0x${'00'.repeat(256)}`,
  difficulty: 0n,
  number: 8n,
  gasLimit: 10_000_000n,
  gasUsed: 0n,
  timestamp: 1_000n,
  extraData: '0x',
  mixHash: zero,
  nonce: '0x0000000000000000',
  baseFeePerGas: 7n,
  withdrawalsRoot: EMPTY_TRIE_ROOT,
};
const block: Block = {
  chainId: 1337n,
  hardfork: 'osaka',
  header,
  transactions: [],
  ommers: [],
  withdrawals: [],
  blockHashes: new Map([[7n, zero]]),
};

function outcome(change: Partial<Block>): string {
  try {
    validateBody({ ...block, ...change });
    return 'valid';
  } catch (error) {
    return (error as { code: string }).code;
  }
}

test.each<[string, Partial<Block>]>([
  ['valid', {}],
  ['TRANSACTIONS_ROOT_MISMATCH', { header: { ...header, transactionsRoot: zero } }],
  ['OMMERS_HASH_MISMATCH', { ommers: [header] }],
  ['WITHDRAWALS_ROOT_MISMATCH', { withdrawals: undefined }],
  ['WITHDRAWALS_ROOT_MISMATCH', { header: { ...header, withdrawalsRoot: zero } }],
])('%s', (code, change) => {
  expect(outcome(change)).toBe(code);
});

test('the size of a block is limited from Osaka on', () => {
  const transactions = [large];
  const full = { transactions, header: { ...header, transactionsRoot: transactionsRoot(transactions) } };
  expect(outcome({ ...full, hardfork: 'prague' })).toBe('valid');
  expect(outcome(full)).toBe('BLOCK_TOO_LARGE');
});

test('a block is decoded from what it was encoded to', () => {
  const spec = devChain('osaka');
  expect(decodeBlock(encodeBlock(block), { spec })).toEqual(block);
  const withoutRoot = { ...block, header: { ...header, withdrawalsRoot: undefined } };
  expect(() => decodeBlock(encodeBlock(withoutRoot), { spec })).toThrow('Malformed RLP at withdrawals');
});

const { gasUsed, logsBloom, receiptsRoot } = header;
const result = { gasUsed, blobGasUsed: 0n, logsBloom, receiptsRoot, requestsHash: undefined };
test.each([
  ['GAS_USED_MISMATCH', { gasUsed: 1n }],
  ['BLOB_GAS_USED_MISMATCH', { blobGasUsed: 1n }],
  ['LOGS_BLOOM_MISMATCH', { logsBloom: zero }],
  ['RECEIPTS_ROOT_MISMATCH', { receiptsRoot: zero }],
  ['REQUESTS_HASH_MISMATCH', { requestsHash: zero }],
  ['STATE_ROOT_MISMATCH', { stateRoot: EMPTY_TRIE_ROOT }],
])('execution that differs: %s', (code, change) => {
  expect(() => validateResult(header, result)).not.toThrow();
  expect(() => validateResult(header, { ...result, ...change })).toThrow(expect.objectContaining({ code }));
});
