/** Filters and subscriptions: what clients are told of blocks, logs and transactions, re-organisations included. */
import { once } from 'node:events';
import { decodeTransaction } from '@heddle/engine';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { WebSocket } from 'ws';
import { countedTopic } from './contract.ts';
import { contractAddress, rpc, signers, startServer, type TestServer } from './startServer.ts';

let running: TestServer;
let url: string;
beforeEach(async () => {
  running = await startServer({ limits: { maxFilters: 5, maxLogs: 10, maxSubscriptionsPerSocket: 3 } });
  url = running.server.http!;
});
afterEach(async () => {
  vi.useRealTimers();
  expect(running.bugs).toEqual([]);
  await running.server.close();
});

/** A call of increment(), signed. */
async function increment(nonce: number) {
  const raw = await signers[0]!.signTransaction({
    type: 'eip1559',
    chainId: 1337,
    nonce,
    to: contractAddress,
    data: '0xd09de08a',
    gas: 100_000n,
    maxFeePerGas: 10n ** 10n,
    maxPriorityFeePerGas: BigInt(nonce + 1),
  });
  return { raw, transaction: decodeTransaction(Buffer.from(raw.slice(2), 'hex')) };
}

/** A client that keeps what it is told. */
async function connect() {
  const socket = new WebSocket(url.replace('http', 'ws'));
  await once(socket, 'open');
  const told: { subscription: string; result: unknown }[] = [];
  const answers = new Map<number, (value: unknown) => void>();
  socket.on('message', (data) => {
    const message = JSON.parse(data.toString());
    if (message.method === 'eth_subscription') told.push(message.params);
    else answers.get(message.id)?.(message.error ?? message.result);
  });
  let last = 0;
  const call = (method: string, ...params: unknown[]) =>
    new Promise<unknown>((resolve) => {
      answers.set(++last, resolve);
      socket.send(JSON.stringify({ jsonrpc: '2.0', id: last, method, params }));
    });
  return { socket, told, call };
}

const settled = () => new Promise((resolve) => setTimeout(resolve, 50));
const result = async (method: string, ...params: unknown[]) => (await rpc(url, method, ...params)).result;

test('filters tell what is new since the last time', async () => {
  const [blocks, logs, pending] = [
    await result('eth_newBlockFilter'),
    await result('eth_newFilter', { address: contractAddress, topics: [countedTopic] }),
    await result('eth_newPendingTransactionFilter'),
  ];
  expect(await result('eth_getFilterChanges', blocks)).toEqual([]);
  const { raw } = await increment(0);
  const hash = await result('eth_sendRawTransaction', raw);
  const { head } = running.chain;
  expect(await result('eth_getFilterChanges', blocks)).toEqual([head.hash]);
  expect(await result('eth_getFilterChanges', pending)).toEqual([hash]);
  expect(await result('eth_getFilterChanges', logs)).toMatchObject([
    {
      transactionHash: hash,
      blockHash: head.hash,
      logIndex: '0x0',
      removed: false,
      data: `0x${'1'.padStart(64, '0')}`,
    },
  ]);
  expect(await result('eth_getFilterChanges', logs)).toEqual([]);
  expect(await result('eth_getFilterLogs', logs)).toMatchObject([{ transactionHash: hash }]);
  expect(await result('eth_uninstallFilter', logs)).toBe(true);
  expect(await result('eth_uninstallFilter', logs)).toBe(false);
  expect(await rpc(url, 'eth_getFilterChanges', logs)).toMatchObject({
    error: { code: -32000, message: 'filter not found' },
  });
  expect(await rpc(url, 'eth_getFilterLogs', blocks)).toMatchObject({
    error: { message: 'filter not found' },
  });
});

test('filters are limited in number, size and time', async () => {
  const first = await result('eth_newFilter', {});
  for (let i = 0; i < 4; i++) await result('eth_newBlockFilter');
  expect(await rpc(url, 'eth_newBlockFilter')).toMatchObject({ error: { code: -32005 } });
  for (let nonce = 0; nonce < 11; nonce++) await running.chain.mine([(await increment(nonce)).transaction]);
  expect(await rpc(url, 'eth_getFilterChanges', first)).toMatchObject({ error: { code: -32005 } });
  expect(await rpc(url, 'eth_getFilterChanges', first)).toMatchObject({
    error: { message: 'filter not found' },
  });
  expect(await rpc(url, 'eth_getLogs', { fromBlock: 'earliest' })).toMatchObject({ error: { code: -32005 } });
  expect(await result('eth_getLogs', { fromBlock: '0x2', toBlock: '0xb' })).toHaveLength(10);
});

test('logs of blocks that are gone come again with removed', async () => {
  const filter = await result('eth_newFilter', { address: contractAddress });
  const { told, call, socket } = await connect();
  const subscription = await call('eth_subscribe', 'logs', { address: contractAddress });
  const heads = await call('eth_subscribe', 'newHeads');
  const genesis = running.chain.genesisHash;
  const { transaction } = await increment(0);
  const old = await running.chain.mine([transaction]);
  const left = await running.chain.build([], { parent: genesis });
  const right = await running.chain.build([transaction], { parent: left.hash });
  await running.chain.setHead(right.hash);
  await settled();
  const ofLogs = told.filter((event) => event.subscription === subscription).map((event) => event.result);
  const expected = [
    { blockHash: old.hash, removed: false },
    { blockHash: old.hash, removed: true },
    { blockHash: right.hash, removed: false },
  ];
  expect(ofLogs).toMatchObject(expected);
  expect(await result('eth_getFilterChanges', filter)).toMatchObject(expected);
  const ofHeads = told.filter((event) => event.subscription === heads).map((event) => event.result);
  expect(ofHeads).toMatchObject([
    { hash: old.hash },
    { hash: left.hash, number: '0x1' },
    { hash: right.hash, number: '0x2' },
  ]);
  // The index follows, too.
  expect(await result('eth_getLogs', { fromBlock: '0x0' })).toMatchObject([
    { blockHash: right.hash, blockNumber: '0x2' },
  ]);
  expect(await result('eth_getLogs', { blockHash: old.hash })).toMatchObject([{ blockHash: old.hash }]);
  socket.terminate();
});

test('pending transactions are told by hash or whole', async () => {
  const { told, call, socket } = await connect();
  const [short, whole] = [
    await call('eth_subscribe', 'newPendingTransactions'),
    await call('eth_subscribe', 'newPendingTransactions', true),
  ];
  const hash = await call('eth_sendRawTransaction', (await increment(0)).raw);
  await settled();
  expect(told).toContainEqual({ subscription: short, result: hash });
  expect(told).toContainEqual({
    subscription: whole,
    result: expect.objectContaining({ hash, blockHash: null }),
  });
  socket.terminate();
});

test('subscriptions end with unsubscribe and with the connection', async () => {
  const { chain } = running;
  const before = chain.listeners;
  const { told, call, socket } = await connect();
  const id = await call('eth_subscribe', 'newHeads');
  expect(await call('eth_unsubscribe', id)).toBe(true);
  expect(await call('eth_unsubscribe', id)).toMatchObject({ message: 'subscription not found' });
  await chain.mine([]);
  await settled();
  expect(told).toEqual([]);
  for (let i = 0; i < 3; i++) await call('eth_subscribe', 'newPendingTransactions');
  expect(await call('eth_subscribe', 'newHeads')).toMatchObject({ code: -32005 });
  expect(running.pool.listeners).toBe(3);
  socket.terminate();
  await settled();
  expect(running.pool.listeners).toBe(0);
  expect(chain.listeners).toBe(before);
});

test('what cannot be subscribed to is refused', async () => {
  const { call, socket } = await connect();
  expect(await call('eth_subscribe', 'weather')).toMatchObject({
    code: -32602,
    message: 'no "weather" subscription in eth namespace',
  });
  expect(await call('eth_subscribe', 'logs', { topics: 1 })).toMatchObject({
    code: -32602,
    message: expect.stringContaining('argument 1'),
  });
  expect(await rpc(url, 'eth_subscribe', 'newHeads')).toMatchObject({ error: { code: -32601 } });
  socket.terminate();
});

test('the pool is shown by sender and nonce', async () => {
  running.pool.isMining = false;
  const { raw } = await increment(0);
  const hash = await result('eth_sendRawTransaction', raw);
  const sender = signers[0]!.address.toLowerCase();
  expect(await result('txpool_status')).toEqual({ pending: '0x1', queued: '0x0' });
  expect(await result('txpool_content')).toMatchObject({
    pending: { [sender]: { 0: { hash } } },
    queued: {},
  });
  expect(await result('txpool_contentFrom', sender)).toMatchObject({ pending: { 0: { hash } }, queued: {} });
  expect(await result('txpool_inspect')).toEqual({
    pending: { [sender]: { 0: `${contractAddress}: 0 wei + 100000 gas × 10000000000 wei` } },
    queued: {},
  });
  expect(await result('eth_getTransactionByHash', hash)).toMatchObject({ hash, blockNumber: null });
  expect(await result('eth_getTransactionCount', sender, 'pending')).toBe('0x1');
  expect(await result('eth_getTransactionCount', sender, 'latest')).toBe('0x0');
  expect(await result('debug_getRawTransaction', hash)).toBe(raw);
  expect(await rpc(url, 'eth_sendRawTransaction', raw)).toMatchObject({
    error: { code: -32000, message: 'already known' },
  });
});

test('sendRawTransactionSync waits for the block', async () => {
  running.pool.isMining = false;
  const { raw } = await increment(0);
  const waiting = result('eth_sendRawTransactionSync', raw, 5_000);
  await settled();
  await running.pool.mine();
  expect(await waiting).toMatchObject({ status: '0x1', blockNumber: '0x1' });
  const late = await rpc(url, 'eth_sendRawTransactionSync', (await increment(1)).raw, '0x14');
  expect(late).toMatchObject({ error: { code: 4, data: expect.stringMatching(/^0x[0-9a-f]{64}$/) } });
});
