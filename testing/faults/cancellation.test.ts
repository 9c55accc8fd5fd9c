/** Blocks that are cancelled before, while and after they run. */
import { CancelledError, createPool, executeBlock, type Pool } from '@heddle/engine';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sender, smallBlock } from '../adversarial/smallBlock.ts';
import { asm } from '../dsl/asm.ts';
import { addressOf } from '../generators/cast.ts';
import { errorOf, expectUsable, runs, sampleBlock } from './sampleBlock.ts';

let pool: Pool;
beforeAll(async () => {
  pool = await createPool({ workers: 2 });
});
afterAll(() => pool.close());

/** Runs for minutes: every transaction loops over 10^12 gas. */
function endlessBlock() {
  const looping = addressOf(1, 0xfa);
  const code = asm('1 0 SLOAD ADD 0 SSTORE loop: @loop JUMP').code;
  const transactions = [0, 1, 2, 3].map((i) => ({ from: sender(i), to: looping, gasLimit: 10n ** 12n }));
  return smallBlock({ accounts: { [looping]: { code, nonce: 1n } }, transactions });
}

test.each(runs)('$mechanism: a signal that comes while a block runs stops it', async (run) => {
  const { block, state } = endlessBlock();
  for (const ms of [0, 1, 5, 50]) {
    const signal = AbortSignal.timeout(ms);
    const begun = performance.now();
    expect(await errorOf(executeBlock(block, state, { ...run, pool, signal }))).toBeInstanceOf(
      CancelledError,
    );
    expect(performance.now() - begun).toBeLessThan(ms + 2000);
  }
  await expectUsable(pool);
});

test.each(runs)('$mechanism: a signal given before refuses the block', async (run) => {
  const { block, state } = sampleBlock();
  const signal = AbortSignal.abort();
  expect((await errorOf(executeBlock(block, state, { ...run, pool, signal }))).code).toBe('CANCELLED');
  await expectUsable(pool);
});

test('a signal that comes after a block does not disturb the next', async () => {
  const { block, state } = sampleBlock();
  const controller = new AbortController();
  await executeBlock(block, state, { pool, signal: controller.signal });
  const next = executeBlock(block, state, { pool });
  controller.abort();
  await next;
  await expectUsable(pool);
});

test('a signal stops a block that waits for another', async () => {
  const first = endlessBlock();
  const controller = new AbortController();
  const long = errorOf(executeBlock(first.block, first.state, { pool, signal: controller.signal }));
  const { block, state } = sampleBlock();
  const waiting = errorOf(executeBlock(block, state, { pool, signal: AbortSignal.timeout(5) }));
  setTimeout(() => controller.abort(), 50);
  expect((await long).code).toBe('CANCELLED');
  expect((await waiting).code).toBe('CANCELLED');
  await expectUsable(pool);
});

test('many blocks at once on one pool run one after the other', async () => {
  const samples = Array.from({ length: 6 }, sampleBlock);
  const results = await Promise.all(samples.map(({ block, state }) => executeBlock(block, state, { pool })));
  expect(new Set(results.map(({ receiptsRoot }) => receiptsRoot)).size).toBe(1);
});

test('a closed pool refuses blocks, and closes once', async () => {
  const other = await createPool({ workers: 1 });
  const { block, state } = sampleBlock();
  const running = executeBlock(block, state, { pool: other });
  await Promise.all([other.close(), other.close()]);
  await running;
  expect((await errorOf(executeBlock(block, state, { pool: other }))).code).toBe('POOL_CLOSED');
});
