import { rulesOf } from '@heddle/evm';
import { describe, expect, test } from 'vitest';
import { paddedHex } from '../bytes.ts';
import { EMPTY_TRIE_ROOT } from '../state/trie.ts';
import type { Header, Hex, Log, Receipt } from '../types.ts';
import { withdrawalCredits } from './credits.ts';
import { daoAccounts } from './daoFork.ts';
import { logsBloom } from './logsBloom.ts';
import { encodeReceipt } from './receipt.ts';
import { depositRequests, requestsHash, typedRequest } from './requests.ts';
import { receiptsRoot } from './roots.ts';
import { systemCalls } from './systemCalls.ts';

const emptyBloom: Hex = `0x${'00'.repeat(256)}`;

function receipt(fields: Partial<Receipt>): Receipt {
  return {
    type: 0,
    status: 1,
    cumulativeGasUsed: 21_000n,
    gasUsed: 21_000n,
    logsBloom: emptyBloom,
    logs: [],
    ...fields,
  };
}

describe('receipts', () => {
  test('a transfer alone in its block', () => {
    // The receipts root of every mainnet block with one plain transfer since Byzantium.
    expect(receiptsRoot([receipt({})])).toBe(
      '0x056b23fbba480696b65fe5a59b8f2148a1299103c4f57df839233af2cf4ca2d2',
    );
    expect(receiptsRoot([])).toBe(EMPTY_TRIE_ROOT);
  });

  test('a type stands in front, a state root in place of the status', () => {
    expect(encodeReceipt(receipt({ type: 2 }))[0]).toBe(2);
    const old = encodeReceipt(receipt({ postState: EMPTY_TRIE_ROOT }));
    expect(Buffer.from(old).toString('hex')).toContain(`a0${EMPTY_TRIE_ROOT.slice(2)}`);
  });

  test('the bloom filter has up to three bits per address and topic', () => {
    const address: Hex = '0x095e7baea6a6c7c4c2dfeb977efac326af552d87';
    const bits = (logs: Log[]) => BigInt(logsBloom(logs)).toString(2).replaceAll('0', '').length;
    expect(logsBloom([])).toBe(emptyBloom);
    expect(bits([{ address, topics: [], data: '0xff' }])).toBe(3);
    expect(bits([{ address, topics: [EMPTY_TRIE_ROOT], data: '0x' }])).toBe(6);
    expect(
      bits([
        { address, topics: [], data: '0x' },
        { address, topics: [], data: '0x' },
      ]),
    ).toBe(3);
  });
});

describe('deposits', () => {
  const word = (value: number) => paddedHex(BigInt(value), 32).slice(2);
  const field = (byte: string, length: number) =>
    word(length) + byte.repeat(length).padEnd(2 * Math.ceil(length / 32) * 32, '0');
  const parts = [field('a1', 48), field('b2', 32), field('c3', 8), field('d4', 96), field('e5', 8)];
  const data: Hex = `0x${[160, 256, 320, 384, 512].map(word).join('')}${parts.join('')}`;
  const log: Log = {
    address: '0x00000000219ab540356cbb839cbe05303d7705fa',
    topics: ['0x649bbc62d0e31342afea4e5cd82d4049e7e1ee912fc0889aa790803be39038c5'],
    data,
  };
  const requestsOf = (...logs: Log[]) => depositRequests([receipt({ logs })]);

  test('are the five byte strings behind each other', () => {
    const deposit = `${'a1'.repeat(48)}${'b2'.repeat(32)}${'c3'.repeat(8)}${'d4'.repeat(96)}${'e5'.repeat(8)}`;
    expect(requestsOf(log, log)).toBe(`0x${deposit}${deposit}`);
  });

  test('come from the contract of the chain', () => {
    const contract: Hex = `0x${'42'.repeat(20)}`;
    const receipts = [receipt({ logs: [log, { ...log, address: contract }] })];
    expect(depositRequests(receipts, contract)).toBe(requestsOf(log));
    expect(depositRequests([receipt({ logs: [log] })], contract)).toBe('0x');
  });

  test('are only what the contract logged under that event', () => {
    expect(requestsOf({ ...log, address: `0x${'00'.repeat(20)}` }, { ...log, topics: [] })).toBe('0x');
  });

  test.each([
    ['608 bytes, not 576', `${data}${word(0)}` as Hex],
    ['the amount in another place', data.replace(word(320), word(321)) as Hex],
    ['a signature of another length', data.replace(word(96), word(95)) as Hex],
  ])('%s makes the block invalid', (reason, broken) => {
    expect(() => requestsOf({ ...log, data: broken })).toThrow(`a deposit log with ${reason}`);
  });
});

test('the hash over no requests is that of nothing, and empty requests do not count', () => {
  const none = '0xe3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';
  expect([requestsHash([]), requestsHash(['0x00', '0x01'])]).toEqual([none, none]);
  expect(requestsHash(['0x00aa'])).not.toBe(none);
  expect([typedRequest(1, '0x'), typedRequest(1, '0xaa')]).toEqual([undefined, '0x01aa']);
});

test('system calls come with their hardforks', () => {
  const header = { parentHash: EMPTY_TRIE_ROOT, parentBeaconBlockRoot: EMPTY_TRIE_ROOT } as Header;
  const calls = (hardfork: 'shanghai' | 'cancun' | 'prague') =>
    systemCalls({ header }, rulesOf(hardfork)).map(({ when, mustExist, requestType }) => [
      when,
      mustExist,
      requestType,
    ]);
  expect(calls('shanghai')).toEqual([]);
  expect(calls('cancun')).toEqual([['before', false, undefined]]);
  expect(calls('prague')).toEqual([
    ['before', false, undefined],
    ['before', false, undefined],
    ['after', true, 1],
    ['after', true, 2],
  ]);
});

test('withdrawals are in gwei', () => {
  const withdrawals = [{ index: 0n, validatorIndex: 1n, address: emptyBloom, amount: 3n }];
  expect(withdrawalCredits({ withdrawals } as never)).toEqual([
    { address: emptyBloom, amount: 3_000_000_000n },
  ]);
});

test('the DAO had 116 accounts', () => {
  expect(new Set(daoAccounts).size).toBe(116);
});
