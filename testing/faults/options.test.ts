/** Calls with options that mean nothing, blocks that lack something. */
import { createPool, executeBlock, maxWorkers } from '@heddle/engine';
import { expect, test } from 'vitest';
import { sender, smallBlock } from '../adversarial/smallBlock.ts';
import { asm } from '../dsl/asm.ts';
import { addressOf } from '../generators/cast.ts';
import { errorOf, expectUsable, runs, sampleBlock } from './sampleBlock.ts';

test.each([
  { workers: 0 },
  { workers: -1 },
  { workers: 1.5 },
  { workers: Number.NaN },
  { workers: maxWorkers + 1 },
  { workers: '2' },
  { mechanism: 'pessimistic' },
  { jitterSeed: -1 },
  { jitterSeed: 0.5 },
  { jitterSeed: 2 ** 32 },
])('%o is refused', async (options) => {
  const { block, state } = sampleBlock();
  const error = await errorOf(executeBlock(block, state, options as object));
  expect(error.code).toBe('OPTION_INVALID');
  expect(error.message).toContain(Object.keys(options)[0]);
});

test.each([0, maxWorkers + 1])('a pool of %i workers is refused', async (workers) => {
  expect((await errorOf(createPool({ workers }))).code).toBe('OPTION_INVALID');
});

test('the largest pool executes blocks', async () => {
  const pool = await createPool({ workers: maxWorkers });
  await expectUsable(pool);
  await pool.close();
});

test.each(runs)('$mechanism: a block hash that the block does not bring', async (run) => {
  const asker = addressOf(1, 0xfa);
  const code = asm('7 NUMBER SUB BLOCKHASH 0 SSTORE').code;
  const transactions = Array.from({ length: 6 }, (_, i) => ({ from: sender(i), to: asker }));
  const { block, state } = smallBlock({ accounts: { [asker]: { code, nonce: 1n } }, transactions });
  const pool = await createPool({ workers: 2 });
  const error = await errorOf(executeBlock(block, state, { ...run, pool }));
  expect(error.code).toBe('BLOCK_HASH_MISSING');
  expect(error.message).toContain(String(block.header.number - 7n));
  const known = new Map([[block.header.number - 7n, block.header.parentHash]]);
  const result = await executeBlock({ ...block, blockHashes: known }, state, { ...run, pool });
  expect(result.changes.accounts.find(({ address }) => address === asker)?.storage[0]?.[1]).toBe(
    BigInt(block.header.parentHash),
  );
  await expectUsable(pool);
  await pool.close();
});

test('a block without transactions', async () => {
  const { block, state } = smallBlock({ transactions: [] });
  for (const run of runs) expect((await executeBlock(block, state, run)).receipts).toEqual([]);
});
