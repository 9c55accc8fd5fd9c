/** The answers of the server beside those of geth, on the chain of the execution-apis repository. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { isThere, readCases, readChain } from './executionApis.ts';
import { post, startServer, type TestServer } from './startServer.ts';

describe.skipIf(!isThere)('execution-apis', () => {
  let running: TestServer;
  beforeAll(async () => {
    const chain = await readChain();
    chain.safe = chain.head.hash;
    chain.finalized = chain.head.hash;
    running = await startServer({}, { chain });
    running.pool.isMining = false;
  });
  afterAll(() => running?.server.close());

  test.each(readCases())('$name', async ({ isShapeOnly, exchanges }) => {
    for (const { request, response } of exchanges) {
      const answer = await post(running.server.http!, JSON.stringify(request));
      if (isShapeOnly) expect(Object.keys(answer as object)).toEqual(Object.keys(response));
      else expect(answer).toEqual(response);
    }
  });
});
