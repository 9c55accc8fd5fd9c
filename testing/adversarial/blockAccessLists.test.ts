/** Block access lists: the same whoever builds them, true to execute from, and a lie in one is named. */
import {
  type BlockAccessList,
  BlockAccessListMismatchError,
  type BlockResult,
  blockAccessListHash,
  checkBlockAccessList,
  createPool,
  executeBlock,
  type Pool,
} from '@heddle/engine';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { firstDifference } from '../differential/firstDifference.ts';
import { type RandomBlock, randomBlock } from '../generators/randomBlock.ts';

const pools: Pool[] = [];
beforeAll(async () => {
  for (const workers of [1, 2, 8]) pools.push(await createPool({ workers }));
});
afterAll(async () => {
  for (const pool of pools) await pool.close();
});

/** Hardforks in which all that happens can stand in a list. */
const hardforks = ['cancun', 'prague', 'osaka', 'amsterdam'] as const;
const seeds = [1, 2, 3, 4, 5, 6, 7, 8, 9];

function blockOf(seed: number): RandomBlock {
  const hardfork = hardforks[seed % hardforks.length] as (typeof hardforks)[number];
  return randomBlock(seed, { transactions: 40 + 30 * seed, keys: 2 + 5 * seed, hardfork });
}

function outcomeOf({ report: _, blockAccessList: _list, ...outcome }: BlockResult) {
  return outcome;
}

async function listOf({ block, state }: RandomBlock): Promise<[BlockResult, BlockAccessList]> {
  const serial = await executeBlock(block, state, { mechanism: 'serial', listAccesses: true });
  return [serial, serial.blockAccessList as BlockAccessList];
}

test.each(seeds)('every mechanism lists the same accesses, seed %i', async (seed) => {
  const input = blockOf(seed);
  const [, list] = await listOf(input);
  checkBlockAccessList(list, input.block.transactions.length + 1, 1n);
  for (const pool of pools) {
    const run = { mechanism: 'optimistic', pool, jitterSeed: seed, listAccesses: true } as const;
    const other = (await executeBlock(input.block, input.state, run)).blockAccessList as BlockAccessList;
    expect(firstDifference(list, other)).toBeUndefined();
    expect(blockAccessListHash(other)).toBe(blockAccessListHash(list));
  }
});

test.each(seeds)('a block executed from its list does the same, seed %i', async (seed) => {
  const input = blockOf(seed);
  const [serial, blockAccessList] = await listOf(input);
  for (const pool of pools) {
    for (const jitterSeed of [1, 2, 3]) {
      const run = { mechanism: 'access-list', blockAccessList, pool, jitterSeed } as const;
      const listed = await executeBlock(input.block, input.state, run);
      expect(listed.report.fellBack).toBe(false);
      expect(firstDifference(outcomeOf(serial), outcomeOf(listed))).toBeUndefined();
    }
  }
});

type Lie = (list: BlockAccessList) => { address: string; entry: string; index?: number; slot?: string };

function findLast<Item>(items: readonly Item[], test: (item: Item) => boolean): Item {
  return items.findLast(test) as Item;
}

/** One way each in which a list can be wrong. */
const lies: Record<string, Lie> = {
  'a balance off by one wei': (list) => {
    const { address, balanceChanges } = findLast(list, (one) => one.balanceChanges.length > 1);
    const change = balanceChanges[1]!;
    change.value += 1n;
    return { address, entry: 'balance', index: change.index };
  },
  'a nonce that is missing': (list) => {
    const { address, nonceChanges } = findLast(list, (one) => one.nonceChanges.length > 0);
    return { address, entry: 'nonce', index: nonceChanges.pop()!.index };
  },
  'another value of a slot': (list) => {
    const { address, storageChanges } = findLast(list, (one) => one.storageChanges.length > 0);
    const { slot, changes } = storageChanges[0]!;
    changes[0]!.value ^= 1n;
    return { address, entry: 'slot', slot, index: changes[0]!.index };
  },
  'a slot that nobody wrote': (list) => {
    const { address, storageChanges } = findLast(list, (one) => one.storageChanges.length > 0);
    const slot = `0x${'fe'.repeat(32)}` as const;
    storageChanges.push({ slot, changes: [{ index: 3, value: 5n }] });
    return { address, entry: 'slot', slot, index: 3 };
  },
  'a read that is missing': (list) => {
    const { address, storageReads } = findLast(list, (one) => one.storageReads.length > 0);
    return { address, entry: 'read', slot: storageReads.pop()! };
  },
  'a read that did not happen': (list) => {
    const { address, storageReads } = findLast(list, (one) => one.storageReads.length > 0);
    const slot = `0x${'ff'.repeat(32)}` as const;
    storageReads.push(slot);
    return { address, entry: 'read', slot };
  },
  'an account that was not accessed': (list) => {
    const address = `0x${'ff'.repeat(20)}` as const;
    list.push({
      address,
      storageChanges: [],
      storageReads: [],
      balanceChanges: [],
      nonceChanges: [],
      codeChanges: [],
    });
    return { address, entry: 'account' };
  },
};

describe.each(Object.entries(lies))('a list with %s', (_, lie) => {
  test.each([
    ['serial', undefined],
    ['optimistic', 5],
    ['access-list', 7],
  ] as const)('is refused by %s, naming the entry', async (mechanism, jitterSeed) => {
    const input = blockOf(8);
    const [, list] = await listOf(input);
    const blockAccessList = structuredClone(list);
    const where = lie(blockAccessList);
    for (const pool of pools) {
      const run = { mechanism, blockAccessList, pool, ...(jitterSeed === undefined ? {} : { jitterSeed }) };
      const error = await executeBlock(input.block, input.state, run).catch((thrown) => thrown);
      expect(error).toBeInstanceOf(BlockAccessListMismatchError);
      expect(error.facts).toMatchObject(where);
    }
    const after = await executeBlock(input.block, input.state, {
      mechanism: 'access-list',
      blockAccessList: list,
      pool: pools[1]!,
      fallBack: false,
    });
    expect(after.report.fellBack).toBe(false);
  });
});

test('a list out of order is refused before anything is executed', async () => {
  const input = blockOf(2);
  const [, list] = await listOf(input);
  const blockAccessList = [...list].reverse();
  await expect(executeBlock(input.block, input.state, { blockAccessList })).rejects.toMatchObject({
    code: 'BLOCK_ACCESS_LIST_MALFORMED',
  });
});
