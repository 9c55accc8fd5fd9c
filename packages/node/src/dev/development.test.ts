import { createPool, type Hex, type Pool, recoverSender } from '@heddle/engine';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { openTransactionPool } from '../pool/openTransactionPool.ts';
import { developmentPoolLimits } from '../pool/options.ts';
import type { Call } from '../rpc/call.ts';
import type { RpcContext } from '../rpc/context.ts';
import { MemoryDevelopmentChain } from '../testing/memoryDevelopmentChain.ts';
import {
  ether,
  gwei,
  headerOf,
  laterFields,
  someone,
  stateOf,
  testSpec,
  transferOf,
} from '../testing/poolChain.ts';
import { developmentAccounts } from './accounts.ts';
import { Development } from './development.ts';
import { developmentMethods } from './methods/index.ts';
import type { MiningMode } from './miner.ts';
import { DevelopmentSigner } from './signer.ts';
import { impersonatedSender, signTransaction } from './signing.ts';

let workers: Pool;
beforeAll(async () => {
  workers = await createPool({ workers: 2 });
});
afterAll(() => workers.close());

const accounts = developmentAccounts();
const [first] = accounts;
const genesisTime = 1_700_000_000n;
let close: () => Promise<void> = async () => undefined;
afterEach(() => close());

/** A development chain and its methods, called by name as JSON-RPC would. */
async function start(mode: MiningMode = { kind: 'automine' }) {
  const spec = testSpec('cancun');
  const state = stateOf(
    Object.fromEntries(accounts.map(({ address }) => [address, { balance: 10_000n * ether }])),
  );
  const chain = new MemoryDevelopmentChain(headerOf(laterFields('cancun')), state);
  const pool = await openTransactionPool({
    ...{ spec, workers, limits: developmentPoolLimits },
    head: { ...chain.head, state: chain.state() },
  });
  const signer = new DevelopmentSigner(accounts);
  const errors: unknown[] = [];
  const options = {
    chain,
    pool,
    workers,
    spec,
    signer,
    mode,
    onError: (error: unknown) => errors.push(error),
  };
  const development = new Development({ ...options, now: () => Number(genesisTime) * 1000 });
  const table = new Map(developmentMethods(development).map((one) => [one.name, one]));
  const call = async (name: string, ...params: unknown[]) => {
    const method = table.get(name)!;
    const values = method.params.map((param, i) =>
      params[i] === undefined ? param.fallback?.() : param.read(params[i]),
    );
    return method.run({} as RpcContext, values, {} as Call);
  };
  close = async () => {
    await development.close();
    await pool.close();
    expect(errors).toEqual([]);
  };
  const mined = () => expect.poll(() => pool.status().pending).toBe(0);
  return { chain, pool, development, call, mined };
}

const hex = (value: bigint | number): Hex => `0x${value.toString(16)}`;
const balanceOf = (chain: MemoryDevelopmentChain, address: Hex) =>
  chain.state().account(address)?.balance ?? 0n;

test('the accounts are those that every tool of this kind has, and their signatures are theirs', () => {
  expect(accounts.map(({ address }) => address).slice(0, 3)).toEqual([
    '0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266',
    '0x70997970c51812dc3a010c7d01b50e0d17dc79c8',
    '0x3c44cdddb6a900fa2b585dd299e03d12fa4293bc',
  ]);
  expect(accounts).toHaveLength(10);
  const { from: _from, yParity: _y, r: _r, s: _s, ...unsigned } = transferOf(first!.address, 0);
  expect(recoverSender(signTransaction(unsigned, first!.privateKey))).toBe(first!.address);
  expect(() => developmentAccounts(1, 'test test')).toThrowError(/BIP-39/);
});

test('with automine each transaction is in a block at once', async () => {
  const { chain, pool, mined } = await start();
  await pool.addDecoded([transferOf(first!.address, 0), transferOf(first!.address, 1)]);
  await mined();
  expect(chain.head.header.number).toBe(1n);
  await pool.addDecoded([transferOf(first!.address, 2)]);
  await mined();
  expect(chain.head.header.number).toBe(2n);
  expect(balanceOf(chain, someone(999))).toBe(3n);
});

test('without automine nothing is mined until asked; an interval mines by itself, empty blocks too', async () => {
  const { chain, pool, call } = await start({ kind: 'none' });
  await pool.addDecoded([transferOf(first!.address, 0)]);
  expect(await call('anvil_getAutomine')).toBe(false);
  await call('anvil_mine', '0x3', '0xa');
  expect(chain.head.header.number).toBe(3n);
  expect(chain.head.header.timestamp).toBe(genesisTime + 21n);
  expect(pool.status().pending).toBe(0);
  await call('evm_setIntervalMining', 20);
  await expect.poll(() => chain.head.header.number).toBeGreaterThan(5n);
  await call('evm_setIntervalMining', 0);
  await call('evm_setAutomine', true);
  const { number } = chain.head.header;
  await new Promise((resolve) => setTimeout(resolve, 60));
  expect(chain.head.header.number).toBe(number);
});

test('what is set of accounts is in the state at once and under the next block', async () => {
  const { chain, pool, call, mined } = await start();
  const stranger = someone(77);
  await call('hardhat_setBalance', stranger, hex(5n * ether));
  expect(balanceOf(chain, stranger)).toBe(5n * ether);
  await call('anvil_addBalance', stranger, hex(ether));
  await call('anvil_setNonce', stranger, '0x7');
  await call('anvil_impersonateAccount', stranger);
  // Stores the caller's first word at slot 0: CALLDATALOAD(0), SSTORE(0).
  const code = '0x5f355f5500';
  await call('hardhat_setCode', someone(78), code);
  await call('anvil_setStorageAt', someone(78), '0x1', `0x${'00'.repeat(31)}2a`);
  const [answer] = await pool.addDecoded([
    transferOf(stranger, 7, { to: someone(78), data: `0x${'00'.repeat(31)}63`, gasLimit: 60_000n }),
  ]);
  expect(answer).toMatchObject({ status: 'pending' });
  await mined();
  expect(chain.head.header.number).toBe(1n);
  expect(chain.state().storage(someone(78), hexWord(0))).toBe(0x63n);
  expect(chain.state().storage(someone(78), hexWord(1))).toBe(0x2an);
  expect(chain.state().account(stranger)?.nonce).toBe(8n);
  expect(chain.head.header.stateRoot).toBe(chain.state().stateRoot());
});

const hexWord = (n: number) => `0x${n.toString(16).padStart(64, '0')}` as const;

test('a checkpoint brings back blocks, set states and the clock, once, and later ones are gone', async () => {
  const { chain, pool, call, mined } = await start();
  await call('anvil_setBalance', someone(5), '0x1');
  const early = await call('evm_snapshot');
  await call('anvil_setBalance', someone(5), '0x2');
  await pool.addDecoded([transferOf(first!.address, 0)]);
  await mined();
  const late = await call('evm_snapshot');
  await call('evm_increaseTime', 1000);
  await call('evm_mine');
  expect(await call('evm_revert', early)).toBe(true);
  expect(chain.head.header.number).toBe(0n);
  expect(balanceOf(chain, someone(5))).toBe(1n);
  expect(balanceOf(chain, someone(999))).toBe(0n);
  expect(await call('evm_revert', late)).toBe(false);
  expect(await call('evm_revert', early)).toBe(false);
  await call('evm_mine');
  expect(chain.head.header.timestamp).toBe(genesisTime + 1n);
  await pool.addDecoded([transferOf(first!.address, 0)]);
  await mined();
  expect(balanceOf(chain, someone(999))).toBe(1n);
});

test('time, base fee, gas limit and beneficiary of the next blocks are as set', async () => {
  const { chain, call } = await start();
  expect(await call('evm_increaseTime', '0x64')).toBe(100);
  await call('evm_mine');
  expect(chain.head.header.timestamp).toBe(genesisTime + 100n);
  await call('evm_setNextBlockTimestamp', Number(genesisTime + 500n));
  await call('anvil_setNextBlockBaseFeePerGas', hex(7n * gwei));
  await call('evm_setBlockGasLimit', '0xf4240');
  await call('hardhat_setCoinbase', someone(3));
  await call('hardhat_setPrevRandao', hexWord(9));
  await call('evm_mine');
  expect(chain.head.header).toMatchObject({
    timestamp: genesisTime + 500n,
    baseFeePerGas: 7n * gwei,
    gasLimit: 1_000_000n,
    beneficiary: someone(3),
    mixHash: hexWord(9),
  });
  await expect(call('evm_setNextBlockTimestamp', Number(genesisTime))).rejects.toThrowError(
    /lower than or equal/,
  );
  await call('anvil_setBlockTimestampInterval', 5);
  await call('anvil_mine', 2);
  expect(chain.head.header.timestamp).toBe(genesisTime + 510n);
  expect(chain.head.header.baseFeePerGas).toBeLessThan(7n * gwei);
  expect(await call('anvil_removeBlockTimestampInterval')).toBe(true);
});

test('a dumped state can be loaded into another chain', async () => {
  const source = await start();
  await source.call('anvil_setCode', someone(8), '0x600160');
  await source.call('anvil_setStorageAt', someone(8), '0x2', '0x5');
  await source.call('anvil_setNonce', someone(8), '0x9');
  const dump = await source.call('anvil_dumpState');
  await close();
  const target = await start();
  expect(await target.call('anvil_loadState', dump)).toBe(true);
  expect(target.chain.state().account(someone(8))).toEqual(source.chain.state().account(someone(8)));
  expect(target.chain.state().storage(someone(8), hexWord(2))).toBe(5n);
  expect(target.chain.state().stateRoot()).toBe(source.chain.state().stateRoot());
  await expect(target.call('anvil_loadState', '0x1f8b00')).rejects.toMatchObject({ code: 'DUMP_MALFORMED' });
});

test('reset goes back to the genesis block and empties the pool', async () => {
  const { chain, pool, call, mined } = await start();
  await pool.addDecoded([transferOf(first!.address, 0)]);
  await mined();
  await pool.addDecoded([transferOf(first!.address, 5)]);
  await call('hardhat_reset');
  expect(chain.head.header.number).toBe(0n);
  expect(pool.status()).toMatchObject({ pending: 0, queued: 0 });
  await expect(call('hardhat_reset', { forking: { jsonRpcUrl: 'http://x' } })).rejects.toThrowError(
    /not supported/,
  );
});

test('an impersonated transaction says who its sender is, a signed one does not', async () => {
  const { development, call } = await start({ kind: 'none' });
  const { signer } = development;
  expect(signer.covers(someone(4))).toBe(false);
  await call('hardhat_impersonateAccount', someone(4));
  expect(signer.addresses().at(-1)).toBe(someone(4));
  const { from: _from, yParity: _y, r: _r, s: _s, ...unsigned } = transferOf(someone(4), 0);
  expect(impersonatedSender(signer.transactionOf(unsigned, someone(4)))).toBe(someone(4));
  expect(impersonatedSender(signTransaction(unsigned, first!.privateKey))).toBeUndefined();
  await call('hardhat_stopImpersonatingAccount', someone(4));
  expect(signer.covers(someone(4))).toBe(false);
  await call('anvil_autoImpersonateAccount', true);
  expect(signer.covers(someone(4))).toBe(true);
  expect(signer.covers(first!.address)).toBe(false);
});
