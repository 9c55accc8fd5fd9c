/** Accounts that come and go within one block. */
import { expect, test } from 'vitest';
import { asm } from '../dsl/asm.ts';
import { create2Address, initCodeOf } from '../dsl/deployments.ts';
import { addressOf, word } from '../generators/cast.ts';
import { changeOf, sameOutcome, usePools } from './sameOutcome.ts';
import { burnDownTo, sender, smallBlock, type Wish } from './smallBlock.ts';

usePools();

const factory = addressOf(1, 0xfa);
const heir = addressOf(2, 0xab);
/** Makes a contract of its calldata by CREATE2 with salt 0; passes on its value. */
const factoryCode = asm('CALLDATASIZE 0 0 CALLDATACOPY 0 CALLDATASIZE 0 CALLVALUE CREATE2 STOP').code;
/** Called with data: destroys itself. Called without: adds one to slot 1 and logs it. */
const mortal = asm(
  `CALLDATASIZE @die JUMPI 1 1 SLOAD ADD DUP1 1 SSTORE 0 MSTORE 32 0 LOG0 STOP die: ${heir} SELFDESTRUCT`,
).code;
const mortalInit = initCodeOf(mortal);
const made = create2Address(factory, 0n, mortalInit);

const create = (i: number): Wish => ({ from: sender(i), to: factory, data: mortalInit, value: 5n });
const use = (i: number): Wish => ({ from: sender(i), to: made });
const destroy = (i: number): Wish => ({ from: sender(i), to: made, data: '0x01' });

test.each(['constantinople', 'london', 'shanghai'] as const)(
  '%s: destroyed and made again',
  async (hardfork) => {
    const result = await sameOutcome(
      smallBlock({
        hardfork,
        accounts: { [factory]: { code: factoryCode, nonce: 1n } },
        transactions: [create(0), use(1), use(2), destroy(3), use(4), create(5), use(6), use(7)],
      }),
    );
    expect(result.receipts.map(({ logs }) => logs[0]?.data)).toEqual([
      undefined,
      word(1n),
      word(2n),
      undefined,
      undefined,
      undefined,
      word(1n),
      word(2n),
    ]);
    expect(changeOf(result, made)).toMatchObject({ account: { balance: 5n }, storage: [[word(1n), 2n]] });
  },
);

test('storage from before the block is gone after a destruction, also without a new contract', async () => {
  const accounts = {
    [factory]: { code: factoryCode, nonce: 1n },
    [made]: {
      code: mortal,
      nonce: 1n,
      balance: 7n,
      storage: new Map([
        [word(1n), 40n],
        [word(2n), 9n],
      ]),
    },
  };
  const transactions = [use(0), destroy(1), create(2), use(3)];
  const again = await sameOutcome(smallBlock({ hardfork: 'london', accounts, transactions }));
  expect(changeOf(again, made)).toMatchObject({ storageCleared: true, storage: [[word(1n), 1n]] });
  const gone = await sameOutcome(
    smallBlock({ hardfork: 'london', accounts, transactions: transactions.slice(0, 2) }),
  );
  expect(changeOf(gone, made)).toMatchObject({ account: null, storageCleared: true, storage: [] });
  expect(changeOf(gone, heir)?.account?.balance).toBe(7n);
});

test('cancun: only a contract made in the same transaction is deleted', async () => {
  const accounts = { [factory]: { code: factoryCode, nonce: 1n } };
  const transactions = [create(0), destroy(1), use(2), create(3), use(4)];
  const result = await sameOutcome(smallBlock({ hardfork: 'cancun', accounts, transactions }));
  // The second creation meets the contract that is still there.
  expect(changeOf(result, made)).toMatchObject({ account: { balance: 0n }, storage: [[word(1n), 2n]] });
});

test('CREATE2 to one address in every transaction: the first succeeds', async () => {
  const accounts = { [factory]: { code: factoryCode, nonce: 1n } };
  const transactions = Array.from({ length: 12 }, (_, i) => create(i));
  const result = await sameOutcome(smallBlock({ accounts, transactions }));
  expect(changeOf(result, made)?.account?.balance).toBe(5n);
  expect(changeOf(result, factory)?.account).toMatchObject({ nonce: 13n, balance: 55n });
});

test('a chain of contract nonces gives each creation its own address', async () => {
  const code = asm('0 0 0 CREATE 0 MSTORE 32 0 LOG0').code;
  const transactions = Array.from({ length: 20 }, (_, i) => ({ from: sender(i), to: factory }));
  const result = await sameOutcome(
    smallBlock({ accounts: { [factory]: { code, nonce: 1n } }, transactions }),
  );
  expect(new Set(result.receipts.map(({ logs }) => logs[0]?.data)).size).toBe(20);
});

test('code that a transaction deploys is called by the next ones', async () => {
  const accounts = { [factory]: { code: factoryCode, nonce: 1n } };
  const transactions = [create(0), ...Array.from({ length: 10 }, (_, i) => use(i + 1))];
  const result = await sameOutcome(smallBlock({ accounts, transactions }));
  expect(changeOf(result, made)?.storage).toEqual([[word(1n), 10n]]);
  expect(result.changes.code.map(([, code]) => `0x${Buffer.from(code).toString('hex')}`)).toEqual([mortal]);
});

test('code is named as new by every block that deploys it', async () => {
  const small = smallBlock({
    accounts: { [factory]: { code: factoryCode, nonce: 1n } },
    transactions: [create(0)],
  });
  const first = await sameOutcome(small);
  const second = await sameOutcome(small);
  expect(second.changes.code).toHaveLength(1);
  expect(second.changes).toEqual(first.changes);
});

test('an account that becomes empty does not exist', async () => {
  const pour = asm(`${heir} SELFDESTRUCT`).code;
  const target = create2Address(factory, 0n, pour);
  const seesIt = asm(`${target} EXTCODEHASH 0 MSTORE 32 0 LOG0`).code;
  const watcher = addressOf(9, 0xfa);
  const result = await sameOutcome(
    smallBlock({
      accounts: { [factory]: { code: factoryCode, nonce: 1n }, [watcher]: { code: seesIt, nonce: 1n } },
      transactions: [
        { from: sender(0), to: watcher },
        { from: sender(1), to: target, value: 3n },
        { from: sender(2), to: watcher },
        { from: sender(3), to: factory, data: pour, value: 2n },
        { from: sender(4), to: watcher },
        { from: sender(5), to: target, value: 0n },
        { from: sender(6), to: watcher },
      ],
    }),
  );
  const hashes = [0, 2, 4, 6].map((i) => result.receipts[i]?.logs[0]?.data);
  expect(hashes.map((hash) => hash === word(0n))).toEqual([true, false, true, true]);
  expect(changeOf(result, target)?.account).toBeNull();
  expect(changeOf(result, heir)?.account?.balance).toBe(5n);
});

test('empty accounts of the time before Spurious Dragon vanish only when touched', async () => {
  const emptied = addressOf(3, 0xab);
  const reader = addressOf(8, 0xfa);
  const code = asm(`${burnDownTo(100_000)} ${emptied} BALANCE 0 SLOAD ADD 0 SSTORE`).code;
  const accounts = { [emptied]: {}, [reader]: { code, nonce: 1n } };
  const reads = Array.from({ length: 6 }, (_, i) => ({ from: sender(i), to: reader }));
  const read = await sameOutcome(smallBlock({ accounts, transactions: reads }));
  expect(changeOf(read, emptied)).toBeUndefined();
  const touched = await sameOutcome(
    smallBlock({
      accounts,
      transactions: [...reads, { from: sender(7), to: emptied }, { from: sender(8), to: reader }],
    }),
  );
  expect(changeOf(touched, emptied)).toMatchObject({ account: null });
});

test('homestead: what existed still does after a frame that looked at itself failed', async () => {
  const selfish = addressOf(7, 0xfa);
  const code = asm('0 0 0 0 0 ADDRESS 1000 CALL INVALID').code;
  const transactions = [0, 1, 2].map((i) => ({ from: sender(i), to: selfish }));
  const accounts = { [selfish]: { code, nonce: 1n, balance: 4n } };
  const result = await sameOutcome(smallBlock({ hardfork: 'homestead', accounts, transactions }));
  expect(result.receipts.map(({ status }) => status)).toEqual([0, 0, 0]);
  expect(changeOf(result, selfish)).toBeUndefined();
});
