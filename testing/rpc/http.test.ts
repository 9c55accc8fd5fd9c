/** HTTP: what is taken, who may call, slow and greedy clients. */
import { once } from 'node:events';
import { request } from 'node:http';
import type { RpcLimits, RpcServerOptions } from '@heddle/node';
import { afterEach, expect, test } from 'vitest';
import { answered, bare, chainId, port, settled } from './connections.ts';
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

/** Status and headers; fetch would not let the host be set. */
function ask(url: string, headers: Record<string, string>, method = 'POST', path = '/') {
  return new Promise<{ status: number; headers: NodeJS.Dict<string | string[]> }>((resolve, reject) => {
    const sent = request({ port: port(url), host: '127.0.0.1', method, path, headers }, (response) => {
      response.resume();
      resolve({ status: response.statusCode!, headers: response.headers });
    });
    sent.on('error', reject);
    sent.end(method === 'POST' ? chainId : undefined);
  });
}

const json = { 'content-type': 'application/json' };

test('takes JSON by POST and nothing else', async () => {
  const { url } = await start();
  expect((await ask(url, { ...json })).status).toBe(200);
  expect((await ask(url, { 'content-type': 'application/json; charset=utf-8' })).status).toBe(200);
  expect((await ask(url, { 'content-type': 'text/plain' })).status).toBe(415);
  expect((await ask(url, {})).status).toBe(415);
  expect((await ask(url, json, 'GET')).status).toBe(200);
  expect((await ask(url, json, 'PUT')).status).toBe(405);
  expect((await ask(url, json, 'POST', '/other')).status).toBe(404);
});

test('answers web pages of allowed origins only', async () => {
  const { url } = await start(
    {},
    {
      http: { host: '127.0.0.1', port: 0, allowedOrigins: ['https://app.example'], allowedHosts: [] },
    },
  );
  const good = await ask(url, { ...json, origin: 'https://app.example' });
  expect(good).toMatchObject({
    status: 200,
    headers: { 'access-control-allow-origin': 'https://app.example' },
  });
  const bad = await ask(url, { ...json, origin: 'https://evil.example' });
  expect(bad.status).toBe(403);
  expect(bad.headers['access-control-allow-origin']).toBeUndefined();
  const before = await ask(url, { origin: 'https://app.example' }, 'OPTIONS');
  expect(before).toMatchObject({
    status: 204,
    headers: { 'access-control-allow-headers': 'content-type, authorization' },
  });
});

test('answers only under its own names', async () => {
  const { url } = await start();
  for (const host of ['localhost', 'LOCALHOST:1', '127.0.0.1:8545', '[::1]:8545'])
    expect((await ask(url, { ...json, host })).status, host).toBe(200);
  expect((await ask(url, { ...json, host: 'rebound.example' })).status).toBe(403);
});

test('drops a client whose headers or body do not come', async () => {
  const { url } = await start({ headersTimeoutMs: 100, requestTimeoutMs: 300 });
  const slow = await bare(url);
  slow.socket.write('POST / HTTP/1.1\r\nhost: localhost\r\n');
  const half = await bare(url);
  half.socket.write(
    `POST / HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\ncontent-length: 100\r\n\r\n{`,
  );
  await Promise.all([once(slow.socket, 'close'), once(half.socket, 'close')]);
  expect(slow.received()).toContain('408');
  expect(await post(url, chainId)).toEqual(answered);
});

test('takes no more sockets than it may', async () => {
  const { url } = await start({ maxSockets: 3 });
  const held = await Promise.all([bare(url), bare(url), bare(url)]);
  const { socket } = await bare(url);
  await once(socket, 'close');
  for (const client of held) client.socket.destroy();
  await settled();
  expect(await post(url, chainId)).toEqual(answered);
});

test('reads no body that says it is too long', async () => {
  const { url } = await start({ maxRequestBytes: 1_000 });
  const { socket, received } = await bare(url);
  socket.write(
    'POST / HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\ncontent-length: 1000000000\r\n\r\n',
  );
  await once(socket, 'close');
  expect(received()).toContain('413');
  const chunked = await bare(url);
  chunked.socket.write(
    'POST / HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n',
  );
  chunked.socket.write(`7d0\r\n${' '.repeat(2_000)}\r\n`);
  await once(chunked.socket, 'close');
  expect(chunked.received()).toContain('413');
});
