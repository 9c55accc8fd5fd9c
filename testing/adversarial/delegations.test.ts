/** Delegations (EIP-7702) that are set, used, replaced and cleared in one block. */
import type { Address } from '@heddle/engine';
import { expect, test } from 'vitest';
import { asm } from '../dsl/asm.ts';
import { addressOf, word } from '../generators/cast.ts';
import { changeOf, sameOutcome, usePools } from './sameOutcome.ts';
import { burnDownTo, delegation, sender, smallBlock, type Wish } from './smallBlock.ts';

usePools();

const nobody: Address = `0x${'00'.repeat(20)}`;
const byOne = addressOf(1, 0xfa);
const byTen = addressOf(2, 0xfa);
const counter = (step: number) => asm(`${burnDownTo(60_000)} ${step} 0 SLOAD ADD 0 SSTORE`).code;
const accounts = { [byOne]: { code: counter(1), nonce: 1n }, [byTen]: { code: counter(10), nonce: 1n } };
const authority = addressOf(1, 0xde);

const use = (i: number): Wish => ({ from: sender(i), to: authority });
const delegate = (i: number, to: Address, nonce: bigint): Wish => ({
  from: sender(i),
  to: sender(0),
  authorizationList: [delegation(authority, to, nonce)],
});

test('used before, after, replaced and cleared', async () => {
  const transactions = [
    use(0),
    delegate(1, byOne, 0n),
    use(2),
    use(3),
    delegate(4, byTen, 1n),
    use(5),
    delegate(6, byTen, 1n), // its nonce is used: skipped
    delegate(7, nobody, 2n),
    use(8),
    delegate(9, byOne, 3n),
    use(10),
  ];
  const result = await sameOutcome(smallBlock({ accounts, transactions }));
  expect(changeOf(result, authority)).toMatchObject({ account: { nonce: 4n }, storage: [[word(0n), 13n]] });
});

test('a sender delegates itself and goes on sending', async () => {
  const transactions: Wish[] = [
    { from: sender(0), to: sender(0), authorizationList: [delegation(sender(0), byOne, 1n)] },
    { from: sender(1), to: sender(0) },
    { from: sender(0), to: sender(0), nonce: 2n },
    { from: sender(0), to: byTen, nonce: 3n },
    { from: sender(2), to: sender(0) },
  ];
  const result = await sameOutcome(smallBlock({ accounts, transactions }));
  expect(changeOf(result, sender(0))?.storage).toEqual([[word(0n), 4n]]);
});

test('a delegation raises the nonce of a sender that sends next', async () => {
  const transactions: Wish[] = [
    { from: sender(1), to: sender(3), authorizationList: [delegation(sender(2), byOne, 0n)] },
    { from: sender(2), to: sender(2), nonce: 1n },
    { from: sender(2), to: sender(2), nonce: 2n },
  ];
  const result = await sameOutcome(smallBlock({ accounts, transactions }));
  expect(changeOf(result, sender(2))).toMatchObject({ account: { nonce: 3n }, storage: [[word(0n), 2n]] });
});

test('many authorities in one transaction, each used by its own', async () => {
  const authorities = Array.from({ length: 10 }, (_, i) => addressOf(i + 1, 0xd0));
  const transactions: Wish[] = [
    {
      from: sender(0),
      to: sender(1),
      authorizationList: authorities.map((each, i) => delegation(each, i % 2 === 0 ? byOne : byTen)),
    },
    ...authorities.map((to, i) => ({ from: sender(i + 1), to })),
  ];
  const result = await sameOutcome(smallBlock({ accounts, transactions }));
  expect(authorities.map((each) => changeOf(result, each)?.storage[0]?.[1])).toEqual(
    authorities.map((_, i) => (i % 2 === 0 ? 1n : 10n)),
  );
});

test('who reads the code of an authority sees the designator of its time', async () => {
  const watcher = addressOf(3, 0xfa);
  const code = asm(
    `${burnDownTo(60_000)} ${authority} EXTCODESIZE 0 MSTORE ${authority} EXTCODEHASH 32 MSTORE 64 0 LOG0`,
  ).code;
  const look = (i: number): Wish => ({ from: sender(i), to: watcher });
  const transactions = [
    look(0),
    delegate(1, byOne, 0n),
    look(2),
    delegate(3, byTen, 1n),
    look(4),
    delegate(5, nobody, 2n),
    look(6),
  ];
  const result = await sameOutcome(
    smallBlock({ accounts: { ...accounts, [watcher]: { code, nonce: 1n } }, transactions }),
  );
  const seen = [0, 2, 4, 6].map((i) => result.receipts[i]!.logs[0]!.data);
  expect(seen.map((data) => BigInt(data.slice(0, 66)))).toEqual([0n, 23n, 23n, 0n]);
  expect(new Set(seen).size).toBe(4);
});
