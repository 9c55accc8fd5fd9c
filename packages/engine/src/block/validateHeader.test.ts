import type { Hardfork } from '@heddle/evm';
import { describe, expect, test } from 'vitest';
import { chainSpec, devChain } from '../chainSpec.ts';
import { EMPTY_LIST_HASH } from '../hash.ts';
import { decodeRlp } from '../rlp/decode.ts';
import { EMPTY_TRIE_ROOT } from '../state/trie.ts';
import { testNetwork } from '../testNetworks.ts';
import type { Hash, Header } from '../types.ts';
import { decodeHeader, encodeHeader, headerHash } from './header.ts';
import { validateHeader } from './validateHeader.ts';

const zero: Hash = `0x${'00'.repeat(32)}`;

/** A header of 1,000 seconds and half its gas, that follows nothing. */
const base: Header = {
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
};
const laterFields = {
  baseFeePerGas: 1_000n,
  withdrawalsRoot: EMPTY_TRIE_ROOT,
  blobGasUsed: 0n,
  excessBlobGas: 0n,
  parentBeaconBlockRoot: zero,
  requestsHash: zero,
};

function outcome(
  parent: Header,
  change: Partial<Header>,
  hardfork: Hardfork | ReturnType<typeof devChain> = 'osaka',
): string {
  const header = { ...parent, number: 8n, parentHash: headerHash(parent), timestamp: 1_012n, ...change };
  try {
    validateHeader(header, parent, typeof hardfork === 'string' ? devChain(hardfork) : hardfork);
    return 'valid';
  } catch (error) {
    return (error as { code: string }).code;
  }
}

describe('after the merge', () => {
  const parent = { ...base, ...laterFields };
  test.each<[string, Partial<Header>]>([
    ['valid', {}],
    ['PARENT_HASH_MISMATCH', { parentHash: zero }],
    ['BLOCK_NUMBER_MISMATCH', { number: 9n }],
    ['TIMESTAMP_NOT_AFTER_PARENT', { timestamp: 1_000n }],
    ['valid', { timestamp: 1_001n }],
    ['EXTRA_DATA_TOO_LONG', { extraData: `0x${'00'.repeat(33)}` }],
    ['DIFFICULTY_MISMATCH', { difficulty: 1n }],
    ['HEADER_FIELD_INVALID', { nonce: '0x0000000000000001' }],
    ['HEADER_FIELD_INVALID', { ommersHash: zero }],
    ['HEADER_FIELD_INVALID', { baseFeePerGas: undefined }],
    ['HEADER_FIELD_INVALID', { withdrawalsRoot: undefined }],
    ['HEADER_FIELD_INVALID', { parentBeaconBlockRoot: undefined }],
    ['HEADER_FIELD_INVALID', { requestsHash: undefined }],
    ['GAS_LIMIT_OUT_OF_BOUNDS', { gasLimit: 10_000_000n + 9_765n }],
    ['valid', { gasLimit: 10_000_000n + 9_764n }],
    ['GAS_LIMIT_OUT_OF_BOUNDS', { gasLimit: 10_000_000n - 9_765n }],
    ['GAS_USED_ABOVE_LIMIT', { gasUsed: 10_000_001n }],
    ['BASE_FEE_MISMATCH', { baseFeePerGas: 1_001n }],
    ['EXCESS_BLOB_GAS_MISMATCH', { excessBlobGas: 131_072n }],
    ['BLOB_GAS_USED_OUT_OF_BOUNDS', { blobGasUsed: 1n }],
    ['BLOB_GAS_USED_OUT_OF_BOUNDS', { blobGasUsed: 10n * 131_072n }],
    ['valid', { blobGasUsed: 9n * 131_072n }],
  ])('%s', (code, change) => {
    expect(outcome(parent, change)).toBe(code);
  });

  test('fields do not exist before their hardfork', () => {
    const { requestsHash: _, ...cancun } = parent;
    expect(outcome(cancun, {}, 'cancun')).toBe('valid');
    expect(outcome(cancun, { requestsHash: zero }, 'cancun')).toBe('HEADER_FIELD_INVALID');
  });

  test('Amsterdam brings the access list and the slot (EIP-7928, EIP-7843)', () => {
    const added = { blockAccessListHash: zero, slotNumber: 5n };
    expect(outcome(parent, added, 'amsterdam')).toBe('valid');
    expect(outcome(parent, { ...added, slotNumber: undefined }, 'amsterdam')).toBe('HEADER_FIELD_INVALID');
    expect(outcome(parent, { ...added, blockAccessListHash: undefined }, 'amsterdam')).toBe(
      'HEADER_FIELD_INVALID',
    );
    expect(outcome(parent, added, 'bpo2')).toBe('HEADER_FIELD_INVALID');
    const header = { ...parent, ...added };
    expect(decodeHeader(decodeRlp(encodeHeader(header)))).toEqual(header);
  });
});

describe('before the merge', () => {
  const parent = { ...base, difficulty: 1_000_000n };
  test.each<[string, Hardfork, Partial<Header>]>([
    ['valid', 'frontier', { difficulty: 1_000_488n }],
    ['valid', 'frontier', { difficulty: 999_512n, timestamp: 1_013n }],
    ['valid', 'homestead', { difficulty: 1_000_000n }],
    ['valid', 'homestead', { difficulty: 1_000_000n - 99n * 488n, timestamp: 9_000n }],
    ['valid', 'byzantium', { difficulty: 1_000_000n }],
    ['DIFFICULTY_MISMATCH', 'byzantium', { difficulty: 1_000_001n }],
    ['valid', 'byzantium', { difficulty: 1_000_488n, timestamp: 1_008n }],
  ])('%s at %s', (code, hardfork, change) => {
    expect(outcome(parent, change, hardfork)).toBe(code);
  });

  test('the first block with a base fee doubles the gas limit', () => {
    const chain = chainSpec({
      name: 'test',
      chainId: 1n,
      schedule: [
        ['berlin', { block: 0n }],
        ['london', { block: 8n }],
      ],
    });
    const first = { baseFeePerGas: 1_000_000_000n };
    expect(outcome(parent, { ...first, gasLimit: 20_000_000n }, chain)).toBe('valid');
    expect(outcome(parent, { ...first, gasLimit: 10_000_000n }, chain)).toBe('GAS_LIMIT_OUT_OF_BOUNDS');
    expect(outcome(parent, { baseFeePerGas: 7n, gasLimit: 20_000_000n }, chain)).toBe('BASE_FEE_MISMATCH');
  });

  test('ten headers say which side of the DAO fork they are on', () => {
    const pro = testNetwork('HomesteadToDaoAt5');
    const against = { ...pro, daoFork: { block: 5n, supported: false } };
    const mark = { extraData: '0x64616f2d686172642d666f726b' } as const;
    expect(outcome(parent, mark, pro)).toBe('valid');
    expect(outcome(parent, {}, pro)).toBe('DAO_EXTRA_DATA_MISMATCH');
    expect(outcome(parent, mark, against)).toBe('DAO_EXTRA_DATA_MISMATCH');
    expect(outcome(parent, {}, against)).toBe('valid');
    const later = { ...parent, number: 14n };
    expect(outcome(later, { number: 15n }, pro)).toBe('valid');
  });
});
