/** viem and ethers against the server, over HTTP and WebSocket. */
import {
  Contract,
  ContractFactory,
  parseEther as etherOf,
  JsonRpcProvider,
  Wallet,
  WebSocketProvider,
} from 'ethers';
import {
  createPublicClient,
  createWalletClient,
  getContract,
  http,
  parseEther,
  type Transport,
  webSocket,
} from 'viem';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { abi, initCode } from './contract.ts';
import { contractAddress, signers, startServer, type TestServer } from './startServer.ts';

let running: TestServer;
beforeAll(async () => {
  running = await startServer();
});
afterAll(async () => {
  expect(running.bugs).toEqual([]);
  await running.server.close();
});

const [alice, bob, carol] = signers as [(typeof signers)[0], (typeof signers)[0], (typeof signers)[0]];

test('viem', async () => {
  const client = createPublicClient({ transport: http(running.server.http) });
  expect(await client.getChainId()).toBe(1337);
});
