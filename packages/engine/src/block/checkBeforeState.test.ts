import type { Hardfork } from '@heddle/evm';
import { expect, test } from 'vitest';
import { devChain } from '../chainSpec.ts';
import { EMPTY_LIST_HASH } from '../hash.ts';
import { EMPTY_TRIE_ROOT } from '../state/trie.ts';
import type { Block, Hash, Header, Transaction } from '../types.ts';
import { BLOB_GAS } from './blobGas.ts';
import { type BlockPlace, checkBeforeState, mayBeAnotherBody } from './checkBeforeState.ts';
import { headerHash } from './header.ts';
import { ommersHash, transactionsRoot } from './roots.ts';

const zero: Hash = `0x${'00'.repeat(32)}`;
const parent: Header = {
  parentHash: zero,
  ommersHash: EMPTY_LIST_HASH,
  beneficiary: `0x${'00'.repeat(20)}`,
  stateRoot: zero,
  transactionsRoot: EMPTY_TRIE_ROOT,
  receiptsRoot: EMPTY_TRIE_ROOT,
  logsBloom: `0x${'00'.repeat(256)}`,
  difficulty: 0n,
  number: 7n,
  gasLimit: 10_000_000n,
  gasUsed: 5_000_000n,
  timestamp: 1_000n,
  extraData: '0x',
  mixHash: zero,
  nonce: '0x0000000000000000',
  baseFeePerGas: 1_000n,
  withdrawalsRoot: EMPTY_TRIE_ROOT,
  blobGasUsed: 0n,
  excessBlobGas: 0n,
  parentBeaconBlockRoot: zero,
  requestsHash: zero,
};
const blob: Transaction = {
  type: 3,
  chainId: 1337n,
  nonce: 0n,
  gasLimit: 21_000n,
  to: `0x${'01'.repeat(20)}`,
  value: 0n,
  data: '0x',
  maxFeePerGas: 1_000n,
  maxPriorityFeePerGas: 0n,
  maxFeePerBlobGas: 1n,
  blobVersionedHashes: [`0x01${'00'.repeat(31)}`],
  accessList: [],
  authorizationList: [],
  yParity: 0,
  r: 1n,
  s: 1n,
};
const poor: Transaction = { ...blob, gasLimit: 20_999n };

/** Block 8 with these transactions, and its header changed. */
function blockOf(transactions: Transaction[], change: Partial<Header> = {}): Block {
  const blobs = transactions.reduce((sum, { blobVersionedHashes }) => sum + blobVersionedHashes.length, 0);
  const header = {
    ...parent,
    number: 8n,
    parentHash: headerHash(parent),
    timestamp: 1_012n,
    transactionsRoot: transactionsRoot(transactions),
    blobGasUsed: BigInt(blobs) * BLOB_GAS,
    ...change,
  };
  const hardfork: Hardfork = 'osaka';
  return {
    chainId: 1337n,
    hardfork,
    header,
    transactions,
    ommers: [],
    withdrawals: [],
    blockHashes: new Map(),
  };
}

function fault(block: Block, place: Partial<BlockPlace> = {}): { code: string; mayBeAnother: boolean } {
  try {
    checkBeforeState(block, { parent, spec: devChain('osaka'), ancestors: () => [], ...place });
    return { code: 'none', mayBeAnother: false };
  } catch (error) {
    return { code: (error as { code: string }).code, mayBeAnother: mayBeAnotherBody(error) };
  }
}

const clock = { now: 1_000n, mostAhead: 11n };
const wrong = { transactionsRoot: zero, gasUsed: 10_000_001n };

// Each row but the first breaks its own rule and every later one: the first rule in the order is the one that is named.
test.each<[string, boolean, Block, Partial<BlockPlace>?]>([
  ['none', false, blockOf([blob])],
  ['BLOCK_IN_FUTURE', true, blockOf([poor], { ...wrong }), { clock, sizeBytes: 2 ** 24 }],
  ['GAS_USED_ABOVE_LIMIT', false, blockOf([poor], { ...wrong }), { sizeBytes: 2 ** 24 }],
  ['BLOCK_TOO_LARGE', true, blockOf([poor], { transactionsRoot: zero }), { sizeBytes: 2 ** 24 }],
  ['TRANSACTIONS_ROOT_MISMATCH', true, blockOf([poor], { transactionsRoot: zero, blobGasUsed: 0n })],
  ['INTRINSIC_GAS_TOO_LOW', false, blockOf([poor], { blobGasUsed: 0n })],
  ['BLOB_GAS_USED_MISMATCH', false, blockOf([blob], { blobGasUsed: 0n })],
])('%s', (code, mayBeAnother, block, place) => {
  expect(fault(block, place)).toEqual({ code, mayBeAnother });
});

test('a block may be as far ahead of the clock as the node says', () => {
  expect(fault(blockOf([]), { clock: { now: 1_000n, mostAhead: 12n } }).code).toBe('none');
  expect(fault(blockOf([]), { clock }).code).toBe('BLOCK_IN_FUTURE');
});

test('too many blobs together are refused before their sum is compared', () => {
  const six = { ...blob, blobVersionedHashes: Array(6).fill(blob.blobVersionedHashes[0]) };
  expect(fault(blockOf([six, six], { blobGasUsed: 0n })).code).toBe('BLOB_ALLOWANCE_EXCEEDED');
});

test('ancestors are asked for only when there are ommers, and not for more than seven', () => {
  const spec = devChain('homestead');
  const mined = { ...parent, difficulty: 131_072n };
  for (const field of ['baseFeePerGas', 'withdrawalsRoot', 'blobGasUsed', 'excessBlobGas'] as const)
    delete mined[field];
  delete mined.parentBeaconBlockRoot;
  delete mined.requestsHash;
  const { gasUsed: _, ...rest } = mined;
  const child = { ...rest, gasUsed: 0n, number: 8n, parentHash: headerHash(mined), timestamp: 1_010n };
  let asked = 0;
  function* ancestors() {
    for (;;) {
      asked++;
      yield { header: mined, ommers: [] };
    }
  }
  const place = { parent: mined, spec, ancestors };
  const block = { ...blockOf([]), hardfork: 'homestead' as const, withdrawals: undefined };
  expect(fault({ ...block, header: child }, place).code).toBe('none');
  expect(asked).toBe(0);
  const ommers = [mined];
  const named = { ...block, ommers, header: { ...child, ommersHash: ommersHash(ommers) } };
  expect(fault(named, place).code).toBe('OMMERS_INVALID');
  expect(asked).toBe(7);
});
