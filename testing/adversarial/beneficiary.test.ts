/** The account that every transaction pays: its balance is kept by the committer, apart from the versions. */
import { expect, test } from 'vitest';
import { asm } from '../dsl/asm.ts';
import { addressOf } from '../generators/cast.ts';
import { changeOf, sameOutcome, usePools } from './sameOutcome.ts';
import { beneficiary, burnDownTo, sender, smallBlock } from './smallBlock.ts';

usePools();

const reader = addressOf(1, 0xfa);
/** Logs the balance of the beneficiary, late. */
const readerCode = asm(`${burnDownTo(100_000)} ${beneficiary} BALANCE 0 MSTORE 32 0 LOG0`).code;
const accounts = { [reader]: { code: readerCode, nonce: 1n } };

test('every transaction reads it', async () => {
  const transactions = Array.from({ length: 12 }, (_, i) => ({ from: sender(i), to: reader }));
  const result = await sameOutcome(smallBlock({ accounts, transactions }));
  const seen = result.receipts.map(({ logs }) => BigInt(logs[0]!.data));
  const fees = result.receipts.map(({ gasUsed }) => gasUsed * 1_000_000_000n);
  expect(seen).toEqual(fees.map((_, i) => fees.slice(0, i).reduce((sum, fee) => sum + fee, 0n)));
});

test('it is credited by transfers between readers', async () => {
  const transactions = Array.from({ length: 16 }, (_, i) =>
    i % 3 === 0 ? { from: sender(i), to: reader } : { from: sender(i), to: beneficiary, value: BigInt(i) },
  );
  await sameOutcome(smallBlock({ accounts, transactions }));
});

test('it sends: with its own funds, and with fees earned in the block', async () => {
  const poor = { ...accounts, [beneficiary]: { balance: 10n ** 12n } };
  const earn = Array.from({ length: 8 }, (_, i) => ({ from: sender(i), to: reader, gasLimit: 3_000_000n }));
  const spend = { from: beneficiary, to: sender(0), value: 5n, gasLimit: 21_000n };
  const transactions = [...earn, spend, ...earn, spend, spend, { from: sender(9), to: reader }];
  const result = await sameOutcome(smallBlock({ accounts: poor, transactions }));
  expect(changeOf(result, beneficiary)?.account?.nonce).toBe(3n);
});

test.each(['homestead', 'london', 'cancun'] as const)(
  '%s: it destroys itself and is paid again',
  async (hardfork) => {
    const code = asm(`CALLDATASIZE @die JUMPI STOP die: ${addressOf(1, 0xab)} SELFDESTRUCT`).code;
    const transactions = Array.from({ length: 14 }, (_, i) => ({
      from: sender(i),
      ...(i % 5 === 2
        ? { to: beneficiary, data: '0x01' as const }
        : { to: i % 2 === 0 ? reader : beneficiary, value: 3n }),
    }));
    const result = await sameOutcome(
      smallBlock({
        hardfork,
        accounts: { ...accounts, [beneficiary]: { code, nonce: 1n, balance: 9n } },
        transactions,
      }),
    );
    expect(changeOf(result, beneficiary)?.account?.balance).toBeGreaterThan(0n);
  },
);

test.each(['homestead', 'london'] as const)(
  '%s: what it earns with its own end is gone',
  async (hardfork) => {
    const code = asm(`${addressOf(1, 0xab)} SELFDESTRUCT`).code;
    const transactions = [{ from: sender(0), to: beneficiary }];
    const dying = { [beneficiary]: { code, nonce: 1n, balance: 9n } };
    const result = await sameOutcome(smallBlock({ hardfork, accounts: dying, transactions }));
    const reward = hardfork === 'homestead' ? 5n : 2n;
    expect(changeOf(result, beneficiary)?.account?.balance).toBe(reward * 10n ** 18n);
  },
);

test('homestead: after its own end it does not exist, until the next fee', async () => {
  const dying = asm(`${addressOf(1, 0xab)} SELFDESTRUCT`).code;
  const call = { to: addressOf(3, 0xfa), gasLimit: 200_000n };
  const callerCode = asm(`0 0 0 0 0 ${beneficiary} 1000 CALL`).code;
  const block = smallBlock({
    hardfork: 'homestead',
    accounts: {
      [beneficiary]: { code: dying, nonce: 1n, balance: 9n },
      [call.to]: { code: callerCode, nonce: 1n },
    },
    transactions: [
      { from: sender(0), to: beneficiary },
      { from: sender(1), ...call },
      { from: sender(2), ...call },
    ],
  });
  const result = await sameOutcome(block);
  const [, first, second] = result.receipts;
  // A call to what does not exist costs 25,000 more (Frontier to Tangerine Whistle).
  expect(first!.gasUsed - second!.gasUsed).toBe(25_000n);
});

test.each([1, 2, 3, 4])(
  'homestead: credited ahead by its owner, then paid for the first time (%i)',
  async (n) => {
    const callerCode = asm(`0 0 0 0 0 ${beneficiary} 1000 CALL`).code;
    const caller = addressOf(3, 0xfa);
    const transactions = Array.from({ length: 12 }, (_, i) =>
      i % 4 === n % 4
        ? { from: sender(i), to: caller }
        : { from: sender(i), to: beneficiary, value: 2n, gasLimit: 60_000n },
    );
    const first = { from: sender(20), to: sender(21) };
    await sameOutcome(
      smallBlock({
        hardfork: 'homestead',
        accounts: { [caller]: { code: callerCode, nonce: 1n } },
        transactions: [first, { from: sender(30), to: caller }, ...transactions],
      }),
    );
  },
);

test.each(['homestead', 'prague'] as const)('%s: it is asked whether it exists', async (hardfork) => {
  const code = asm(`${burnDownTo(200_000)} 0 0 0 0 1 ${beneficiary} 50000 CALL 0 SSTORE`).code;
  const caller = addressOf(2, 0xfa);
  const transactions = Array.from({ length: 10 }, (_, i) => ({ from: sender(i), to: caller }));
  await sameOutcome(
    smallBlock({ hardfork, accounts: { [caller]: { code, nonce: 1n, balance: 6n } }, transactions }),
  );
});

test('fees of zero leave no account behind', async () => {
  const price = 1_000_000_000n; // the base fee
  const transactions = Array.from({ length: 8 }, (_, i) => ({
    from: sender(i),
    to: sender(i + 1),
    maxFeePerGas: price,
    maxPriorityFeePerGas: price,
  }));
  const result = await sameOutcome(smallBlock({ transactions }));
  expect(changeOf(result, beneficiary)).toBeUndefined();
});
