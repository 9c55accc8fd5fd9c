/** ethers against the server, over HTTP and WebSocket. */
import { Contract, ContractFactory, JsonRpcProvider, Wallet, WebSocketProvider } from 'ethers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { abi, initCode } from './contract.ts';
import { contractAddress, startServer, type TestServer } from './startServer.ts';

let running: TestServer;
beforeAll(async () => {
  running = await startServer();
});
afterAll(async () => {
  expect(running.bugs).toEqual([]);
  await running.server.close();
});

const key = (index: number) => `0x${index.toString(16).padStart(64, '0')}`;
const providers = [
  [
    'HTTP',
    () => new JsonRpcProvider(running.server.http, undefined, { pollingInterval: 20, cacheTimeout: -1 }),
  ],
  [
    'WebSocket',
    () => new WebSocketProvider(running.server.http!.replace('http', 'ws'), undefined, { cacheTimeout: -1 }),
  ],
] as const;

describe.each(providers)('over %s', (_name, connect) => {
  test('sends ether, deploys, calls and reads events', async () => {
    const provider = connect();
    const wallet = new Wallet(key(2), provider);
    expect((await provider.getNetwork()).chainId).toBe(1337n);
    const sent = await wallet.sendTransaction({ to: `0x${'77'.repeat(20)}`, value: 5n });
    const receipt = await sent.wait();
    expect(receipt).toMatchObject({ status: 1, gasUsed: 21_000n });
    expect(await provider.getBalance(`0x${'77'.repeat(20)}`)).toBeGreaterThanOrEqual(5n);

    const factory = new ContractFactory(abi as never, initCode, wallet);
    const contract = (await (await factory.deploy()).waitForDeployment()) as Contract;
    await (await contract.getFunction('increment').send()).wait();
    expect(await contract.getFunction('count').staticCall()).toBe(1n);
    const events = await contract.queryFilter('Counted', 0);
    expect(events.map((event) => 'args' in event && event.args.value)).toEqual([1n]);
    provider.destroy();
  });

  test('says why a call reverts', async () => {
    const provider = connect();
    const contract = new Contract(contractAddress, abi as never, provider);
    await expect(contract.getFunction('fail').staticCall()).rejects.toMatchObject({
      code: 'CALL_EXCEPTION',
      reason: 'no such luck',
    });
    await expect(contract.getFunction('refuse').staticCall()).rejects.toMatchObject({
      revert: { name: 'Refused', args: [7n] },
    });
    provider.destroy();
  });

  test('is told of blocks and logs', async () => {
    const provider = connect();
    const blocks: number[] = [];
    const values: bigint[] = [];
    await provider.on('block', (number) => blocks.push(number));
    const contract = new Contract(contractAddress, abi as never, provider);
    await contract.on('Counted', (_who, value) => values.push(value));
    await new Promise((resolve) => setTimeout(resolve, 100));
    const wallet = new Wallet(key(3), provider);
    const writing = new Contract(contractAddress, abi as never, wallet);
    const receipt = await (await writing.getFunction('increment').send()).wait();
    for (let i = 0; i < 200 && values.length === 0; i++) await new Promise((r) => setTimeout(r, 10));
    expect(values).toEqual([await contract.getFunction('count').staticCall()]);
    expect(blocks).toContain(receipt!.blockNumber);
    provider.destroy();
  });
});
