/** A server over a fake chain, for tests. */
import { type Alloc, devChain, type Hardfork } from '@heddle/engine';
import {
  allNamespaces,
  type RpcParts,
  type RpcServer,
  type RpcServerOptions,
  startRpcServer,
} from '@heddle/node';
import { privateKeyToAccount } from 'viem/accounts';
import { runtime } from './contract.ts';
import { FakeChain } from './fakeChain.ts';
import { FakePool } from './fakePool.ts';

/** Accounts with 1,000 ether each. */
export const signers = [1, 2, 3].map((index) =>
  privateKeyToAccount(`0x${index.toString(16).padStart(64, '0')}`),
);

/** A contract that is there from the start. */
export const contractAddress = `0x${'c0'.repeat(20)}` as const;

export const alloc: Alloc = {
  ...Object.fromEntries(
    signers.map(({ address }) => [address.toLowerCase(), { balance: `0x${(10n ** 21n).toString(16)}` }]),
  ),
  [contractAddress]: { nonce: '0x1', code: runtime },
};

export interface TestServer {
  server: RpcServer;
  chain: FakeChain;
  pool: FakePool;
  /** What was thrown and is a bug; tests expect none. */
  bugs: unknown[];
}

/** Starts a server on a free port; everything is switched on. */
export async function startServer(
  options: Partial<RpcServerOptions> = {},
  parts: Partial<Omit<RpcParts, 'chain'>> & { hardfork?: Hardfork; chain?: FakeChain } = {},
): Promise<TestServer> {
  const { hardfork = 'prague', chain = new FakeChain(devChain(hardfork), alloc), ...others } = parts;
  const pool = new FakePool(chain);
  const bugs: unknown[] = [];
  const server = await startRpcServer(
    { chain, pool, clientVersion: 'Heddle/test', ...others },
    {
      http: { host: '127.0.0.1', port: 0, allowedOrigins: [], allowedHosts: ['localhost'] },
      namespaces: allNamespaces,
      onBug: (error) => bugs.push(error),
      ...options,
    },
  );
  return { server, chain, pool, bugs };
}

/** Sends text and reads the answer as JSON; undefined when there is none. */
export async function post(url: string, body: string): Promise<unknown> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body,
  });
  const text = await response.text();
  return text === '' ? undefined : JSON.parse(text);
}

/** One call: its result or its error. */
export async function rpc(
  url: string,
  method: string,
  ...params: unknown[]
): Promise<{ result?: unknown; error?: { code: number; message: string; data?: unknown } }> {
  const answer = await post(url, JSON.stringify({ jsonrpc: '2.0', id: 1, method, params }));
  return answer as { result?: unknown };
}
