/** Each reading method on a small chain: what it gives. */
import { decodeTransaction, encodeBlock, encodeHeader, encodeReceipt } from '@heddle/engine';
import { allMethods } from '@heddle/node';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { countedTopic, runtime } from './contract.ts';
import { contractAddress, rpc, signers, startServer, type TestServer } from './startServer.ts';

let running: TestServer;
let url: string;
const sender = signers[0]!.address.toLowerCase();
const missing = `0x${'99'.repeat(32)}`;
const nobody = `0x${'12'.repeat(20)}`;
/** Known once the chain is there; tables are made before. */
const known = { hash: '', genesis: '', first: '', second: '', raw: '' };

beforeAll(async () => {
  running = await startServer({}, { hardfork: 'amsterdam' });
  url = running.server.http!;
  const { chain } = running;
  const price = { maxFeePerGas: 10n ** 10n, maxPriorityFeePerGas: 7n };
  const call = {
    type: 'eip1559',
    chainId: 1337,
    to: contractAddress,
    data: '0xd09de08a',
    gas: 2_000_000n,
    ...price,
  } as const;
  const raws = await Promise.all([0, 1].map((nonce) => signers[0]!.signTransaction({ ...call, nonce })));
  const transactions = raws.map((raw) => decodeTransaction(Buffer.from(raw.slice(2), 'hex')));
  const withdrawals = [{ index: 1n, validatorIndex: 2n, address: nobody as `0x${string}`, amount: 3n }];
  const block = await chain.mine(transactions, { withdrawals });
  await chain.mine([]);
  chain.safe = block.hash;
  const hashes = (await rpc(url, 'eth_getBlockByHash', block.hash)).result as { transactions: string[] };
  Object.assign(known, { hash: block.hash, genesis: chain.genesisHash, raw: raws[1] });
  [known.first, known.second] = hashes.transactions as [string, string];
});
afterAll(async () => {
  expect(running.bugs).toEqual([]);
  await running.server.close();
});

/** Method, parameters and result; functions are asked once the chain is there. */
type Row = [method: string, params: () => unknown[], result: () => unknown];

const hexOf = (bytes: Uint8Array) => `0x${Buffer.from(bytes).toString('hex')}`;
const block = () => running.chain.block(1n)!;
const mined = () => ({
  hash: known.second,
  blockHash: known.hash,
  transactionIndex: '0x1',
  from: sender,
  nonce: '0x1',
  type: '0x2',
});
const log = (index: number) => ({
  address: contractAddress,
  topics: [countedTopic, `0x${sender.slice(2).padStart(64, '0')}`],
  data: `0x${(index + 1).toString().padStart(64, '0')}`,
  logIndex: `0x${index}`,
  transactionIndex: `0x${index}`,
  blockNumber: '0x1',
  removed: false,
});
const receipt = (index: number) => ({
  transactionHash: index === 0 ? known.first : known.second,
  status: '0x1',
  type: '0x2',
  to: contractAddress,
  contractAddress: null,
  effectiveGasPrice: `0x${(block().header.baseFeePerGas! + 7n).toString(16)}`,
  logs: [log(index)],
});
const shown = () => ({
  hash: known.hash,
  number: '0x1',
  parentHash: known.genesis,
  slotNumber: '0x1',
  uncles: [],
});

const rows: Row[] = [
  ['eth_chainId', () => [], () => '0x539'],
  ['net_version', () => [], () => '1337'],
  ['net_listening', () => [], () => true],
  ['net_peerCount', () => [], () => '0x0'],
  ['web3_clientVersion', () => [], () => 'Heddle/test'],
  [
    'web3_sha3',
    () => ['0x68656c6c6f'],
    () => '0x1c8aff950685c2ed4bc3174f3472287b56d9517b9c948127319a09a7a36deac8',
  ],
  ['eth_blockNumber', () => [], () => '0x2'],
  ['eth_syncing', () => [], () => false],
  ['eth_accounts', () => [], () => []],
  ['eth_getBlockByNumber', () => ['0x1'], () => ({ ...shown(), transactions: [known.first, known.second] })],
  [
    'eth_getBlockByNumber',
    () => ['safe', true],
    () => ({ ...shown(), transactions: [expect.anything(), mined()] }),
  ],
  ['eth_getBlockByNumber', () => ['earliest'], () => ({ hash: known.genesis, number: '0x0' })],
  ['eth_getBlockByNumber', () => ['0x3'], () => null],
  [
    'eth_getBlockByHash',
    () => [known.hash, true],
    () => ({ withdrawals: [{ index: '0x1', validatorIndex: '0x2', address: nobody, amount: '0x3' }] }),
  ],
  ['eth_getBlockByHash', () => [missing, true], () => null],
  [
    'eth_getHeaderByNumber',
    () => ['0x1'],
    () => ({ hash: known.hash, gasUsed: `0x${block().header.gasUsed.toString(16)}` }),
  ],
  ['eth_getHeaderByHash', () => [known.hash], () => ({ hash: known.hash })],
  ['eth_getHeaderByHash', () => [missing], () => null],
  ['eth_getBlockTransactionCountByNumber', () => ['0x1'], () => '0x2'],
  ['eth_getBlockTransactionCountByHash', () => [known.hash], () => '0x2'],
  ['eth_getBlockTransactionCountByHash', () => [missing], () => null],
  ['eth_getUncleCountByBlockNumber', () => ['0x1'], () => '0x0'],
  ['eth_getUncleCountByBlockHash', () => [known.hash], () => '0x0'],
  ['eth_getUncleByBlockNumberAndIndex', () => ['0x1', '0x0'], () => null],
  ['eth_getUncleByBlockHashAndIndex', () => [known.hash, '0x0'], () => null],
  ['eth_getTransactionByHash', () => [known.second], mined],
  ['eth_getTransactionByHash', () => [missing], () => null],
  ['eth_getTransactionByBlockHashAndIndex', () => [known.hash, '0x1'], mined],
  ['eth_getTransactionByBlockHashAndIndex', () => [known.hash, '0x2'], () => null],
  ['eth_getTransactionByBlockNumberAndIndex', () => ['0x1', '0x1'], mined],
  ['eth_getTransactionByBlockNumberAndIndex', () => ['0x9', '0x1'], () => null],
  ['eth_getRawTransactionByHash', () => [known.second], () => known.raw],
  ['eth_getRawTransactionByBlockHashAndIndex', () => [known.hash, '0x1'], () => known.raw],
  ['eth_getRawTransactionByBlockNumberAndIndex', () => ['0x1', '0x1'], () => known.raw],
  ['eth_getRawTransactionByBlockNumberAndIndex', () => ['0x1', '0x5'], () => null],
  ['debug_getRawTransaction', () => [known.second], () => known.raw],
  ['eth_getTransactionReceipt', () => [known.second], () => receipt(1)],
  ['eth_getTransactionReceipt', () => [missing], () => null],
  ['eth_getBlockReceipts', () => ['0x1'], () => [receipt(0), receipt(1)]],
  ['eth_getBlockReceipts', () => ['earliest'], () => []],
  ['eth_getBlockReceipts', () => [{ blockHash: missing }], () => null],
  [
    'eth_getBlockAccessList',
    () => ['0x1'],
    () => expect.arrayContaining([expect.objectContaining({ address: contractAddress })]),
  ],
  ['eth_getBlockAccessList', () => ['0x9'], () => null],
  ['eth_getBalance', () => [nobody, 'latest'], () => '0xb2d05e00'],
  ['eth_getBalance', () => [nobody, 'earliest'], () => '0x0'],
  ['eth_getBalance', () => [nobody, { blockHash: known.hash, requireCanonical: true }], () => '0xb2d05e00'],
  ['eth_getTransactionCount', () => [sender], () => '0x2'],
  ['eth_getTransactionCount', () => [sender, '0x0'], () => '0x0'],
  ['eth_getTransactionCount', () => [nobody, 'pending'], () => '0x0'],
  ['eth_getCode', () => [contractAddress], () => runtime],
  ['eth_getCode', () => [nobody], () => '0x'],
  ['eth_getStorageAt', () => [contractAddress, '0x0'], () => `0x${'2'.padStart(64, '0')}`],
  ['eth_getStorageAt', () => [contractAddress, '0x0', '0x0'], () => `0x${'0'.repeat(64)}`],
  [
    'eth_getStorageValues',
    () => [{ [contractAddress]: ['0x0', '0x1'] }],
    () => ({ [contractAddress]: [`0x${'2'.padStart(64, '0')}`, `0x${'0'.repeat(64)}`] }),
  ],
  [
    'eth_getProof',
    () => [contractAddress, ['0x00', `0x${'0'.repeat(64)}`]],
    () => ({ nonce: '0x1', storageProof: [{ key: '0x0', value: '0x2' }, { key: `0x${'0'.repeat(64)}` }] }),
  ],
  ['eth_getLogs', () => [{ fromBlock: '0x0', topics: [countedTopic] }], () => [log(0), log(1)]],
  ['eth_getLogs', () => [{ blockHash: known.hash, address: nobody }], () => []],
  ['eth_gasPrice', () => [], () => `0x${(running.chain.head.header.baseFeePerGas! + 7n).toString(16)}`],
  ['eth_maxPriorityFeePerGas', () => [], () => '0x7'],
  ['eth_baseFee', () => [], () => expect.stringMatching(/^0x[1-9a-f]/)],
  ['eth_blobBaseFee', () => [], () => '0x1'],
  [
    'eth_feeHistory',
    () => ['0x2', 'latest', [0, 100]],
    () => ({
      oldestBlock: '0x1',
      reward: [
        ['0x7', '0x7'],
        ['0x0', '0x0'],
      ],
      gasUsedRatio: [expect.any(Number), 0],
    }),
  ],
  ['eth_feeHistory', () => [1, 'earliest'], () => ({ oldestBlock: '0x0', gasUsedRatio: [0] })],
  ['eth_call', () => [{ to: contractAddress, data: '0x06661abd' }], () => `0x${'2'.padStart(64, '0')}`],
  ['eth_call', () => [{ to: contractAddress, data: '0x06661abd' }, '0x0'], () => `0x${'0'.repeat(64)}`],
  [
    'eth_call',
    () => [
      { to: contractAddress, data: '0x06661abd' },
      'latest',
      { [contractAddress]: { stateDiff: { '0x0': '0x9' } } },
    ],
    () => `0x${'9'.padStart(64, '0')}`,
  ],
  ['eth_estimateGas', () => [{ to: nobody, from: sender, value: '0x1' }], () => '0x5208'],
  [
    'eth_createAccessList',
    () => [{ to: contractAddress, data: '0x06661abd' }],
    () => ({ accessList: [{ address: contractAddress, storageKeys: [`0x${'0'.repeat(64)}`] }] }),
  ],
  [
    'eth_simulateV1',
    () => [{ blockStateCalls: [{ calls: [{ to: contractAddress, data: '0x06661abd' }] }] }],
    () => [{ number: '0x3', calls: [{ status: '0x1', returnData: `0x${'2'.padStart(64, '0')}` }] }],
  ],
  ['debug_getRawHeader', () => ['0x1'], () => hexOf(encodeHeader(block().header))],
  ['debug_getRawBlock', () => ['0x1'], () => hexOf(encodeBlock(block() as never))],
  [
    'debug_getRawReceipts',
    () => ['0x1'],
    () => running.chain.receipts(1n)!.map((one) => hexOf(encodeReceipt(one))),
  ],
  ['debug_getBadBlocks', () => [], () => []],
  [
    'debug_traceTransaction',
    () => [known.second, { tracer: 'callTracer' }],
    () => ({ from: sender, to: contractAddress, type: 'CALL' }),
  ],
  [
    'debug_traceBlockByNumber',
    () => ['0x1', { tracer: 'callTracer' }],
    () => [{ txHash: known.first }, { txHash: known.second }],
  ],
  [
    'debug_traceBlockByHash',
    () => [known.hash, { tracer: 'noopTracer' }],
    () => [{ result: {} }, { result: {} }],
  ],
  [
    'debug_traceCall',
    () => [{ to: contractAddress, data: '0x06661abd' }, 'latest', { limit: 2 }],
    () => ({ failed: false, structLogs: [{ pc: 0 }, { pc: 2 }] }),
  ],
  [
    'trace_block',
    () => ['0x1'],
    () => [{ transactionHash: known.first, type: 'call' }, { transactionHash: known.second }],
  ],
  [
    'trace_transaction',
    () => [known.second],
    () => [{ action: { from: sender, callType: 'call' }, transactionPosition: 1 }],
  ],
  ['trace_transaction', () => [missing], () => null],
  ['rpc_modules', () => [], () => ({ eth: '1.0', debug: '1.0', rpc: '1.0' })],
];

test.each(rows)('%s %#', async (method, params, result) => {
  const answer = await rpc(url, method, ...params());
  expect(answer.error).toBeUndefined();
  const expected = result();
  if (typeof expected === 'object' && expected !== null) expect(answer.result).toMatchObject(expected);
  else expect(answer.result).toEqual(expected);
});

test('every method is asked for here or in a test of its own', () => {
  const elsewhere = /^engine_|^txpool_|Filter|ubscribe$|^eth_(send|sign|fill)|^personal_/;
  const asked = new Set(rows.map(([method]) => method));
  expect([...allMethods().keys()].filter((name) => !asked.has(name) && !elsewhere.test(name))).toEqual([]);
});
