/** WebSocket: who may connect, clients that send too much or take too little. */
import { once } from 'node:events';
import type { RpcLimits, RpcServerOptions } from '@heddle/node';
import { afterEach, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { answered, bare, chainId, settled } from './connections.ts';
import { post, startServer, type TestServer } from './startServer.ts';

let running: TestServer | undefined;
afterEach(async () => {
  expect(running?.bugs ?? []).toEqual([]);
  await running?.server.close(0);
  running = undefined;
});

async function start(limits: Partial<RpcLimits> = {}, options: Partial<RpcServerOptions> = {}) {
  running = await startServer({ limits, ...options });
  return { ...running, url: running.server.http! };
}

const open = async (url: string, options = {}) => {
  const client = new WebSocket(url.replace('http', 'ws'), options);
  client.on('error', () => {});
  return client;
};

test('refuses origins and hosts that are not allowed', async () => {
  const { url } = await start();
  for (const headers of [{ origin: 'https://evil.example' }, { host: 'rebound.example' }]) {
    const client = await open(url, { headers });
    const [, response] = await once(client, 'unexpected-response');
    expect(response.statusCode).toBe(403);
  }
});

test('answers text and bytes, and closes for a message that is too long', async () => {
  const { url } = await start({ maxRequestBytes: 1_000 });
  const client = await open(url);
  await once(client, 'open');
  for (const message of [chainId, Buffer.from(chainId)]) {
    client.send(message);
    const [data] = await once(client, 'message');
    expect(JSON.parse(data.toString())).toEqual(answered);
  }
  client.send('x'.repeat(2_000));
  const [code] = await once(client, 'close');
  expect(code).toBe(1009);
});

test('drops a client that does not take what it is sent', async () => {
  const { url, chain } = await start({ maxQueuedBytes: 100_000 });
  const { socket } = await bare(url);
  socket.write(
    'GET / HTTP/1.1\r\nhost: localhost\r\nupgrade: websocket\r\nconnection: upgrade\r\nsec-websocket-version: 13\r\nsec-websocket-key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n',
  );
  await settled();
  socket.pause();
  // Masked with zeros: subscribe to everything, then never read.
  const frame = (text: string) =>
    Buffer.concat([
      Buffer.from([0x81, 0x80 | 126, text.length >> 8, text.length & 255, 0, 0, 0, 0]),
      Buffer.from(text),
    ]);
  const subscribe = '{"jsonrpc":"2.0","id":1,"method":"eth_subscribe","params":["newHeads"]}'.padEnd(200);
  for (let i = 0; i < 100; i++) socket.write(frame(subscribe));
  await settled();
  const before = chain.listeners;
  const header = chain.head;
  const closed = once(socket, 'close');
  for (let i = 0; i < 60; i++) {
    chain.tell({ added: Array(50).fill(header.hash), removed: [], head: header.hash });
    await settled(1);
  }
  socket.resume();
  await closed;
  expect(chain.listeners).toBe(before);
  expect(await post(url, chainId)).toEqual(answered);
});

test('reads no further than so many calls that are not answered', async () => {
  const ends: (() => void)[] = [];
  const wait = {
    name: 'test_wait',
    params: [],
    run: () => new Promise<void>((resolve) => ends.push(resolve)),
  };
  const { url } = await start({ maxMessagesPerSocket: 2 }, { methods: [wait] });
  const client = await open(url);
  await once(client, 'open');
  const ids: number[] = [];
  client.on('message', (data) => ids.push(JSON.parse(data.toString()).id));
  const send = (id: number) => client.send(JSON.stringify({ jsonrpc: '2.0', id, method: 'test_wait' }));
  for (const id of [1, 2]) send(id);
  await settled();
  for (const id of [3, 4]) send(id);
  await settled();
  expect(ends).toHaveLength(2);
  ends[0]!();
  await settled();
  expect(ids).toEqual([1]);
  expect(ends.length).toBeGreaterThan(2);
  client.terminate();
});

test('drops a client that does not answer a ping', async () => {
  const { url } = await start({ idleTimeoutMs: 100 });
  const client = await open(url, { autoPong: false });
  await once(client, 'open');
  const begun = performance.now();
  await once(client, 'close');
  expect(performance.now() - begun).toBeLessThan(1_000);
});
