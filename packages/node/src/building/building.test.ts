import { type Address, createPool, type Pool, rulesOf } from '@heddle/engine';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTransactionPool } from '../pool/openTransactionPool.ts';
import {
  ether,
  gwei,
  headOf,
  laterFields,
  someone,
  testSpec,
  transferOf,
  zeroHash,
} from '../testing/poolChain.ts';
import { buildBlock } from './buildBlock.ts';
import { buildWithin } from './buildWithin.ts';
import { gasLimitTowards } from './headerFor.ts';
import { Pace } from './pace.ts';
import { Payload } from './payload.ts';
import { spreadEquals } from './spreadEquals.ts';
import type { BuilderOptions } from './types.ts';

let workers: Pool;
beforeAll(async () => {
  workers = await createPool({ workers: 2 });
});
afterAll(() => workers.close());

const senders = Array.from({ length: 20 }, (_, n) => someone(n));

async function scene(gasLimit = 30_000_000n) {
  const spec = testSpec('cancun');
  const rows = Object.fromEntries(senders.map((sender) => [sender, { balance: ether }]));
  const head = headOf(rows, { ...laterFields('cancun'), gasLimit });
  const pool = await openTransactionPool({ spec, head });
  const options: BuilderOptions & { pool: typeof pool } = { spec, workers, pool, stateRoot: () => zeroHash };
  const parent = { header: head.header, hash: head.hash, state: head.state, blockHashes: new Map() };
  const attributes = {
    timestamp: head.header.timestamp + 1n,
    feeRecipient: someone(500),
    prevRandao: zeroHash,
  };
  return { pool, options, parent, attributes };
}

test('the block holds what pays best, as much as fits, and the fees are counted', async () => {
  const { pool, options, parent, attributes } = await scene(21_000n * 5n + 5_000n);
  const tip = (n: number) => BigInt(1 + (n % 7)) * gwei;
  await pool.addDecoded(senders.map((sender, n) => transferOf(sender, 0, { maxPriorityFeePerGas: tip(n) })));
  const built = await buildBlock(options, parent, attributes);
  const tips = built.block.transactions.map(({ maxPriorityFeePerGas }) => maxPriorityFeePerGas / gwei);
  expect(tips).toEqual([7n, 7n, 6n, 6n, 6n]);
  expect(built.feesWei).toBe(21_000n * 32n * gwei);
  expect(built.block.header).toMatchObject({ gasUsed: 105_000n, number: 1n, beneficiary: someone(500) });
  expect(built.result.receipts).toHaveLength(5);
});

test('a payload begins without transactions and gets better as they come', async () => {
  const { pool, options, parent, attributes } = await scene();
  const payload = new Payload({ ...options, pauseMs: 5 }, parent, attributes);
  expect((await payload.best()).block.transactions).toEqual([]);
  await pool.addDecoded([transferOf(senders[0]!, 0)]);
  await expect.poll(async () => (await payload.best()).block.transactions.length).toBe(1);
  await pool.addDecoded([transferOf(senders[1]!, 0)]);
  await expect.poll(async () => (await payload.best()).block.transactions.length).toBe(2);
  const taken = await payload.take();
  expect(taken.block.transactions).toHaveLength(2);
  await pool.addDecoded([transferOf(senders[2]!, 0)]);
  expect((await payload.best()).block.transactions).toHaveLength(2);
});

test('a block that would be late is given up for an empty one, and the next ones are smaller', async () => {
  const { pool, options, parent, attributes } = await scene();
  await pool.addDecoded(senders.map((sender) => transferOf(sender, 0)));
  const pace = new Pace();
  const before = pace.gasFor(50);
  const account = async (address: Address) => {
    await new Promise((resolve) => setTimeout(resolve, 15));
    return parent.state.account(address);
  };
  const state = { account, storage: () => 0n, code: () => new Uint8Array() };
  const late = await buildWithin(options, { ...parent, state }, attributes, { ms: 40, pace });
  expect(late.block.transactions).toEqual([]);
  expect(pace.gasFor(50)).toBeLessThan(before);
  const timely = await buildWithin(options, parent, attributes, { ms: 5_000, pace });
  expect(timely.block.transactions).toHaveLength(20);
});

test('those that call one contract are spread among the others that pay the same, each sender in order', () => {
  const hot = { to: someone(900), data: '0x01' } as const;
  const pooled = (tx: ReturnType<typeof transferOf>) => ({
    hash: `0x${tx.from!.slice(2)}${tx.nonce}` as const,
    transaction: { ...tx, from: tx.from! },
    raw: new Uint8Array(),
    ...{ sizeBytes: 0, isLocal: false, arrivedMs: 0 },
  });
  const calls = [0, 1, 2].map((n) => pooled(transferOf(senders[n]!, 0, hot)));
  const own = [pooled(transferOf(senders[0]!, 1)), pooled(transferOf(senders[0]!, 2))];
  const others = [5, 6, 7, 8].map((n) => pooled(transferOf(senders[n]!, 0)));
  const dear = pooled(transferOf(senders[9]!, 0, { maxPriorityFeePerGas: 2n * gwei }));
  const order = spreadEquals([dear, ...calls, ...own, ...others], gwei);
  expect(order[0]).toBe(dear);
  expect(order).toHaveLength(10);
  const places = calls.map((call) => order.indexOf(call));
  expect(places[1]! - places[0]!).toBeGreaterThan(1);
  expect(places[2]! - places[1]!).toBeGreaterThan(1);
  const nonces = order
    .filter(({ transaction }) => transaction.from === senders[0])
    .map(({ transaction }) => transaction.nonce);
  expect(nonces).toEqual([0n, 1n, 2n]);
});

test('the gas limit moves towards the target by less than a 1,024th', () => {
  const { header } = headOf({});
  const rules = rulesOf('cancun');
  expect(gasLimitTowards(30_000_000n, header, rules)).toBe(30_000_000n);
  expect(gasLimitTowards(60_000_000n, header, rules)).toBe(30_000_000n + 29_295n);
  expect(gasLimitTowards(0n, header, rules)).toBe(30_000_000n - 29_295n);
});
