import { createPool, encodeTransaction, type Pool } from '@heddle/engine';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { developmentAccounts } from '../dev/accounts.ts';
import { signTransaction } from '../dev/signing.ts';
import { ether, gwei, headOf, someone, testSpec, transferOf } from '../testing/poolChain.ts';
import { openTransactionPool } from './openTransactionPool.ts';
import { developmentPoolLimits } from './options.ts';

let workers: Pool;
beforeAll(async () => {
  workers = await createPool({ workers: 2 });
});
afterAll(() => workers.close());

test('many signed transactions, together and one by one, get the senders that signed them', async () => {
  const accounts = developmentAccounts(3);
  const head = headOf(Object.fromEntries(accounts.map(({ address }) => [address, { balance: ether }])));
  const raw = Array.from({ length: 60 }, (_, i) => {
    const { privateKey } = accounts[i % 3]!;
    const { from: _from, yParity: _y, r: _r, s: _s, ...unsigned } = transferOf(someone(0), Math.floor(i / 3));
    return encodeTransaction(signTransaction(unsigned, privateKey));
  });
  for (const isTogether of [true, false]) {
    const pool = await openTransactionPool({ spec: testSpec(), head, workers });
    const answers = isTogether ? [await pool.add(raw)] : await Promise.all(raw.map((one) => pool.add([one])));
    expect(answers.flat().every((answer) => 'status' in answer && answer.status === 'pending')).toBe(true);
    for (const { address } of accounts) expect(await pool.nonceOf(address)).toBe(20n);
    await pool.close();
  }
});

test('a flood of cheap transactions leaves the pool at its limits, and dear ones get in', async () => {
  const senders = Array.from({ length: 400 }, (_, n) => someone(n));
  const rows = Object.fromEntries(senders.map((sender) => [sender, { balance: ether }]));
  const limits = { pending: 500, queued: 100, accountPending: 4 };
  const pool = await openTransactionPool({ spec: testSpec(), head: headOf(rows), limits });
  const flood = senders
    .slice(0, 200)
    .flatMap((sender) => [0, 1, 2, 3, 4, 9].map((nonce) => transferOf(sender, nonce)));
  await pool.addDecoded(flood);
  expect(pool.status().pending + pool.status().queued).toBeLessThanOrEqual(600);
  expect(pool.status().queued).toBeLessThanOrEqual(100);
  const dear = senders.slice(200).map((sender) => transferOf(sender, 0, { maxPriorityFeePerGas: 2n * gwei }));
  const answers = await pool.addDecoded(dear);
  expect(answers.every((answer) => 'status' in answer)).toBe(true);
  expect(pool.status().pending + pool.status().queued).toBeLessThanOrEqual(600);
  const best = pool.best({ baseFee: gwei, blobBaseFee: undefined });
  for (let i = 0; i < 200; i++) expect(best.next()?.transaction.maxPriorityFeePerGas).toBe(2n * gwei);
});

test('one sender cannot fill the pool: the largest lose their last ones first', async () => {
  const rows = Object.fromEntries([1, 2, 3].map((n) => [someone(n), { balance: ether }]));
  const limits = { pending: 20, queued: 100, accountPending: 4 };
  const pool = await openTransactionPool({ spec: testSpec(), head: headOf(rows), limits });
  const row = (n: number, count: number) =>
    Array.from({ length: count }, (_, nonce) => transferOf(someone(n), nonce));
  await pool.addDecoded([...row(1, 30), ...row(2, 10), ...row(3, 3)]);
  const counts = [1, 2, 3].map((n) => pool.contentFrom(someone(n)).pending.length);
  expect(counts).toEqual([9, 8, 3]);
});

test('queued transactions leave when nothing has happened to them for long', async () => {
  vi.useFakeTimers({ now: 1_700_000_000_000 });
  try {
    const head = headOf({ [someone(1)]: { balance: ether } });
    const pool = await openTransactionPool({ spec: testSpec(), head, limits: { lifetimeMs: 3_600_000 } });
    await pool.addDecoded([transferOf(someone(1), 0), transferOf(someone(1), 2)]);
    vi.advanceTimersByTime(3_500_000);
    expect(pool.status()).toMatchObject({ pending: 1, queued: 1 });
    vi.advanceTimersByTime(200_000);
    expect(pool.status()).toMatchObject({ pending: 1, queued: 0 });
    await pool.close();
  } finally {
    vi.useRealTimers();
  }
});

test('more than may wait for their senders are refused at once', async () => {
  const head = headOf({ [someone(1)]: { balance: ether } });
  const pool = await openTransactionPool({
    spec: testSpec(),
    head,
    limits: { ...developmentPoolLimits, waiting: 5 },
  });
  const raw = Array.from({ length: 8 }, (_, nonce) =>
    encodeTransaction({ ...transferOf(someone(1), nonce), r: 7n, s: 7n }),
  );
  const answers = await pool.add(raw);
  const full = answers.filter((answer) => 'error' in answer && answer.error.code === 'POOL_FULL');
  expect(full).toHaveLength(3);
  const few = await openTransactionPool({
    spec: testSpec(),
    head,
    limits: { waitingBytes: raw[0]!.length * 2 + 1 },
  });
  const byBytes = (await few.add(raw)).filter(
    (answer) => 'error' in answer && answer.error.code === 'POOL_FULL',
  );
  expect(byBytes).toHaveLength(6);
  // What was refused for want of room may come again.
  const again = await few.add(raw.slice(0, 2));
  expect(again.some((answer) => 'error' in answer && answer.error.code === 'POOL_FULL')).toBe(false);
});
