/** The answers of the server beside those of geth, on the chain of the execution-apis repository. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { differences, isOutside } from './differences.ts';
import { type Exchange, isThere, readCases, readChain } from './executionApis.ts';
import { post, startServer, type TestServer } from './startServer.ts';

type Answer = Exchange['response'];

/** Fields that follow from the state root of a simulated block, which is not computed. */
const ofState = new Set(['stateRoot', 'hash', 'parentHash', 'blockHash']);

/** A simulation without what follows from state roots. */
function withoutState(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutState);
  if (typeof value !== 'object' || value === null) return value;
  const kept = Object.entries(value).filter(([name]) => !ofState.has(name));
  return Object.fromEntries(kept.map(([name, part]) => [name, withoutState(part)]));
}

/** Ours are the names of errors in `data`, and sentences that differ for a reason. */
function comparable(name: string, method: string, { result, error }: Answer) {
  if (error === undefined) return { result: method === 'eth_simulateV1' ? withoutState(result) : result };
  const { code, message, data } = error;
  return { code, ...(!(name in differences) && { message }), ...(typeof data === 'string' && { data }) };
}

describe.skipIf(!isThere)('execution-apis', () => {
  let running: TestServer;
  beforeAll(async () => {
    const chain = await readChain();
    chain.safe = chain.head.hash;
    chain.finalized = chain.head.hash;
    running = await startServer({}, { chain });
    running.pool.isMining = false;
  });
  afterAll(async () => {
    expect(running?.bugs ?? []).toEqual([]);
    await running?.server.close();
  });

  const cases = readCases().filter(({ name }) => !isOutside(name));
  test.each(cases)('$name', async ({ name, isShapeOnly, exchanges }) => {
    for (const { request, response } of exchanges) {
      const answer = (await post(running.server.http!, JSON.stringify(request))) as Answer;
      if (isShapeOnly) expect(Object.keys(answer)).toEqual(Object.keys(response));
      else
        expect(comparable(name, request.method, answer)).toEqual(comparable(name, request.method, response));
    }
  });
});
