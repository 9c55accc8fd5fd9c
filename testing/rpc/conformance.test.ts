/** The answers of the server beside those of geth, on the chain of the execution-apis repository. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hasOwnSentence, isOutside } from './differences.ts';
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
function comparable(name: string, { result, error }: Answer) {
  const isSimulation = name.startsWith('eth_simulateV1');
  if (error === undefined) return { result: isSimulation ? withoutState(result) : result };
  const { code, message, data } = error;
  const isSaid = !hasOwnSentence(name);
  return { code, ...(isSaid && { message }), ...(typeof data === 'string' && { data }) };
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
  for (const { name, isShapeOnly, exchanges } of cases) {
    test(name, async () => {
      for (const { request, response } of exchanges) {
        const answer = (await post(running.server.http!, JSON.stringify(request))) as Answer;
        const shape = (of: Answer) => (isShapeOnly ? Object.keys(of) : comparable(name, of));
        expect(shape(answer)).toEqual(shape(response));
      }
    });
  }
});
