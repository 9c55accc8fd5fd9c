/** IPC: messages without frames, and the socket's file. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, statSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RpcLimits, RpcServerOptions } from '@heddle/node';
import { afterEach, expect, test } from 'vitest';
import { answered, chainId, settled } from './connections.ts';
import { startServer, type TestServer } from './startServer.ts';

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
