/** JSON-RPC 2.0 to the letter, and the limits of a request. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { post, rpc, startServer, type TestServer } from './startServer.ts';

let running: TestServer;
let url: string;
beforeAll(async () => {
  running = await startServer({
    limits: { maxBatchCalls: 10, maxRequestBytes: 10_000, maxResponseBytes: 20_000, maxDepth: 20 },
  });
  url = running.server.http!;
});
afterAll(async () => {
  expect(running.bugs).toEqual([]);
  await running.server.close();
});

const chainId = { jsonrpc: '2.0', method: 'eth_chainId' };
const answered = (id: unknown) => ({ jsonrpc: '2.0', id, result: '0x539' });
const failed = (id: unknown, code: number) => ({
  jsonrpc: '2.0',
  id,
  error: { code, message: expect.any(String) },
});
const send = (message: unknown) => post(url, JSON.stringify(message));

test.each([[1], [0], [-7], [1.5], ['a'], [''], [null], ['0x1'], [2 ** 53 - 1]])(
  'answers the id %j',
  async (id) => {
    expect(await send({ ...chainId, id })).toEqual(answered(id));
  },
);

test.each<[string, string, unknown]>([
  ['nothing', '', failed(null, -32700)],
  ['a word', 'hello', failed(null, -32700)],
  ['half a call', '{"jsonrpc":"2.0","method":"eth_chainId","id":1', failed(null, -32700)],
  ['two calls', '{}{}', failed(null, -32700)],
  ['bytes that are no UTF-8', '\u0000', failed(null, -32700)],
  ['null', 'null', failed(null, -32600)],
  ['a number', '1', failed(null, -32600)],
  ['an empty object', '{}', failed(null, -32600)],
  ['an empty batch', '[]', failed(null, -32600)],
  ['a batch of numbers', '[1,2]', [failed(null, -32600), failed(null, -32600)]],
  ['a call of version 1', '{"method":"eth_chainId","params":[],"id":3}', failed(3, -32600)],
  ['a method that is a number', '{"jsonrpc":"2.0","method":1,"params":"bar"}', failed(null, -32600)],
  ['an id that is a list', '{"jsonrpc":"2.0","method":"eth_chainId","id":[1]}', failed(null, -32600)],
  ['a large id', '{"jsonrpc":"2.0","method":"eth_chainId","id":12345678901234567890}', failed(null, -32600)],
])('answers %s', async (_what, body, expected) => {
  expect(await post(url, body)).toEqual(expected);
});

test('does not answer notifications, whatever comes of them', async () => {
  expect(await send(chainId)).toBeUndefined();
  expect(await send({ ...chainId, method: 'eth_none' })).toBeUndefined();
  expect(await send({ ...chainId, params: [1, 2, 3] })).toBeUndefined();
  expect(await send([chainId, chainId])).toBeUndefined();
  expect(await send([chainId, { ...chainId, id: 1 }, 7])).toEqual([answered(1), failed(null, -32600)]);
});

test('answers a batch in its order', async () => {
  const ids = [3, 'x', null, 1];
  expect(await send(ids.map((id) => ({ ...chainId, id })))).toEqual(ids.map(answered));
});

test('names unknown methods as geth does', async () => {
  expect(await rpc(url, 'eth_none')).toMatchObject({
    error: { code: -32601, message: 'the method eth_none does not exist/is not available' },
  });
  for (const name of ['', 'constructor', '__proto__', 'toString', 'engine_newPayloadV1', 'eth_chainid'])
    expect(await rpc(url, name)).toMatchObject({ error: { code: -32601 } });
});

describe('parameters', () => {
  const refusals: [string, unknown[], string][] = [
    ['eth_chainId', [1], 'too many arguments, want at most 0'],
    ['eth_getBalance', [], 'missing value for required argument 0'],
    ['eth_getBalance', [null], 'missing value for required argument 0'],
    ['eth_getBalance', ['0x12'], 'invalid argument 0: hex string has length 2, want 40 for address'],
    ['eth_getBalance', [`0x${'00'.repeat(20)}`, 'soon'], 'invalid argument 1: hex string without 0x prefix'],
    ['eth_getBlockByNumber', ['0x01'], 'invalid argument 0: hex number with leading zero digits'],
    ['eth_call', [{ to: 1 }], 'invalid argument 0: field "to": a number where a hex string is expected'],
    [
      'eth_feeHistory',
      ['0x1', 'latest', [50, 20]],
      'invalid argument 2: invalid reward percentile: #0:50 >= #1:20',
    ],
    [
      'eth_feeHistory',
      ['0x1', 'latest', [101]],
      'invalid argument 2: element 0: invalid reward percentile: 101',
    ],
  ];
  test.each(refusals)('%s %j', async (method, params, message) => {
    expect(await rpc(url, method, ...params)).toMatchObject({ error: { code: -32602, message } });
  });

  test('by name are refused', async () => {
    expect(await send({ ...chainId, id: 1, params: { a: 1 } })).toEqual(failed(1, -32602));
    expect(await send({ ...chainId, id: 1, params: null })).toEqual(answered(1));
  });
});

describe('limits', () => {
  test('of a batch', async () => {
    const batch = (count: number) => send(Array.from({ length: count }, (_, id) => ({ ...chainId, id })));
    expect(await batch(10)).toHaveLength(10);
    expect(await batch(11)).toEqual(failed(null, -32600));
  });

  test('of depth', async () => {
    const nested = (depth: number) =>
      post(
        url,
        `{"jsonrpc":"2.0","id":1,"method":"eth_none","params":${'['.repeat(depth)}${']'.repeat(depth)}}`,
      );
    expect(await nested(19)).toEqual(failed(1, -32601));
    expect(await nested(20)).toEqual(failed(null, -32700));
    expect(await nested(4_000)).toEqual(failed(null, -32700));
  });

  test('of an answer', async () => {
    const message = (count: number) => ['web3_sha3', `0x${'00'.repeat(count)}`] as const;
    expect(await rpc(url, ...message(1_000))).toHaveProperty('result');
    const hashes = Array.from({ length: 10 }, (_, id) => ({
      ...chainId,
      id,
      method: 'eth_getBlockByNumber',
      params: ['latest', false],
    }));
    const answers = (await send(hashes)) as unknown[];
    expect(answers).toHaveLength(10);
    expect(answers.at(0)).toHaveProperty('result');
    expect(JSON.stringify(answers).length).toBeLessThan(22_000);
  });

  test('of a request', async () => {
    const status = async (body: string, headers = {}) => {
      const response = await fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body,
      });
      return response.status;
    };
    expect(await status(JSON.stringify({ ...chainId, id: 1, pad: 'a'.repeat(9_000) }))).toBe(200);
    expect(await status(JSON.stringify({ ...chainId, id: 1, pad: 'a'.repeat(10_000) }))).toBe(413);
  });
});
