/** Shutting down, and calls that take too long. */
import { once } from 'node:events';
import type { RpcLimits, RpcServerOptions } from '@heddle/node';
import { afterEach, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { answered, chainId, settled } from './connections.ts';
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
