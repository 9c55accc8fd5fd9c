/** Reads that found nothing, of what a lower transaction makes. */
import { expect, test } from 'vitest';
import { asm } from '../dsl/asm.ts';
import { initCodeOf } from '../dsl/deployments.ts';
import { addressOf, word } from '../generators/cast.ts';
import { changeOf, sameOutcome, usePools } from './sameOutcome.ts';
import { burnDownTo, sender, smallBlock, type Wish } from './smallBlock.ts';

usePools();

const absent = addressOf(1, 0xab);
const watcher = addressOf(1, 0xfa);
/** Logs balance, code hash and code size of an account. */
const look = asm(
  `${absent} BALANCE 0 MSTORE ${absent} EXTCODEHASH 32 MSTORE ${absent} EXTCODESIZE 64 MSTORE 96 0 LOG0`,
).code;

test.each(['istanbul', 'prague'] as const)(
  '%s: an account that comes to exist by a late transfer',
  async (hardfork) => {
    const giver = addressOf(2, 0xfa);
    const give = asm(`${burnDownTo(100_000)} 0 0 0 0 2 ${absent} GAS CALL`).code;
    const accounts = {
      [watcher]: { code: look, nonce: 1n },
      [giver]: { code: give, nonce: 1n, balance: 100n },
    };
    const watch = (i: number): Wish => ({ from: sender(i), to: watcher });
    const transactions = [
      watch(0),
      { from: sender(1), to: giver },
      watch(2),
      watch(3),
      { from: sender(4), to: giver },
      watch(5),
    ];
    const result = await sameOutcome(smallBlock({ hardfork, accounts, transactions }));
    const balances = result.receipts.map(({ logs }) => logs[0] && BigInt(logs[0].data.slice(0, 66)));
    expect(balances).toEqual([0n, undefined, 2n, 2n, undefined, 4n]);
  },
);

test('a call with value to an account that exists since just before costs less', async () => {
  const caller = addressOf(3, 0xfa);
  const code = asm(`0 0 0 0 1 ${absent} 0 CALL 0 SSTORE`).code;
  const transactions = Array.from({ length: 8 }, (_, i) => ({ from: sender(i), to: caller }));
  const result = await sameOutcome(
    smallBlock({ accounts: { [caller]: { code, nonce: 1n, balance: 100n } }, transactions }),
  );
  const [first, second] = result.receipts.map(({ gasUsed }) => gasUsed);
  // 25,000 for the new account (EIP-161); the slot is filled by the first and left alone by the others.
  expect(first! - second!).toBe(25_000n + 20_000n - 100n);
});

test('a slot that is empty until a late write, and again after it', async () => {
  const box = addressOf(4, 0xfa);
  const code = asm(
    `CALLDATASIZE @write JUMPI 0 SLOAD 0 MSTORE 32 0 LOG0 STOP write: ${burnDownTo(100_000)} 0 CALLDATALOAD 0 SSTORE`,
  ).code;
  const read = (i: number): Wish => ({ from: sender(i), to: box });
  const write = (i: number, value: bigint): Wish => ({ from: sender(i), to: box, data: word(value) });
  const transactions = [
    read(0),
    write(1, 5n),
    read(2),
    write(3, 0n),
    read(4),
    write(5, 5n),
    write(6, 0n),
    read(7),
  ];
  const result = await sameOutcome(smallBlock({ accounts: { [box]: { code, nonce: 1n } }, transactions }));
  const seen = [0, 2, 4, 7].map((i) => BigInt(result.receipts[i]!.logs[0]!.data));
  expect(seen).toEqual([0n, 5n, 0n, 0n]);
  expect(changeOf(result, box)).toBeUndefined();
});

test('a call before there is code does nothing, after it does', async () => {
  const deployed = initCodeOf(asm('1 0 SLOAD ADD 0 SSTORE').code, burnDownTo(200_000));
  const created = await sameOutcome(
    smallBlock({ transactions: [{ from: sender(0), to: null, data: deployed }] }),
  );
  const made = created.receipts[0]!.contractAddress!;
  const transactions: Wish[] = [
    { from: sender(1), to: made },
    { from: sender(0), to: null, data: deployed },
    { from: sender(2), to: made },
    { from: sender(3), to: made },
  ];
  const result = await sameOutcome(smallBlock({ transactions }));
  expect(changeOf(result, made)?.storage).toEqual([[word(0n), 2n]]);
});
