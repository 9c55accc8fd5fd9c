/** The answers of the server beside those of geth, on the chain of the execution-apis repository. */
import type { Chain } from '@heddle/chain';
import {
  allNamespaces,
  openTransactionPool,
  type RpcServer,
  startRpcServer,
  type TransactionPool,
} from '@heddle/node';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hasOwnSentence, isOutside } from './differences.ts';
import { type Exchange, isThere, readCases, readChain } from './executionApis.ts';
import { post } from './startServer.ts';

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
  let chain: Chain;
  let pool: TransactionPool;
  let server: RpcServer;
  const bugs: unknown[] = [];
  beforeAll(async () => {
    chain = await readChain();
    const { spec, head } = chain;
    pool = await openTransactionPool({ spec, head: { ...head, state: chain.stateAt('latest') } });
    server = await startRpcServer(
      { chain, pool, clientVersion: 'Heddle/test' },
      {
        http: { host: '127.0.0.1', port: 0, allowedOrigins: [], allowedHosts: [] },
        namespaces: allNamespaces,
        onBug: (error) => bugs.push(error),
      },
    );
  });
  afterAll(async () => {
    expect(bugs).toEqual([]);
    await server?.close();
    await pool?.close();
    await chain?.close();
  });

  const cases = readCases().filter(({ name }) => !isOutside(name));
  for (const { name, isShapeOnly, exchanges } of cases) {
    test(name, async () => {
      for (const { request, response } of exchanges) {
        const answer = (await post(server.http!, JSON.stringify(request))) as Answer;
        const shape = (of: Answer) => (isShapeOnly ? Object.keys(of) : comparable(name, of));
        expect(shape(answer)).toEqual(shape(response));
      }
    });
  }
});
