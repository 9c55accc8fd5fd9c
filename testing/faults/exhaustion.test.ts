/** Blocks that need more than the shared memory holds. Gas bounds real blocks far below that; these have gas without end. */
import { createPool, executeBlock, MemoryExhaustedError, type Pool } from '@heddle/engine';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sender, smallBlock } from '../adversarial/smallBlock.ts';
import { asm } from '../dsl/asm.ts';
import { addressOf } from '../generators/cast.ts';
import { errorOf, expectUsable, runs } from './sampleBlock.ts';

let pool: Pool;
beforeAll(async () => {
  pool = await createPool({ workers: 2 });
});
afterAll(() => pool.close());

/** One transaction with 10^15 gas runs `source`, among others. */
function greedyBlock(source: string) {
  const greedy = addressOf(1, 0xfa);
  const transactions = Array.from({ length: 6 }, (_, i) =>
    i === 2
      ? { from: sender(i), to: greedy, gasLimit: 10n ** 15n }
      : { from: sender(i), to: sender(i + 1), value: 1n },
  );
  return smallBlock({
    hardfork: 'london',
    accounts: { [greedy]: { code: asm(source).code, nonce: 1n }, [sender(2)]: { balance: 10n ** 30n } },
    transactions,
  });
}

const greedy: [what: string, source: string][] = [
  ['800 MiB of memory', '1 0x32000000 MSTORE'],
  ['200 MiB of output', '0 0x0c800000 0 RETURN'],
  ['200 MiB of logs', '0x0c800000 0 LOG0'],
  ['120 contracts of 8 MiB of init code', '120 loop: 0x800000 0 0 CREATE POP 1 SWAP1 SUB DUP1 @loop JUMPI'],
];

test.each(greedy)(
  '%s',
  async (_, source) => {
    for (const run of runs) {
      const { block, state } = greedyBlock(source);
      const error = await errorOf(executeBlock(block, state, { ...run, pool }));
      expect(error, `${run.mechanism}: ${error.stack}`).toBeInstanceOf(MemoryExhaustedError);
    }
    await expectUsable(pool);
  },
  120_000,
);
