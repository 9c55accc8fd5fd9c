/** Plans from access lists: lists that are complete, that lack something, and that are taken strictly. */
import {
  createPool,
  type DeclaredAccess,
  type ExecuteOptions,
  executeBlock,
  type Pool,
  UndeclaredAccessError,
} from '@heddle/engine';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { firstDifference } from '../differential/firstDifference.ts';
import { asm } from '../dsl/asm.ts';
import { addressOf, word } from '../generators/cast.ts';
import { burnDownTo, type SmallBlock, sender, smallBlock, type Wish } from './smallBlock.ts';

const rounds = 12;
const pools: Pool[] = [];
beforeAll(async () => {
  for (const workers of [2, 8]) pools.push(await createPool({ workers }));
});
afterAll(() => Promise.all(pools.map((pool) => pool.close())));

/** Executes with lists, many times; expects what serial execution gives, and returns the reports. */
async function sameWithLists({ block, state }: SmallBlock, options: ExecuteOptions) {
  const { report: _, ...expected } = await executeBlock(block, state, { mechanism: 'serial' });
  const reports = [];
  for (const pool of pools) {
    for (let jitterSeed = 0; jitterSeed < rounds; jitterSeed++) {
      const run = { mechanism: 'access-list', pool, jitterSeed, fallBack: false, ...options } as const;
      const { report, ...result } = await executeBlock(block, state, run);
      expect(firstDifference(expected, result), `jitter ${jitterSeed}`).toBeUndefined();
      reports.push(report);
    }
  }
  return reports;
}

async function listsOf({ block, state }: SmallBlock): Promise<DeclaredAccess[][]> {
  const { accessLists } = await executeBlock(block, state, { mechanism: 'serial', createAccessLists: true });
  return accessLists!;
}

const counter = addressOf(1, 0xfa);
const other = addressOf(2, 0xfa);
/** Counts in slot 0, late, by what another contract holds in slot 1. */
const counterCode = asm(`${burnDownTo(200_000)} 0 0 0 0 0 ${other} GAS CALL POP 0 SLOAD 1 ADD 0 SSTORE`).code;
const otherCode = asm('1 1 SLOAD ADD 1 SSTORE').code;
const accounts = { [counter]: { code: counterCode, nonce: 1n }, [other]: { code: otherCode, nonce: 1n } };

/** Every third transaction counts; the others pay. */
function mixed(): SmallBlock {
  const transactions = Array.from(
    { length: 24 },
    (_, i): Wish =>
      i % 3 === 1
        ? { from: sender(i), to: counter, gasLimit: 600_000n }
        : { from: sender(i), to: sender(i + 40), value: 7n },
  );
  return smallBlock({ accounts, transactions });
}

test('lists name what was used, and how', async () => {
  const [first, second] = await listsOf(mixed());
  expect(first).toEqual([]);
  expect(second).toEqual([
    { address: counter, storageKeys: [word(0n)] },
    { address: other, storageKeys: [word(1n)] },
  ]);
});

test('complete lists, taken strictly: nobody strays and nobody runs twice', async () => {
  const small = mixed();
  const accessLists = await listsOf(small);
  for (const { plan, reExecutions } of await sameWithLists(small, { accessLists, onUndeclared: 'strict' })) {
    expect([plan?.strayed, reExecutions]).toEqual([0, 0]);
    expect(plan?.waits).toBe(7);
  }
});

test('without lists, who uses more than its callee runs alone at its turn', async () => {
  for (const { plan } of await sameWithLists(mixed(), {})) expect(plan?.strayed).toBe(8);
});

test('lists that lack one location: only who lacks it strays', async () => {
  const small = mixed();
  const accessLists = await listsOf(small);
  accessLists[13] = accessLists[13]!.filter(({ address }) => address !== other);
  for (const { plan } of await sameWithLists(small, { accessLists })) expect(plan?.strayed).toBe(1);
});

test('a slot that is said to be only read and is written', async () => {
  const small = mixed();
  const accessLists = (await listsOf(small)).map((list) =>
    list.map((entry) => ({ ...entry, readOnlyKeys: entry.storageKeys })),
  );
  for (const { plan } of await sameWithLists(small, { accessLists, onUndeclared: 'strict' }))
    expect(plan?.strayed).toBe(8);
});

test('strict: the lowest transaction and its first access beyond its list are named, whatever the timing', async () => {
  const small = mixed();
  const accessLists = await listsOf(small);
  accessLists[10] = accessLists[10]!.filter(({ address }) => address !== other);
  accessLists[4] = accessLists[4]!.map((entry) =>
    entry.address === counter ? { ...entry, storageKeys: [] } : entry,
  );
  accessLists[13] = [];
  for (const pool of pools) {
    for (let jitterSeed = 0; jitterSeed < rounds; jitterSeed++) {
      const options = {
        mechanism: 'access-list',
        onUndeclared: 'strict',
        pool,
        jitterSeed,
        accessLists,
      } as const;
      const error = await executeBlock(small.block, small.state, options).catch((reason) => reason);
      expect(error).toBeInstanceOf(UndeclaredAccessError);
      expect(error).toMatchObject({ code: 'UNDECLARED_ACCESS', txIndex: 4 });
      expect(error.facts).toMatchObject({ address: counter, slot: word(0n) });
    }
  }
});

test('strict: an invalid transaction below counts first', async () => {
  const accessLists = await listsOf(mixed());
  accessLists[4] = [];
  const small = mixed();
  small.block.transactions[2]!.nonce = 9n;
  for (const pool of pools) {
    for (let jitterSeed = 0; jitterSeed < rounds; jitterSeed++) {
      const options = {
        mechanism: 'access-list',
        onUndeclared: 'strict',
        pool,
        jitterSeed,
        accessLists,
      } as const;
      const error = await executeBlock(small.block, small.state, options).catch((reason) => reason);
      expect(error).toMatchObject({ code: 'NONCE_TOO_HIGH', txIndex: 2 });
    }
  }
});

test('many pay one account: credits do not wait for each other', async () => {
  const transactions = Array.from({ length: 60 }, (_, i) => ({
    from: sender(i),
    to: sender(99),
    value: BigInt(i),
    gasLimit: 21_000n,
  }));
  for (const { plan } of await sameWithLists(smallBlock({ transactions }), { onUndeclared: 'strict' }))
    expect(plan).toMatchObject({ waits: 0, strayed: 0 });
});

test('who was paid spends it: before, between and after payments', async () => {
  const rich = sender(99);
  const transactions = Array.from(
    { length: 40 },
    (_, i): Wish =>
      i % 7 === 3
        ? { from: rich, to: sender(i), value: 3n * BigInt(i), gasLimit: 21_000n }
        : { from: sender(i), to: rich, value: 100n, gasLimit: 21_000n },
  );
  await sameWithLists(smallBlock({ transactions }), { onUndeclared: 'strict' });
});

/** Sends on what it gets, deploys and destroys what it deployed: all that a list of slots does not tell. */
test('balances, creations and destructions beyond the lists', async () => {
  const wallet = addressOf(3, 0xfa);
  const child = asm(`${sender(3)} SELFDESTRUCT`).code.slice(2);
  const size = child.length / 2;
  const code = asm(
    `0x${child.padEnd(64, '0')} 0 MSTORE ${size} 0 1 CREATE POP ` +
      `0 0 0 0 2 CALLER GAS CALL POP SELFBALANCE 1 SSTORE`,
  ).code;
  const transactions = Array.from(
    { length: 30 },
    (_, i): Wish =>
      i % 4 === 1
        ? { from: sender(i), to: wallet, value: 9n, gasLimit: 400_000n }
        : { from: sender(i), to: sender(i % 5), value: 4n },
  );
  const small = smallBlock({
    accounts: { [wallet]: { code, nonce: 1n, balance: 50n } },
    transactions,
  });
  await sameWithLists(small, {});
  const bare = (await listsOf(small)).map((list) =>
    list.map(({ address, storageKeys }) => ({ address, storageKeys })),
  );
  await sameWithLists(small, { accessLists: bare });
  const accessLists = await listsOf(small);
  for (const { plan } of await sameWithLists(small, { accessLists, onUndeclared: 'strict' }))
    expect(plan?.strayed).toBe(0);
});

test('a list for each transaction is wanted', async () => {
  const { block, state } = mixed();
  const run = { mechanism: 'access-list', accessLists: [[]] } as const;
  await expect(executeBlock(block, state, run)).rejects.toMatchObject({ code: 'OPTION_INVALID' });
});
