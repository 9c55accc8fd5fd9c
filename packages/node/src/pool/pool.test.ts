import { encodeTransaction, type MemoryState, transactionHash } from '@heddle/engine';
import { expect, test } from 'vitest';
import { ether, gwei, headOf, someone, testSpec, transferOf } from '../testing/poolChain.ts';
import { openTransactionPool } from './openTransactionPool.ts';
import type { PoolOptions } from './options.ts';
import type { AddResult, TransactionPool } from './transactionPool.ts';

const alice = someone(1);
const bob = someone(2);

async function poolWith(options: Partial<PoolOptions> = {}): Promise<TransactionPool> {
  const head = headOf({ [alice]: { balance: ether }, [bob]: { balance: ether, nonce: 5n } });
  return openTransactionPool({ spec: testSpec(), head, ...options });
}

const errorOf = (result: AddResult | undefined) =>
  result && 'error' in result ? result.error.message : undefined;
const statusOf = (result: AddResult | undefined) =>
  result && 'status' in result ? result.status : undefined;

test('transactions in a row are pending, those after a gap wait until it is filled', async () => {
  const pool = await poolWith();
  const seen: bigint[][] = [];
  pool.onPending((transactions) => seen.push(transactions.map(({ transaction }) => transaction.nonce)));
  const results = await pool.addDecoded([transferOf(alice, 0), transferOf(alice, 2), transferOf(bob, 5)]);
  expect(results.map(statusOf)).toEqual(['pending', 'queued', 'pending']);
  expect(pool.status()).toMatchObject({ pending: 2, queued: 1 });
  expect(await pool.nonceOf(alice)).toBe(1n);
  await pool.addDecoded([transferOf(alice, 1)]);
  expect(pool.status()).toMatchObject({ pending: 4, queued: 0 });
  expect(await pool.nonceOf(alice)).toBe(3n);
  expect(seen).toEqual([
    [0n, 5n],
    [1n, 2n],
  ]);
});

test('what geth refuses is refused in its words', async () => {
  const pool = await poolWith();
  const send = async (...args: Parameters<typeof transferOf>) =>
    errorOf((await pool.addDecoded([transferOf(...args)]))[0]);
  expect(await send(bob, 4)).toBe('nonce too low: next nonce 5, tx nonce 4');
  expect(await send(someone(3), 0)).toMatch(
    /^insufficient funds for gas \* price \+ value: balance 0, tx cost 210000000000001, overshot 210000000000001$/,
  );
  expect(await send(alice, 0, { gasLimit: 20_999n })).toBe(
    'intrinsic gas too low: gas 20999, minimum needed 21000',
  );
  expect(await send(alice, 0, { maxPriorityFeePerGas: 11n * gwei })).toMatch(
    /^max priority fee per gas higher than max fee per gas/,
  );
  expect(await send(alice, 0, { gasLimit: 30_000_001n })).toBe('exceeds block gas limit');
  expect(await send(alice, 0, { chainId: 5n })).toMatch(
    /^invalid sender: invalid chain id for signer: have 5 want 1/,
  );
  expect(await send(alice, 0)).toBeUndefined();
  expect(await send(alice, 0)).toBe('already known');
  expect(await send(alice, 0, { value: 2n })).toMatch(/^replacement transaction underpriced/);
});

test('bytes that are no transaction are answered, not thrown', async () => {
  const pool = await poolWith();
  const nested = new Uint8Array(100_000).fill(0xc1);
  const results = await pool.add([
    Uint8Array.of(),
    Uint8Array.of(0xc0),
    nested,
    new Uint8Array(200_000),
    Uint8Array.of(3, 0xc0),
  ]);
  expect(results.map(errorOf)).toEqual([
    expect.stringMatching(/^rlp:/),
    expect.stringMatching(/^rlp:/),
    expect.stringMatching(/^rlp:/),
    'oversized data: transaction size 200000, limit 131072',
    'missing sidecar in blob transaction',
  ]);
});

test('a replacement must pay a tenth more for both fees', async () => {
  const pool = await poolWith();
  const first = transferOf(alice, 0);
  await pool.addDecoded([first]);
  const more = (percent: bigint) => ({
    maxFeePerGas: (first.maxFeePerGas * percent) / 100n,
    maxPriorityFeePerGas: (first.maxPriorityFeePerGas * percent) / 100n,
  });
  expect(errorOf((await pool.addDecoded([transferOf(alice, 0, more(109n))]))[0])).toMatch(/^replacement/);
  expect(
    errorOf(
      (await pool.addDecoded([transferOf(alice, 0, { ...more(110n), maxPriorityFeePerGas: gwei })]))[0],
    ),
  ).toMatch(/^replacement/);
  const [result] = await pool.addDecoded([transferOf(alice, 0, more(110n))]);
  expect(result).toMatchObject({ status: 'pending', replaced: transactionHash(first) });
  expect(pool.status()).toMatchObject({ pending: 1, queued: 0 });
  expect(pool.get(transactionHash(first))).toBeUndefined();
});

test('a sender cannot promise more than it has', async () => {
  const pool = await poolWith();
  const half = { value: ether / 2n };
  const results = await pool.addDecoded([transferOf(alice, 0, half), transferOf(alice, 1, half)]);
  expect(errorOf(results[1])).toMatch(
    /queued cost 500210000000000000, tx cost 500210000000000000, overshot 420000000000000$/,
  );
});

test('a full pool takes only what pays more, and lets the cheapest go', async () => {
  const senders = Array.from({ length: 6 }, (_, n) => someone(100 + n));
  const head = headOf(Object.fromEntries(senders.map((sender) => [sender, { balance: ether }])));
  const pool = await openTransactionPool({ spec: testSpec(), head, limits: { pending: 3, queued: 1 } });
  const paying = (n: number, tip: bigint) => transferOf(senders[n]!, 0, { maxPriorityFeePerGas: tip * gwei });
  const results = await pool.addDecoded([paying(0, 2n), paying(1, 3n), paying(2, 4n)]);
  expect(results.map(statusOf)).toEqual(['pending', 'pending', 'pending']);
  await pool.addDecoded([transferOf(senders[0]!, 2)]);
  const dropped: string[] = [];
  pool.onDropped((hashes) => dropped.push(...hashes));
  expect(errorOf((await pool.addDecoded([paying(3, 1n)]))[0])).toMatch(/^transaction underpriced/);
  expect(
    errorOf((await pool.addDecoded([transferOf(senders[4]!, 1, { maxPriorityFeePerGas: 9n * gwei })]))[0]),
  ).toBeUndefined();
  expect(pool.status()).toMatchObject({ pending: 3, queued: 1 });
  expect(
    errorOf((await pool.addDecoded([transferOf(senders[5]!, 1, { maxPriorityFeePerGas: 9n * gwei })]))[0]),
  ).toBe('future transaction tries to replace pending');
  await pool.addDecoded([paying(5, 5n)]);
  expect(dropped).toHaveLength(2);
  expect(pool.status().pending + pool.status().queued).toBe(4);
});

test('included transactions leave, those of dropped blocks return', async () => {
  const pool = await poolWith();
  const [first, second] = [transferOf(alice, 0), transferOf(alice, 1)];
  await pool.addDecoded([first, second]);
  const after = headOf({ [alice]: { balance: ether, nonce: 1n } }, { number: 1n });
  await pool.moveHead({ head: after, included: [first], dropped: [], changed: new Set([alice]) });
  expect(pool.contentFrom(alice).pending.map(({ transaction }) => transaction.nonce)).toEqual([1n]);
  const before = headOf({ [alice]: { balance: ether } }, { number: 1n, extraData: '0x01' });
  await pool.moveHead({ head: before, included: [], dropped: [first] });
  expect(pool.contentFrom(alice).pending.map(({ transaction }) => transaction.nonce)).toEqual([0n, 1n]);
  const poor = headOf({ [alice]: { balance: 1n } }, { number: 2n });
  await pool.moveHead({ head: poor, included: [], dropped: [] });
  expect(pool.status()).toMatchObject({ pending: 0, queued: 0, bytes: 0 });
});

test('best gives the highest tip first and keeps nonces in order', async () => {
  const pool = await poolWith();
  await pool.addDecoded([
    transferOf(alice, 0, { maxPriorityFeePerGas: gwei }),
    transferOf(alice, 1, { maxPriorityFeePerGas: 9n * gwei }),
    transferOf(bob, 5, { maxPriorityFeePerGas: 2n * gwei }),
    transferOf(bob, 6, { maxFeePerGas: gwei, maxPriorityFeePerGas: 1n }),
  ]);
  const order = (baseFee: bigint) =>
    [...pool.best({ baseFee, blobBaseFee: undefined })].map(({ transaction: { from, nonce } }) => [
      from,
      nonce,
    ]);
  expect(order(gwei)).toEqual([
    [bob, 5n],
    [alice, 0n],
    [alice, 1n],
    [bob, 6n],
  ]);
  expect(order(2n * gwei)).toEqual([
    [bob, 5n],
    [alice, 0n],
    [alice, 1n],
  ]);
  const walk = pool.best({ baseFee: gwei, blobBaseFee: undefined });
  expect(walk.next()?.transaction.from).toBe(bob);
  walk.skipSender();
  expect([...walk].map(({ transaction }) => transaction.from)).toEqual([alice, alice]);
});

test('a delegated account may have one transaction under way', async () => {
  const head = headOf({
    [alice]: { balance: ether, code: `0xef0100${bob.slice(2)}` },
    [bob]: { balance: ether, code: '0x00' },
  });
  const pool = await openTransactionPool({ spec: testSpec(), head });
  const send = async (...args: Parameters<typeof transferOf>) =>
    errorOf((await pool.addDecoded([transferOf(...args)]))[0]);
  expect(await send(bob, 0)).toMatch(/^sender not an eoa: address/);
  expect(await send(alice, 1)).toBe('gapped-nonce tx from delegated accounts');
  expect(await send(alice, 0)).toBeUndefined();
  expect(await send(alice, 1)).toBe('in-flight transaction limit reached for delegated accounts');
  expect(await send(alice, 0, { maxFeePerGas: 20n * gwei, maxPriorityFeePerGas: 2n * gwei })).toBeUndefined();
});

test('queued transactions leave when their time is over', async () => {
  let now = 1_700_000_000_000;
  const pool = await poolWith({ now: () => now, limits: { accountQueued: 2 } });
  const results = await pool.addDecoded([3, 4, 5, 2].map((nonce) => transferOf(alice, nonce)));
  expect(results.map((result) => errorOf(result) ?? statusOf(result))).toEqual([
    'queued',
    'queued',
    'account limit exceeded: pooled 2 txs, limit 2',
    'queued',
  ]);
  expect(pool.contentFrom(alice).queued.map(({ transaction }) => transaction.nonce)).toEqual([2n, 3n]);
  now += 4 * 3_600_000;
  expect(pool.status().queued).toBe(2);
});

test('raw bytes give the sender that signed', async () => {
  const pool = await poolWith();
  const state = headOf({}).state satisfies MemoryState;
  expect(state).toBeDefined();
  const raw = encodeTransaction({ ...transferOf(alice, 0), r: 1n, s: 1n });
  expect(errorOf((await pool.add([raw]))[0])).toMatch(/^(insufficient funds|invalid sender)/);
});
