/** Contracts that pay: in parallel their balance is not read but bounded from below, which no amount may deceive. */
import { expect, test } from 'vitest';
import { asm } from '../dsl/asm.ts';
import { addressOf } from '../generators/cast.ts';
import { changeOf, sameOutcome, usePools } from './sameOutcome.ts';
import { sender, smallBlock } from './smallBlock.ts';

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
