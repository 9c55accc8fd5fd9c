/** What clients send that they should not: the server answers with an error, in bounded time, and goes on. */
import { connect } from 'node:net';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { jwtSecret, startDriven, token } from './consensusDriver.ts';
import { contractAddress, post } from './startServer.ts';

/** `HEDDLE_HOSTILE=20` makes 20 times as many cases. */
const times = Number(process.env.HEDDLE_HOSTILE ?? 1);
const timeout = 60_000 * times;

let running: Awaited<ReturnType<typeof startDriven>>;
let url: string;
beforeAll(async () => {
  running = await startDriven('prague');
  url = running.server.http!;
});
afterAll(async () => {
  expect(running.bugs).toEqual([]);
  await running.server.close();
});

const isAlive = async () => {
  expect(await post(url, '{"jsonrpc":"2.0","id":1,"method":"eth_chainId"}')).toMatchObject({
    result: '0x539',
  });
};

/** Every method that there is. */
async function methodNames(): Promise<string[]> {
  const { allMethods } = await import('@heddle/node');
  return [...allMethods().keys()];
}

/** Answers that are no bug of ours: results, and errors with a code other than that of an internal one. */
function expectSound(answer: unknown): void {
  for (const one of Array.isArray(answer) ? answer : [answer]) {
    if (one === undefined) continue;
    expect(one).toHaveProperty('jsonrpc', '2.0');
    if ('error' in one)
      expect(one.error).toMatchObject({ code: expect.any(Number), message: expect.any(String) });
    if ('error' in one) expect(one.error.code, JSON.stringify(one)).not.toBe(-32603);
  }
}

test('nesting of 100,000 levels', { timeout }, async () => {
  for (const [open, close] of [
    ['[', ']'],
    ['{"a":', '}'],
  ]) {
    const body = `{"jsonrpc":"2.0","id":1,"method":"eth_call","params":[${open!.repeat(100_000)}1${close!.repeat(100_000)}]}`;
    expect(await post(url, body)).toMatchObject({ error: { code: -32700 } });
  }
  expect(await post(url, '['.repeat(100_000))).toMatchObject({ error: { code: -32700 } });
  await isAlive();
});

test('batches of a million', { timeout }, async () => {
  expect(await post(url, `[${'1,'.repeat(999_999)}1]`)).toMatchObject({ error: { code: -32600 } });
  await isAlive();
});

test('objects with many fields, long strings and numbers', { timeout }, async () => {
  const bodies = [
    `{${Array.from({ length: 100_000 }, (_, i) => `"a${i}":1`).join()}}`,
    `{"jsonrpc":"2.0","id":1,"method":"eth_getBalance","params":["0x${'f'.repeat(4_000_000)}"]}`,
    `{"jsonrpc":"2.0","id":1,"method":"eth_getBlockByNumber","params":["0x${'f'.repeat(4_000_000)}"]}`,
    `{"jsonrpc":"2.0","id":1,"method":"${'m'.repeat(1_000_000)}"}`,
    `{"jsonrpc":"2.0","id":"${'i'.repeat(1_000_000)}","method":"eth_chainId"}`,
    `{"jsonrpc":"2.0","id":${'9'.repeat(1_000_000)},"method":"eth_chainId"}`,
    '{"jsonrpc":"2.0","id":1,"method":"eth_chainId","__proto__":{"method":"x"},"params":[]}',
    `{"jsonrpc":"2.0","id":1,"method":"eth_getLogs","params":[{"address":[${`"${contractAddress}",`.repeat(50_000)}"${contractAddress}"]}]}`,
    `{"jsonrpc":"2.0","id":1,"method":"eth_getLogs","params":[{"fromBlock":"0x0","toBlock":"0xffffffffffffffff"}]}`,
    `{"jsonrpc":"2.0","id":1,"method":"eth_feeHistory","params":["0xffffffffffffffff","latest",[]]}`,
  ];
  for (const body of bodies) {
    const begun = performance.now();
    expectSound(await post(url, body));
    expect(performance.now() - begun).toBeLessThan(5_000);
  }
  await isAlive();
});

const hex = fc.oneof(
  fc.constantFrom(
    '0x',
    '0x0',
    '0x1',
    '0xffffffffffffffff',
    '0x00',
    'latest',
    'pending',
    'finalized',
    contractAddress,
  ),
  fc.constantFrom(`0x${'ff'.repeat(32)}`, `0x${'00'.repeat(20)}`, `0x${'ff'.repeat(8)}`),
  fc.uint8Array({ maxLength: 40 }).map((bytes) => `0x${Buffer.from(bytes).toString('hex')}`),
);
const value = fc.oneof({ weight: 3, arbitrary: hex }, fc.jsonValue({ maxDepth: 2 }));
const object = fc.dictionary(
  fc.constantFrom(
    'to',
    'from',
    'data',
    'gas',
    'value',
    'address',
    'topics',
    'fromBlock',
    'blockHash',
    'blockNumber',
    'tracer',
    'blockStateCalls',
    'headBlockHash',
    'timestamp',
  ),
  fc.oneof(value, fc.array(value, { maxLength: 3 })),
);
const params = fc.array(fc.oneof(value, object, fc.array(hex, { maxLength: 3 })), { maxLength: 4 });

test('every method with parameters of every kind', { timeout }, async () => {
  const names = (await methodNames()).filter((name) => !name.startsWith('engine_') && !name.includes('Sync'));
  const call = fc.record({
    jsonrpc: fc.constant('2.0'),
    id: fc.nat(),
    method: fc.constantFrom(...names),
    params,
  });
  await fc.assert(
    fc.asyncProperty(fc.array(call, { minLength: 50, maxLength: 50 }), async (calls) => {
      expectSound(await post(url, JSON.stringify(calls)));
    }),
    { seed: 14, numRuns: 120 * times },
  );
  await isAlive();
});

test('every method of the Engine API with parameters of every kind', { timeout }, async () => {
  const names = (await methodNames()).filter((name) => name.startsWith('engine_'));
  const call = fc.record({
    jsonrpc: fc.constant('2.0'),
    id: fc.nat(),
    method: fc.constantFrom(...names),
    params,
  });
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${token()}` };
  await fc.assert(
    fc.asyncProperty(fc.array(call, { minLength: 50, maxLength: 50 }), async (calls) => {
      const response = await fetch(running.server.engine!, {
        method: 'POST',
        headers,
        body: JSON.stringify(calls),
      });
      expectSound(await response.json());
    }),
    { seed: 15, numRuns: 40 * times },
  );
});

test('tokens made of anything', { timeout }, async () => {
  const part = fc.oneof(
    fc.string(),
    fc.jsonValue().map((json) => Buffer.from(JSON.stringify(json)).toString('base64url')),
  );
  const header = fc.array(part, { maxLength: 4 }).map((parts) => `Bearer ${parts.join('.')}`);
  await fc.assert(
    fc.asyncProperty(header, async (authorization) => {
      const response = await fetch(running.server.engine!, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: encodeURI(authorization) },
        body: '{}',
      });
      expect(response.status).toBe(401);
    }),
    { seed: 16, numRuns: 200 * times },
  );
  expect(jwtSecret).toHaveLength(32);
});

test('random bytes and mangled calls as bodies', { timeout }, async () => {
  const good = Buffer.from('{"jsonrpc":"2.0","id":1,"method":"eth_getBalance","params":["0x0","latest"]}');
  const mangled = fc
    .array(fc.tuple(fc.nat(good.length - 1), fc.nat(255)), { minLength: 1, maxLength: 4 })
    .map((edits) => {
      const bytes = Buffer.from(good);
      for (const [at, byte] of edits) bytes[at] = byte;
      return bytes;
    });
  await fc.assert(
    fc.asyncProperty(fc.oneof(fc.uint8Array({ maxLength: 200 }), mangled), async (bytes) => {
      const response = await fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: Buffer.from(bytes),
      });
      const text = await response.text();
      expect([200, 204]).toContain(response.status);
      if (text !== '') expectSound(JSON.parse(text));
    }),
    { seed: 17, numRuns: 1_500 * times },
  );
  await isAlive();
});

test('random bytes on the bare port and as WebSocket frames', { timeout }, async () => {
  const port = Number(new URL(url).port);
  await fc.assert(
    fc.asyncProperty(
      fc.uint8Array({ minLength: 1, maxLength: 300 }),
      (bytes) =>
        new Promise<void>((resolve) => {
          const socket = connect(port, '127.0.0.1', () => socket.end(bytes));
          socket.on('error', () => {});
          socket.on('close', () => resolve());
          socket.resume();
        }),
    ),
    { seed: 18, numRuns: 300 * times },
  );
  await fc.assert(
    fc.asyncProperty(
      fc.uint8Array({ minLength: 1, maxLength: 300 }),
      (bytes) =>
        new Promise<void>((resolve) => {
          const client = new WebSocket(url.replace('http', 'ws'));
          client.on('error', () => {});
          client.on('close', () => resolve());
          client.on('open', () => {
            (client as unknown as { _socket: { write(bytes: Uint8Array): void } })._socket.write(bytes);
            setTimeout(() => client.terminate(), 5);
          });
        }),
    ),
    { seed: 19, numRuns: 100 * times },
  );
  await isAlive();
});
