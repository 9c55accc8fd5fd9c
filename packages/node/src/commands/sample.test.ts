import { expect, test } from 'vitest';
import { mechanisms } from '../engine.ts';
import { fakeEngine, fakeResult } from '../testing/engine.ts';
import { fakeTerminal } from '../testing/terminal.ts';
import { sampleWith } from './sample.ts';

test('table, a timeline for each mechanism, summary', async () => {
  const { engine, executed, pool } = fakeEngine({
    executeBlock: async (block, _state, options) => {
      executed.push(options);
      const { report, ...rest } = fakeResult(options, {
        gasUsed: BigInt(block.transactions.length) * 21_000n,
      });
      const transactions = block.transactions.map((_, index) => ({
        worker: options.mechanism === 'serial' ? 0 : index % 2,
        startMs: index,
        endMs: index + 1,
        incarnations: 1,
        blockedBy: undefined,
      }));
      return { ...rest, report: { ...report, transactions } };
    },
  });
  const { terminal, written } = fakeTerminal();
  const args = ['--eth-transfers', '5', '--workers', '2', '--repeat', '1'];
  expect(await sampleWith(async () => engine, args, terminal)).toBe(0);
  expect(executed.map(({ mechanism }) => mechanism)).toEqual([
    'serial',
    ...Array(11).fill(mechanisms).flat(),
  ]);
  expect(written.out).toMatch(/^ *Block .*\n *\d+ +prague +5 +105,000 +serial /);
  expect(written.out).toMatch(/\nserial\nworker 1 [█▁-▇·]+ +\d+%\n +0 +/);
  expect(written.out).toMatch(/\noptimistic\nworker 1 .*\nworker 2 /);
  expect(written.out).toMatch(/\n1 of 1 blocks pass every verdict\n$/);
  expect([pool.isClosed, written.err]).toEqual([true, '']);
});
