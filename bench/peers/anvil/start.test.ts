import { expect, test } from 'vitest';
import { anvilBinary } from './binary.ts';
import { genesisOf } from './genesis.ts';
import { startAnvil } from './start.ts';

const binary = anvilBinary();
if (binary === undefined) console.warn('SKIPPED: npm installed no anvil binary for this platform.');

test.skipIf(binary === undefined)(
  'anvil starts over a genesis, answers, and is gone once stopped',
  async () => {
    const holder = `0x${'ab'.repeat(20)}` as const;
    const accounts = { [holder]: { balance: '0x7', nonce: '0x3', storage: { '0x1': '0x2' } } } as const;
    const genesis = genesisOf({
      chainId: 31337n,
      gasLimit: 30_000_000n,
      timestamp: 5n,
      baseFeePerGas: 7n,
      accounts,
    });
    const { rpc, stop } = await startAnvil(binary!, genesis, ['--hardfork', 'cancun']);
    const [balance, nonce, slot] = await rpc.batch([
      { method: 'eth_getBalance', params: [holder, 'latest'] },
      { method: 'eth_getTransactionCount', params: [holder, 'latest'] },
      { method: 'eth_getStorageAt', params: [holder, '0x1', 'latest'] },
    ]);
    expect([BigInt(balance as string), BigInt(nonce as string), BigInt(slot as string)]).toEqual([
      7n,
      3n,
      2n,
    ]);
    await expect(rpc.call('eth_noSuchMethod')).rejects.toThrow('eth_noSuchMethod');
    await stop();
    await expect(rpc.call('eth_chainId')).rejects.toThrow();
  },
);

test.skipIf(binary === undefined)('a start that fails says so', async () => {
  await expect(startAnvil(binary!, {}, ['--no-such-flag'])).rejects.toThrow('anvil ended at its start');
});
