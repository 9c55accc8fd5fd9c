import type { ExecuteOptions, Pool } from '@heddle/engine';
import { expect, test } from 'vitest';
import { fakeBlock, fakeEngine, fakeLoaded, fakeResult } from '../testing/engine.ts';
import { isGood, type Plan, runBlock } from './runBlock.ts';

function planOf(changes: Partial<Plan> = {}): Plan {
  return {
    mechanisms: ['serial', 'optimistic'],
    workers: 2,
    repeat: 1,
    pool: {} as Pool,
    signal: new AbortController().signal,
    ...changes,
  };
}

test('each mechanism in turn within each repeat, each repeat with its own seed', async () => {
  const { engine, executed } = fakeEngine();
  const { runs } = await runBlock(engine, fakeLoaded(), planOf({ repeat: 2, jitterSeed: 7 }));
  expect(executed.map(({ mechanism, jitterSeed }) => [mechanism, jitterSeed])).toEqual([
    ['serial', 7],
    ['optimistic', 7],
    ['serial', 8],
    ['optimistic', 8],
  ]);
  expect(runs.map(({ ms, mgasPerSecond, workers }) => ({ ms, mgasPerSecond, workers }))).toEqual([
    { ms: 10, mgasPerSecond: 100, workers: 1 },
    { ms: 5, mgasPerSecond: 200, workers: 2 },
  ]);
});

test('executions to warm up are neither timed nor judged', async () => {
  const { engine, executed } = fakeEngine({
    executeBlock: async (_block, _state, options) => {
      executed.push(options);
      const { report, ...rest } = fakeResult(options);
      return { ...rest, report: { ...report, ms: executed.length } };
    },
  });
  const { runs } = await runBlock(engine, fakeLoaded(), planOf({ warmUp: 3 }));
  expect(runs.map(({ ms }) => ms)).toEqual([7, 8]);
});

test('the report is that of the median', async () => {
  const times = [30, 10, 20];
  const { engine } = fakeEngine({
    executeBlock: async (_block, _state, options) => {
      const { report, ...rest } = fakeResult(options);
      return { ...rest, report: { ...report, ms: times.shift()! } };
    },
  });
  const plan = planOf({ mechanisms: ['serial'], repeat: 3 });
  expect((await runBlock(engine, fakeLoaded(), plan)).runs[0]?.report.ms).toBe(20);
});

test('the oracle runs once where nobody asked for it', async () => {
  const { engine, executed } = fakeEngine();
  const block = await runBlock(engine, fakeLoaded(), planOf({ mechanisms: ['optimistic'], repeat: 3 }));
  expect(executed.map(({ mechanism }) => mechanism)).toEqual([
    'serial',
    'optimistic',
    'optimistic',
    'optimistic',
  ]);
  expect([block.runs.length, block.serialMs]).toEqual([1, 10]);
});

test('a verdict that fails in one repeat has failed', async () => {
  let count = 0;
  const { engine } = fakeEngine({
    executeBlock: async (_block, _state, options: ExecuteOptions) =>
      fakeResult(
        options,
        ++count === 4 ? { changes: { accounts: [], code: [['0x01', new Uint8Array(1)]] } } : {},
      ),
  });
  const block = await runBlock(engine, fakeLoaded(), planOf({ repeat: 3 }));
  expect(isGood(block)).toBe(false);
  expect(block.runs[0]?.verdict.equalsSerial).toBe(true);
  expect(block.runs[1]).toMatchObject({
    verdict: { gasUsed: true, logsBloom: true, receiptsRoot: true, equalsSerial: false },
    differences: ['state changes differ from those of the serial execution'],
  });
});

test('the header is what counts, its receipts root from Byzantium on', async () => {
  const wrong = { gasUsed: 7n, receiptsRoot: `0x${'11'.repeat(32)}` } as const;
  const late = await runBlock(fakeEngine().engine, fakeLoaded(fakeBlock({}, wrong)), planOf());
  expect(late.runs[0]?.verdict).toEqual({
    gasUsed: false,
    logsBloom: true,
    receiptsRoot: false,
    equalsSerial: true,
  });
  expect(late.runs[0]?.differences[0]).toBe('gas used is 1000000, the header says 7');
  const early = fakeBlock({ hardfork: 'homestead' }, { receiptsRoot: wrong.receiptsRoot });
  const block = await runBlock(fakeEngine().engine, fakeLoaded(early), planOf());
  expect([block.runs[0]?.verdict.receiptsRoot, isGood(block)]).toEqual([null, true]);
});

test('an aborted plan executes nothing more', async () => {
  const { engine, executed } = fakeEngine();
  await expect(runBlock(engine, fakeLoaded(), planOf({ signal: AbortSignal.abort() }))).rejects.toThrow();
  expect(executed).toEqual([]);
});
