/** Workers that die in the middle of a block, or between blocks. */
import { Worker } from 'node:worker_threads';
import { createPool, executeBlock, type Pool, WorkerDiedError } from '@heddle/engine';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { sender, smallBlock } from '../adversarial/smallBlock.ts';
import { asm } from '../dsl/asm.ts';
import { addressOf } from '../generators/cast.ts';
import { errorOf, expectUsable, runs, sampleBlock } from './sampleBlock.ts';

let pool: Pool;
beforeAll(async () => {
  pool = await createPool({ workers: 3 });
});
afterAll(() => pool.close());

/** Threads that the pool gave an order lately: the only sight of them from outside. */
const orders = vi.spyOn(Worker.prototype, 'postMessage');

/** The threads of the pool, found by giving it a block. */
async function threads(): Promise<Worker[]> {
  orders.mockClear();
  const { block, state } = sampleBlock();
  await executeBlock(block, state, { pool, fallBack: false });
  return [...new Set(orders.mock.contexts)] as Worker[];
}

function endlessBlock() {
  const looping = addressOf(1, 0xfa);
  const code = asm('loop: @loop JUMP').code;
  const transactions = [0, 1, 2, 3, 4].map((i) => ({ from: sender(i), to: looping, gasLimit: 10n ** 12n }));
  return smallBlock({ accounts: { [looping]: { code, nonce: 1n } }, transactions });
}

test.each([
  [runs[0], 0],
  [runs[1], 0],
  [runs[1], 2],
  [runs[2], 1],
  [runs[3], 0],
  [runs[3], 2],
] as const)('%o: worker %i dies in the middle of a block', async (run, victim) => {
  const members = await threads();
  expect(members).toHaveLength(3);
  const { block, state } = endlessBlock();
  setTimeout(() => members[victim]!.terminate(), 30);
  const error = await errorOf(executeBlock(block, state, { ...run, pool }));
  expect(error).toBeInstanceOf(WorkerDiedError);
  await expectUsable(pool);
  expect(await threads()).not.toContain(members[victim]);
});

test('a worker dies while the main thread reads the state for it', async () => {
  const members = await threads();
  const { block, state } = sampleBlock();
  let kill = true;
  const reader = {
    account: async (address: `0x${string}`) => {
      if (kill) await members[1]!.terminate();
      kill = false;
      return state.account(address);
    },
    storage: state.storage.bind(state),
    code: state.code.bind(state),
  };
  const error = await errorOf(executeBlock(block, reader, { ...runs[1], pool }));
  expect(error).toBeInstanceOf(WorkerDiedError);
  await expectUsable(pool);
});

test.each(runs)('$mechanism: a worker dies between blocks', async (run) => {
  const members = await threads();
  await members[0]!.terminate();
  const { block, state } = sampleBlock();
  await executeBlock(block, state, { ...run, pool });
  await expectUsable(pool);
});

test('blocks that wait for the pool run after a worker died', async () => {
  const members = await threads();
  const endless = endlessBlock();
  const first = errorOf(executeBlock(endless.block, endless.state, { ...runs[1], pool }));
  const { block, state } = sampleBlock();
  const second = executeBlock(block, state, { ...runs[1], pool });
  setTimeout(() => members[1]!.terminate(), 30);
  expect((await first).code).toBe('WORKER_DIED');
  expect((await second).receipts).toHaveLength(40);
});
