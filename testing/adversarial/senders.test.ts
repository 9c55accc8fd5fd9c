/** Senders: chains of nonces, funds that arrive in the block, transactions that are only invalid when run too early. */
import { expect, test } from 'vitest';
import { asm } from '../dsl/asm.ts';
import { addressOf } from '../generators/cast.ts';
import { changeOf, sameError, sameOutcome, usePools } from './sameOutcome.ts';
import { burnDownTo, sender, smallBlock, type Wish } from './smallBlock.ts';

usePools();

const payer = addressOf(1, 0xfa);
const poor = addressOf(1, 0x90);
const ether = 10n ** 18n;
/** Sends all its balance to the poor account, late. */
const payerCode = asm(`${burnDownTo(100_000)} 0 0 0 0 SELFBALANCE ${poor} GAS CALL`).code;

test('one sender sends everything', async () => {
  const transactions = Array.from({ length: 60 }, (_, i) => ({ from: sender(0), to: sender(i), value: 1n }));
  const result = await sameOutcome(smallBlock({ transactions }));
  expect(changeOf(result, sender(0))?.account?.nonce).toBe(60n);
});

test('two senders in turn pay each other', async () => {
  const transactions = Array.from({ length: 60 }, (_, i) => ({
    from: sender(i % 2),
    to: sender((i + 1) % 2),
    value: BigInt(i) * ether,
  }));
  await sameOutcome(smallBlock({ transactions }));
});

test('a sender without funds is funded by a contract just before', async () => {
  const accounts = { [payer]: { code: payerCode, nonce: 1n, balance: 5n * ether }, [poor]: { balance: 0n } };
  const transactions: Wish[] = [
    { from: sender(0), to: payer },
    ...Array.from({ length: 5 }, (_, i) => ({ from: poor, to: sender(i), value: ether / 10n })),
  ];
  const result = await sameOutcome(smallBlock({ accounts, transactions }));
  expect(changeOf(result, poor)?.account?.nonce).toBe(5n);
});

test('a chain of funding: each recipient sends on', async () => {
  const link = (i: number) => addressOf(i + 1, 0x91);
  const accounts = Object.fromEntries(Array.from({ length: 20 }, (_, i) => [link(i), { balance: 0n }]));
  const transactions: Wish[] = [{ from: sender(0), to: link(0), value: 100n * ether }];
  for (let i = 0; i < 19; i++)
    transactions.push({ from: link(i), to: link(i + 1), value: BigInt(99 - i) * ether });
  await sameOutcome(smallBlock({ accounts, transactions }));
});

test('a sender that stays without funds stops the block', async () => {
  const transactions: Wish[] = Array.from({ length: 10 }, (_, i) => ({ from: sender(i), to: sender(0) }));
  transactions.push({ from: poor, to: sender(1) });
  const small = smallBlock({ accounts: { [poor]: { balance: 1n } }, transactions });
  expect(await sameError(small)).toBe('INSUFFICIENT_FUNDS');
});

test.each([
  [0n, 'NONCE_TOO_LOW'],
  [5n, 'NONCE_TOO_HIGH'],
])('a sender whose third nonce is %i stops the block with %s', async (nonce, code) => {
  const transactions: Wish[] = Array.from({ length: 10 }, (_, i) => ({ from: sender(i), to: sender(0) }));
  transactions.push({ from: sender(0), to: sender(1) }, { from: sender(0), to: sender(1), nonce });
  expect(await sameError(smallBlock({ transactions }))).toBe(code);
});

test('gas beyond the block stops it, whatever ran already', async () => {
  const small = smallBlock({
    transactions: Array.from({ length: 10 }, (_, i) => ({ from: sender(i), to: sender(0) })),
  });
  small.block.header.gasLimit = 1_000_000n + 5n * 21_000n;
  expect(await sameError(small)).toBe('GAS_ALLOWANCE_EXCEEDED');
});

test('a sender whose nonce a creation raised just before', async () => {
  const maker = addressOf(2, 0xfa);
  const code = asm(`${burnDownTo(200_000)} 0 0 0 CREATE 0 MSTORE 32 0 LOG0`).code;
  const accounts = { [maker]: { code, nonce: 1n } };
  const create: Wish = { from: sender(0), to: maker };
  const probe = await sameOutcome(smallBlock({ accounts, transactions: [create] }));
  // An empty contract is an account without code: whoever had its key could send, with the nonce that it begins with.
  const made = `0x${probe.receipts[0]!.logs[0]!.data.slice(26)}` as const;
  const result = await sameOutcome(
    smallBlock({
      accounts: { ...accounts, [made]: { balance: ether } },
      transactions: [create, { from: made, to: sender(1), nonce: 1n }],
    }),
  );
  expect(changeOf(result, made)?.account?.nonce).toBe(2n);
});
