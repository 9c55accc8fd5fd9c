/** viem against the server, over HTTP and WebSocket. */
import {
  type Chain,
  createPublicClient,
  createWalletClient,
  defineChain,
  getContract,
  http,
  parseEther,
  type Transport,
  webSocket,
} from 'viem';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
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

const [alice, bob] = signers as [(typeof signers)[0], (typeof signers)[0]];

const transports: [string, () => Transport][] = [
  ['HTTP', () => http(running.server.http)],
  ['WebSocket', () => webSocket(running.server.http!.replace('http', 'ws'))],
];

function clientsOver(transport: Transport) {
  const chain: Chain = defineChain({
    id: 1337,
    name: 'test',
    nativeCurrency: { name: 'Ether', symbol: 'ETH', decimals: 18 },
    rpcUrls: { default: { http: [] } },
  });
  const options = { chain, transport, pollingInterval: 20, cacheTime: 0 };
  return { reader: createPublicClient(options), writer: createWalletClient({ ...options, account: alice }) };
}

async function until(condition: () => boolean): Promise<void> {
  for (let i = 0; i < 200 && !condition(); i++) await new Promise((resolve) => setTimeout(resolve, 10));
}

describe.each(transports)('over %s', (_name, transport) => {
  test('reads blocks, accounts and fees', async () => {
    const { reader } = clientsOver(transport());
    expect(await reader.getChainId()).toBe(1337);
    expect(await reader.getBalance({ address: bob.address })).toBeGreaterThan(parseEther('900'));
    const block = await reader.getBlock({ blockNumber: 0n, includeTransactions: true });
    expect(block).toMatchObject({ number: 0n, hash: running.chain.genesisHash, baseFeePerGas: 10n ** 9n });
    expect(await reader.estimateFeesPerGas()).toMatchObject({ maxPriorityFeePerGas: expect.any(BigInt) });
    const history = await reader.getFeeHistory({ blockCount: 2, rewardPercentiles: [10, 90] });
    expect(history.baseFeePerGas.length).toBe(history.gasUsedRatio.length + 1);
    expect(
      await reader.getProof({ address: contractAddress, storageKeys: [`0x${'00'.repeat(32)}`] }),
    ).toMatchObject({
      nonce: 1,
      storageProof: [{ value: expect.any(BigInt) }],
    });
  });

  test('sends ether and reads the receipt', async () => {
    const { reader, writer } = clientsOver(transport());
    const before = await reader.getBalance({ address: bob.address });
    const hash = await writer.sendTransaction({ to: bob.address, value: 7n });
    const receipt = await reader.waitForTransactionReceipt({ hash });
    expect(receipt).toMatchObject({ status: 'success', type: 'eip1559', gasUsed: 21_000n, logs: [] });
    expect(await reader.getBalance({ address: bob.address })).toBe(before + 7n);
    expect(await reader.getTransaction({ hash })).toMatchObject({
      from: alice.address.toLowerCase(),
      to: bob.address.toLowerCase(),
      value: 7n,
      blockHash: receipt.blockHash,
      yParity: expect.any(Number),
    });
  });

  test('deploys a contract, calls it, reads its events', async () => {
    const { reader, writer } = clientsOver(transport());
    const deployed = await writer.deployContract({ abi, bytecode: initCode });
    const { contractAddress: address } = await reader.waitForTransactionReceipt({ hash: deployed });
    const contract = getContract({ address: address!, abi, client: { public: reader, wallet: writer } });
    await reader.waitForTransactionReceipt({ hash: await contract.write.increment() });
    expect(await contract.read.count()).toBe(1n);
    const [event] = await contract.getEvents.Counted({ who: alice.address }, { fromBlock: 0n });
    expect(event?.args).toEqual({ who: alice.address, value: 1n });
    expect(await reader.getStorageAt({ address: address!, slot: '0x0' })).toMatch(/1$/);
  });

  test.each([
    ['fail', 'no such luck'],
    ['overflow', 'Arithmetic operation resulted in underflow or overflow'],
    ['refuse', 'Refused(uint256)'],
  ] as const)('says why %s reverts', async (functionName, words) => {
    const { reader } = clientsOver(transport());
    const reading = reader.readContract({ address: contractAddress, abi, functionName });
    await expect(reading).rejects.toThrow(words);
  });

  test('is told of blocks, events and pending transactions', async () => {
    const { reader, writer } = clientsOver(transport());
    const seen = { blocks: [] as bigint[], values: [] as (bigint | undefined)[], pending: [] as string[] };
    const ends = [
      reader.watchBlocks({ onBlock: ({ number }) => seen.blocks.push(number), emitMissed: true }),
      reader.watchContractEvent({
        address: contractAddress,
        abi,
        eventName: 'Counted',
        onLogs: (logs) => seen.values.push(...logs.map(({ args }) => args.value)),
      }),
      reader.watchPendingTransactions({ onTransactions: (hashes) => seen.pending.push(...hashes) }),
    ];
    await new Promise((resolve) => setTimeout(resolve, 100));
    const count = await reader.readContract({ address: contractAddress, abi, functionName: 'count' });
    const hash = await writer.writeContract({ address: contractAddress, abi, functionName: 'increment' });
    const { blockNumber } = await reader.waitForTransactionReceipt({ hash });
    await until(() => seen.blocks.includes(blockNumber) && seen.values.length > 0 && seen.pending.length > 0);
    expect(seen.blocks).toContain(blockNumber);
    expect(seen.values).toEqual([count + 1n]);
    expect(seen.pending).toEqual([hash]);
    for (const end of ends) end();
  });

  test('knows the errors of a pool by their words', async () => {
    const { writer } = clientsOver(transport());
    const sending = writer.sendTransaction({ to: bob.address, nonce: 0, gas: 21_000n });
    await expect(sending).rejects.toThrow(/Nonce provided for the transaction is lower/);
  });
});
