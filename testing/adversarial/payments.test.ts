/** Contracts that pay: in parallel their balance is not read but bounded from below, which no amount may deceive. */
import { expect, test } from 'vitest';
import { asm } from '../dsl/asm.ts';
import { addressOf } from '../generators/cast.ts';
import { changeOf, sameOutcome, usePools } from './sameOutcome.ts';
import { burnDownTo, sender, smallBlock } from './smallBlock.ts';

usePools();

const payer = addressOf(1, 0xfa);
const heir = addressOf(1, 0xab);

test.each([
  ['a wei too much', 101n],
  ['the highest positive amount of a signed word', 2n ** 255n - 1n],
  ['the lowest negative amount of a signed word', 2n ** 255n],
  ['all ones', 2n ** 256n - 1n],
])('cannot pay %s', async (_, amount) => {
  const code = asm(`0 0 0 0 ${amount} ${heir} GAS CALL CALLER SSTORE`).code;
  const create = asm(`0 0 ${amount} CREATE CALLER SSTORE`).code;
  const creator = addressOf(2, 0xfa);
  const accounts = {
    [payer]: { code, nonce: 1n, balance: 100n },
    [creator]: { code: create, nonce: 1n, balance: 100n },
  };
  const transactions = Array.from({ length: 8 }, (_, i) => ({
    from: sender(i),
    to: i % 2 === 0 ? payer : creator,
  }));
  const result = await sameOutcome(smallBlock({ accounts, transactions }));
  expect(changeOf(result, payer)).toBeUndefined();
  expect(changeOf(result, creator)).toBeUndefined();
});

test('pays what it was paid just before, and no more', async () => {
  const code = asm(`0 0 0 0 60 ${heir} GAS CALL POP 0 0 0 0 60 ${heir} GAS CALL CALLER SSTORE`).code;
  const accounts = { [payer]: { code, nonce: 1n, balance: 70n } };
  const transactions = Array.from({ length: 10 }, (_, i) => ({
    from: sender(i),
    to: payer,
    value: BigInt(i * 13),
  }));
  await sameOutcome(smallBlock({ accounts, transactions }));
});

test('a payment is decided, then the balance is read that a lower transaction took meanwhile', async () => {
  const purse = addressOf(4, 0xfa);
  const pay = (wei: number) => `0 0 0 0 ${wei} ${addressOf(7, 0xab)} 0 CALL`;
  // Called with data: gives away nine of ten wei, late. Without: pays six, and looks at what is left much later.
  const code = asm(
    `CALLDATASIZE @drain JUMPI ${pay(6)} 0 MSTORE ${burnDownTo(100_000)} SELFBALANCE 32 MSTORE 64 0 LOG0 STOP
     drain: late: 3000000 GAS GT @late JUMPI ${pay(9)} STOP`,
  ).code;
  const transactions = [
    { from: sender(0), to: purse, data: '0x01' as const, gasLimit: 4_000_000n },
    ...Array.from({ length: 5 }, (_, i) => ({ from: sender(i + 1), to: purse, gasLimit: 4_000_000n })),
  ];
  const result = await sameOutcome(
    smallBlock({ accounts: { [purse]: { code, nonce: 1n, balance: 10n } }, transactions }),
  );
  const seen = result.receipts.slice(1).map(({ logs }) => BigInt(logs[0]!.data));
  expect(seen).toEqual(seen.map(() => 1n)); // the payment failed, one wei is left
});
