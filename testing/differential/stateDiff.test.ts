/** The diff of a block against the state it came from: what was before, what is after, in which order, and the way back. */
import {
  type Address,
  changesOfDiff,
  completeDiff,
  createPool,
  diffAccounts,
  executeBlock,
  type MemoryState,
  type StateDiff,
} from '@heddle/engine';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sender, smallBlock } from '../adversarial/smallBlock.ts';
import { asm } from '../dsl/asm.ts';
import { blockOfSeed, families } from './blockOfSeed.ts';
import { outcomeOf } from './outcome.ts';

let pool: Awaited<ReturnType<typeof createPool>>;
beforeAll(async () => {
  pool = await createPool({ workers: 2 });
});
afterAll(() => pool.close());

const seeds = families.flatMap((family) => Array.from({ length: 24 }, (_, seed) => [family, seed] as const));

function expectAscending(diff: StateDiff): void {
  const addresses = [...diffAccounts(diff)].map(({ address }) => address);
  expect(addresses).toEqual([...new Set(addresses)].sort());
  for (const account of diffAccounts(diff)) {
    const keys = [...account.slots()].map(({ key }) => key);
    expect(keys).toEqual([...new Set(keys)].sort());
  }
}

/** What a complete diff says was before is what the state has. */
function expectBefore(diff: StateDiff, state: MemoryState): void {
  for (const account of diffAccounts(diff)) {
    const { address } = account;
    const { hasStorage: _, ...fields } = state.account(address) ?? { hasStorage: false };
    expect(account.fieldsAt('before')).toEqual('nonce' in fields ? fields : undefined);
    for (const slot of account.slots()) {
      expect([address, slot.key, slot.valueAt('before')]).toEqual([
        address,
        slot.key,
        state.storage(address, slot.key),
      ]);
      expect(slot.valueAt('after')).not.toBe(slot.valueAt('before'));
    }
  }
}

test.each(seeds)('%s block of seed %i there and back', async (family, seed) => {
  const { block, state, title } = blockOfSeed(family, seed);
  const before = state as MemoryState;
  const outcome = await outcomeOf(block, before, { pool, mechanism: 'serial' });
  if (outcome.kind === 'refused') return; // some adversarial blocks are to be
  const { diff, changes } = outcome.result;
  const stored = new Map(before.entries());
  const complete = completeDiff(diff, (address: Address) => stored.get(address)?.storage ?? []);
  expectAscending(complete);
  expectBefore(complete, before);
  const after = before.fork();
  after.apply(changes);
  const moved = before.fork();
  moved.apply(changesOfDiff(complete));
  expect(moved.stateRoot(), title).toBe(after.stateRoot());
  moved.apply(changesOfDiff(complete, 'backward'));
  expect(moved.stateRoot(), title).toBe(before.stateRoot());
});

/** Writes slots `2 * n` down to 1: the even ones at hashes, the odd ones as they are. */
const writer = (n: number) => `
  ${2 * n}
  next:
    DUP1 DUP1 1 AND @plain JUMPI
    DUP1 0 MSTORE 32 0 KECCAK256 @store JUMP
  plain: DUP1
  store: SSTORE
    1 SWAP1 SUB DUP1 @next JUMPI
`;

test.each([40, 300, 2000])('%i slots at hashes and as many small ones come in ascending order', async (n) => {
  const contract: Address = `0x${'c0'.repeat(20)}`;
  const { block, state } = smallBlock({
    hardfork: 'prague',
    accounts: { [contract]: { code: asm(writer(n)).code } },
    transactions: [{ from: sender(0), to: contract, gasLimit: 200_000_000n }],
  });
  const { diff, receipts } = await executeBlock(block, state, {
    pool,
    mechanism: 'serial',
    transactionsOnly: true,
  });
  expect(receipts[0]?.status).toBe(1);
  expectAscending(diff);
  const account = [...diffAccounts(diff)].find(({ address }) => address === contract)!;
  expect(account.slotCount).toBe(2 * n);
});
