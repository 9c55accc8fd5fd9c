import { expect, test } from 'vitest';
import { block, blockNumber } from './block.ts';
import { callObject } from './callObject.ts';
import { logFilter } from './filter.ts';
import { address, count, data, hash, quantity, slot, uint64, uint256 } from './hex.ts';
import { blockOverrides, stateOverrides } from './overrides.ts';
import { boolean, listOf, oneOf, type Param, text } from './param.ts';
import { simulation } from './simulation.ts';
import { traceCallOptions, tracerOptions } from './tracer.ts';

const a20 = `0x${'aB'.repeat(20)}`;
const h32 = `0x${'12'.repeat(32)}`;
const low = a20.toLowerCase();

const accepted: [string, Param<unknown>, unknown, unknown][] = [
  ['zero', uint64, '0x0', 0n],
  ['the largest', uint64, '0xffffffffffffffff', 2n ** 64n - 1n],
  ['upper case', uint256, '0XFF', 255n],
  ['a decimal count', count, 7, 7n],
  ['no bytes', data, '0x', '0x'],
  ['bytes in any case', data, '0xAbCd', '0xabcd'],
  ['an address', address, a20, low],
  ['a short slot', slot, '0x1', `0x${'1'.padStart(64, '0')}`],
  ['a slot with zeros', slot, '0x01', `0x${'1'.padStart(64, '0')}`],
  ['a tag', blockNumber, 'safe', 'safe'],
  ['a number', block, '0x10', 16n],
  ['a hash', block, h32, { hash: h32, requireCanonical: false }],
  [
    'a hash in an object',
    block,
    { blockHash: h32, requireCanonical: true },
    { hash: h32, requireCanonical: true },
  ],
  ['a number in an object', block, { blockNumber: '0x1' }, 1n],
  ['a tag in an object', block, { blockNumber: 'latest' }, 'latest'],
  ['a call', callObject, { to: a20, input: '0x01', value: '0x1' }, { to: low, data: '0x01', value: 1n }],
  ['null fields', callObject, { to: null, data: null, gas: null }, {}],
  ['equal data and input', callObject, { data: '0x01', input: '0x01' }, { data: '0x01' }],
  [
    'an access list without keys',
    callObject,
    { accessList: [{ address: a20 }] },
    { accessList: [{ address: low, storageKeys: [] }] },
  ],
  [
    'state overrides',
    stateOverrides,
    { [a20]: { balance: '0x1', stateDiff: { '0x1': '0x2' } } },
    {
      [low]: { balance: 1n, stateDiff: { [`0x${'1'.padStart(64, '0')}`]: `0x${'2'.padStart(64, '0')}` } },
    },
  ],
  [
    'block overrides',
    blockOverrides,
    { number: '0x1', timestamp: '0x2', random: h32 },
    { number: 1n, time: 2n, prevRandao: h32 },
  ],
  [
    'an empty filter',
    logFilter,
    {},
    { range: { from: 'latest', to: 'latest' }, addresses: undefined, topics: [] },
  ],
  [
    'a filter',
    logFilter,
    { address: [a20], topics: [null, [h32, h32], []], fromBlock: '0x1' },
    {
      range: { from: 1n, to: 'latest' },
      addresses: new Set([low]),
      topics: [undefined, new Set([h32]), undefined],
    },
  ],
  [
    'any topic among some',
    logFilter,
    { topics: [[h32, null]] },
    {
      range: { from: 'latest', to: 'latest' },
      addresses: undefined,
      topics: [undefined],
    },
  ],
  ['a struct logger', tracerOptions, { enableMemory: true }, { logger: { enableMemory: true } }],
  [
    'a tracer',
    tracerOptions,
    { tracer: 'callTracer', tracerConfig: { withLog: true }, timeout: '5s' },
    {
      tracer: 'callTracer',
      tracerConfig: { withLog: true },
      logger: {},
    },
  ],
];

test.each(accepted)('takes %s', (_what, param, given, read) => {
  expect(param.read(given)).toEqual(read);
});

const refused: [Param<unknown>, unknown, string][] = [
  [uint64, 1, 'a number where a hex string is expected'],
  [uint64, null, 'null where a hex string is expected'],
  [uint64, '', 'empty hex string'],
  [uint64, '12', 'hex string without 0x prefix'],
  [uint64, '0x', 'hex string "0x"'],
  [uint64, '0xg', 'invalid hex string'],
  [uint64, '0x00', 'hex number with leading zero digits'],
  [uint64, '0x10000000000000000', 'hex number > 64 bits'],
  [quantity(8), '0x100', 'hex number > 8 bits'],
  [uint256, `0x1${'0'.repeat(64)}`, 'hex number > 256 bits'],
  [uint256, `0x1${'0'.repeat(100_000)}`, 'hex number > 256 bits'],
  [count, 1.5, '1.5 is not a whole number from 0'],
  [count, -1, '-1 is not a whole number from 0'],
  [data, '0x1', 'hex string of odd length'],
  [data, '0xzz', 'invalid hex string'],
  [address, '0x12', 'hex string has length 2, want 40 for address'],
  [hash, `${h32}00`, 'hex string has length 66, want 64 for hash'],
  [slot, `0x${'0'.repeat(65)}`, 'storage key too long'],
  [slot, '0x', 'invalid hex in storage key'],
  [blockNumber, 'newest', 'hex string without 0x prefix'],
  [blockNumber, {}, 'an object where a hex string is expected'],
  [block, {}, 'neither blockHash nor blockNumber is given'],
  [block, [], 'an array where an object is expected'],
  [block, { blockHash: h32, blockNumber: '0x1' }, 'cannot specify both blockHash and blockNumber'],
  [
    block,
    { blockHash: h32, requireCanonical: 1 },
    'field "requireCanonical": a number where a boolean is expected',
  ],
  [boolean, 'true', 'a string where a boolean is expected'],
  [text, 1, 'a number where a string is expected'],
  [oneOf('a', 'b'), 'c', '"c" is not one of a, b'],
  [listOf(address, 1), [a20, a20], 'an array of 2 elements, at most 1'],
  [listOf(address), [a20, '0x'], 'element 1: hex string has length 0'],
  [callObject, 'a', 'a string where an object is expected'],
  [callObject, { to: '0x1' }, 'field "to": hex string of odd length'],
  [callObject, { data: '0x01', input: '0x02' }, 'both "data" and "input" are set and not equal'],
  [
    callObject,
    { gasPrice: '0x1', maxFeePerGas: '0x1' },
    'both gasPrice and (maxFeePerGas or maxPriorityFeePerGas)',
  ],
  [
    callObject,
    { maxFeePerGas: '0x1', maxPriorityFeePerGas: '0x2' },
    'maxFeePerGas (1) < maxPriorityFeePerGas (2)',
  ],
  [callObject, { accessList: [{}] }, 'field "accessList": element 0: field "address": missing'],
  [callObject, { authorizationList: [{ chainId: '0x1' }] }, 'element 0: field "address": missing'],
  [stateOverrides, { '0x1': {} }, 'field "0x1": hex string of odd length'],
  [stateOverrides, { [a20]: { balance: 1 } }, 'field "balance": a number where a hex string is expected'],
  [logFilter, { blockHash: h32, toBlock: '0x1' }, 'cannot specify both BlockHash and FromBlock/ToBlock'],
  [logFilter, { topics: [null, null, null, null, null] }, 'exceed max topics: 5, at most 4'],
  [logFilter, { topics: 'a' }, 'field "topics": a string where an array is expected'],
  [logFilter, { topics: [['0x1']] }, 'field "topics": element 0: element 0: hex string of odd length'],
  [simulation, { blockStateCalls: [] }, 'empty input: no blockStateCalls'],
  [
    simulation,
    { blockStateCalls: [{ calls: [{ gas: 1 }] }] },
    'element 0: field "calls": element 0: field "gas"',
  ],
  [tracerOptions, { tracer: 1 }, 'field "tracer": a number where a string is expected'],
  [tracerOptions, { limit: -1 }, 'field "limit": a number is not a whole number from 0'],
  [traceCallOptions, { txIndex: '0x0' }, 'calls within a block are not supported'],
];

test.each(refused)('%# refuses %j', (param, given, words) => {
  expect(() => param.read(given)).toThrow(words);
});
