/** HTTP, WebSocket and IPC: who may connect, slow and greedy clients, shutting down. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, statSync } from 'node:fs';
import { request } from 'node:http';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RpcLimits, RpcServerOptions } from '@heddle/node';
import { afterEach, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
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

const chainId = '{"jsonrpc":"2.0","id":1,"method":"eth_chainId"}';
const answered = { jsonrpc: '2.0', id: 1, result: '0x539' };
const port = (url: string) => Number(new URL(url).port);
const settled = (ms = 50) => new Promise((resolve) => setTimeout(resolve, ms));

/** A bare connection, and what came over it. */
async function bare(url: string): Promise<{ socket: Socket; received: () => string }> {
  const socket = connect(port(url), '127.0.0.1');
  const parts: Buffer[] = [];
  socket.on('data', (part) => parts.push(part));
  socket.on('error', () => {});
  await once(socket, 'connect');
  return { socket, received: () => Buffer.concat(parts).toString() };
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

describe('HTTP', () => {
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
});

describe('WebSocket', () => {
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
});

describe('IPC', () => {
  const path = () => join(mkdtempSync(join(tmpdir(), 'heddle-ipc-')), 'heddle.ipc');

  /** Messages on a connection, split at lines. */
  async function ipc(at: string) {
    const socket = connect(at);
    await once(socket, 'connect');
    let text = '';
    socket.on('data', (part) => {
      text += part.toString();
    });
    const lines = () =>
      text
        .split('\n')
        .filter(Boolean)
        .map((line) => JSON.parse(line));
    return { socket, lines };
  }

  test('answers calls that come in pieces and without line ends', async () => {
    const ipcPath = path();
    const { chain } = await start({}, { ipcPath });
    expect(statSync(ipcPath).mode & 0o777).toBe(0o600);
    const { socket, lines } = await ipc(ipcPath);
    socket.write(`${chainId}${chainId}\n ${chainId.slice(0, 20)}`);
    await settled();
    expect(lines()).toEqual([answered, answered]);
    socket.write(chainId.slice(20));
    socket.write('{"jsonrpc":"2.0","id":2,"method":"eth_subscribe","params":["newHeads"]}');
    await settled();
    await chain.mine([]);
    await settled();
    expect(lines().slice(2)).toMatchObject([
      answered,
      { id: 2 },
      { method: 'eth_subscription', params: { result: { number: '0x1' } } },
    ]);
    socket.write('hello');
    await once(socket, 'close');
  });

  test('takes the place of a node that was killed, not of one that lives', async () => {
    const ipcPath = path();
    await start({}, { ipcPath });
    await expect(startServer({ ipcPath })).rejects.toMatchObject({ code: 'EADDRINUSE' });
    await running!.server.close(0);
    expect(existsSync(ipcPath)).toBe(false);
    const listening = `require('node:net').createServer().listen(${JSON.stringify(ipcPath)}, () => console.log('up'))`;
    const killed = spawn(process.execPath, ['-e', listening]);
    await once(killed.stdout, 'data');
    killed.kill('SIGKILL');
    await once(killed, 'exit');
    expect(existsSync(ipcPath)).toBe(true);
    await start({}, { ipcPath });
    const { socket, lines } = await ipc(ipcPath);
    socket.write(chainId);
    await settled();
    expect(lines()).toEqual([answered]);
    socket.destroy();
  });
});

test('shutting down lets calls finish and takes no new ones', async () => {
  let finish = () => {};
  const { url, server } = await start(
    {},
    {
      methods: [
        {
          name: 'test_wait',
          params: [],
          run: () =>
            new Promise((resolve) => {
              finish = () => resolve('done');
            }),
        },
      ],
    },
  );
  const client = new WebSocket(url.replace('http', 'ws'));
  await once(client, 'open');
  const waiting = post(url, '{"jsonrpc":"2.0","id":1,"method":"test_wait"}');
  await settled();
  const gone = once(client, 'close');
  const closing = server.close(5_000);
  await expect(post(url, chainId)).rejects.toThrow();
  finish();
  expect(await waiting).toEqual({ ...answered, result: 'done' });
  const begun = performance.now();
  await closing;
  expect(performance.now() - begun).toBeLessThan(1_000);
  await gone;
  running = undefined;
});

test('shutting down does not wait for ever', async () => {
  const { url, server } = await start(
    {},
    {
      methods: [{ name: 'test_wait', params: [], run: () => new Promise(() => {}) }],
    },
  );
  const waiting = post(url, '{"jsonrpc":"2.0","id":1,"method":"test_wait"}').catch(() => 'cut');
  await settled();
  await server.close(50);
  expect(await waiting).toBe('cut');
  running = undefined;
});

test('a call that takes too long is answered in time, and too many calls at once are refused', async () => {
  let aborted = 0;
  const { url } = await start(
    { answerTimeoutMs: 200, maxRunningCalls: 1, maxWaitingCalls: 1 },
    {
      methods: [
        {
          name: 'test_wait',
          params: [],
          run: (_context, _values, { signal }) =>
            new Promise((_, reject) =>
              signal.addEventListener('abort', () => {
                aborted++;
                reject(new Error('stopped'));
              }),
            ),
        },
      ],
    },
  );
  const call = '{"jsonrpc":"2.0","id":1,"method":"test_wait"}';
  const answers = Promise.all([post(url, call), post(url, call)]);
  await settled();
  expect(await post(url, chainId)).toMatchObject({ error: { code: -32005 } });
  expect(await answers).toMatchObject([{ error: { code: -32002 } }, { error: { code: -32002 } }]);
  expect(aborted).toBeGreaterThan(0);
  expect(await post(url, chainId)).toEqual(answered);
});
