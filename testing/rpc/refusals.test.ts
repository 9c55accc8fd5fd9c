/** What methods say of blocks, transactions and parts that are not there. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { rpc, signers, startServer, type TestServer } from './startServer.ts';

let running: TestServer;
let url: string;
const sender = signers[0]!.address.toLowerCase();
const missing = `0x${'99'.repeat(32)}`;
const nobody = `0x${'12'.repeat(20)}`;

beforeAll(async () => {
  running = await startServer();
  url = running.server.http!;
  for (let i = 0; i < 2; i++) await running.chain.mine([]);
});
afterAll(async () => {
  expect(running.bugs).toEqual([]);
  await running.server.close();
});

const refusals: [string, () => unknown[], object][] = [
  ['eth_getBalance', () => [nobody, '0x9'], { code: -32000, message: 'header not found' }],
  ['eth_getBalance', () => [nobody, missing], { code: -32000, message: 'header for hash not found' }],
  ['eth_getLogs', () => [{ blockHash: missing }], { code: -32000, message: 'unknown block' }],
  [
    'eth_getLogs',
    () => [{ fromBlock: '0x2', toBlock: '0x1' }],
    { code: -32602, message: 'invalid block range params' },
  ],
  [
    'eth_feeHistory',
    () => ['0x1', '0x9'],
    { code: -32000, message: 'request beyond head block: requested 9, head 2' },
  ],
  ['eth_sendRawTransaction', () => ['0x02c0'], { code: -32000, message: expect.stringMatching(/^rlp: /) }],
  ['eth_sign', () => [sender, '0x'], { code: -32004 }],
  ['debug_traceTransaction', () => [missing], { code: -32000, message: 'transaction not found' }],
  [
    'debug_traceCall',
    () => [{}, 'latest', { tracer: 'function(){}' }],
    { code: -32000, message: expect.stringContaining('tracer not found') },
  ],
  ['debug_traceBlockByNumber', () => ['0x0'], { code: -32000, message: 'genesis is not traceable' }],
  ['eth_simulateV1', () => [{ blockStateCalls: [{ blockOverrides: { number: '0x1' } }] }], { code: -38020 }],
];
test.each(refusals)('%s %#', async (method, params, error) => {
  expect((await rpc(url, method, ...params())).error).toMatchObject(error);
});

test('a block beside the chain, where it must be canonical', async () => {
  const side = await running.chain.build([], { parent: running.chain.genesisHash, extraData: '0x01' });
  const id = (requireCanonical: boolean) => ({ blockHash: side.hash, requireCanonical });
  expect(await rpc(url, 'eth_getBalance', nobody, id(false))).toMatchObject({ result: '0x0' });
  expect(await rpc(url, 'eth_getBalance', nobody, id(true))).toMatchObject({
    error: { code: -32000, message: 'hash is not currently canonical' },
  });
});
