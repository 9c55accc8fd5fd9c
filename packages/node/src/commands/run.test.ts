import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Alloc, HeddleError, MemoryState, type Transaction } from '@heddle/engine';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Engine } from '../engine.ts';
import { describeError } from '../errors.ts';
import { fakeBlock, fakeEngine, fakeLoaded, fakeResult } from '../testing/engine.ts';
import { fakeTerminal } from '../testing/terminal.ts';
import { runWith } from './run.ts';

let folder: string;
let path: string;
const account = `0x${'aa'.repeat(20)}` as const;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'heddle-run-'));
  path = join(folder, 'block.json');
  const file = {
    chainId: 1,
    block: {},
    blockHashes: {},
    preState: { [account]: { storage: { '0x1': '0x0' }, code: '0x00' } },
  };
  await writeFile(path, JSON.stringify(file));
});
afterAll(() => rm(folder, { recursive: true }));

/** Runs the command as `main` does: what it wrote, and how it ended. */
async function heddleRun(
  args: string[],
  changes: Partial<Engine> = {},
  signal = new AbortController().signal,
) {
  const { engine, pool, executed } = fakeEngine(changes);
  const { terminal, written } = fakeTerminal({ signal });
  const end = await runWith(async () => engine, args, terminal).then(
    (exitCode) => ({ exitCode, text: '' }),
    (error: unknown) => describeError(error, signal.aborted, false),
  );
  return { ...end, ...written, executed, isPoolClosed: pool.isClosed };
}

test('table and summary of a good block', async () => {
  const { exitCode, out, isPoolClosed } = await heddleRun([path, '--workers', '2']);
  expect(out).toBe(
    [
      'Block  Hardfork  Txs        Gas  Mechanism          ms  Mgas/s  Speed-up  Re-runs  Hottest conflict  Verdict',
      '  100  cancun      0  1,000,000  serial           10.0     100                                       ok',
      '                                 optimistic       5.00     200     2.00×        3                    ok',
      '                                 locks            5.00     200     2.00×        3                    ok',
      '                                 access-list      5.00     200     2.00×        3                    ok',
      '                                 message-passing  5.00     200     2.00×        3                    ok',
      '                                 auto             5.00     200     2.00×        3                    ok',
      '',
      'serial: 100 Mgas/s',
      'optimistic, 2 workers: 200 Mgas/s, – serial (geometric mean over the blocks)',
      'locks, 2 workers: 200 Mgas/s, – serial (geometric mean over the blocks)',
      'access-list, 2 workers: 200 Mgas/s, – serial (geometric mean over the blocks)',
      'message-passing, 2 workers: 200 Mgas/s, – serial (geometric mean over the blocks)',
      'auto, 2 workers: 200 Mgas/s, – serial (geometric mean over the blocks)',
      '1 of 1 blocks pass every verdict',
      '',
    ].join('\n'),
  );
  expect([exitCode, isPoolClosed]).toEqual([0, true]);
});

test('a wrong block: red in the table, both values below it, exit code 1', async () => {
  const load: Engine['load'] = (file) => ({
    ...fakeLoaded(fakeBlock({}, { gasUsed: 5n })),
    source: file.path,
  });
  const { exitCode, out } = await heddleRun([path, '--mechanism', 'serial'], { load });
  expect(out).toContain('WRONG: gas\n');
  expect(out).toContain(`${path}: block 100, serial: gas used is 1000000, the header says 5\n`);
  expect(out).toContain('0 of 1 blocks pass every verdict');
  expect(exitCode).toBe(1);
});

test('--json prints the documented object and nothing else', async () => {
  const { out, err } = await heddleRun([path, '--json', '--workers', '3']);
  const verdict = { gasUsed: true, logsBloom: true, receiptsRoot: true, equalsSerial: true };
  expect(JSON.parse(out)).toEqual({
    blocks: [
      {
        number: 100,
        hardfork: 'cancun',
        transactions: 0,
        gasUsed: 1_000_000,
        runs: [
          { mechanism: 'serial', workers: 1, ms: 10, mgasPerSecond: 100, verdict },
          { mechanism: 'optimistic', workers: 3, ms: 5, mgasPerSecond: 200, verdict },
          { mechanism: 'locks', workers: 3, ms: 5, mgasPerSecond: 200, verdict },
          { mechanism: 'access-list', workers: 3, ms: 5, mgasPerSecond: 200, verdict },
          { mechanism: 'message-passing', workers: 3, ms: 5, mgasPerSecond: 200, verdict },
          { mechanism: 'auto', workers: 3, ms: 5, mgasPerSecond: 200, verdict },
        ],
      },
    ],
    failed: 0,
  });
  expect(err).toBe('');
});

test('an error of the engine names the file, prints no half result and closes the pool', async () => {
  const executeBlock = async () => {
    throw new HeddleError('NONCE_TOO_LOW', 'Transaction 3: nonce 7 is lower than the account nonce 8.');
  };
  const { text, exitCode, out, isPoolClosed } = await heddleRun([path, '--json'], { executeBlock });
  expect(text).toBe(
    `Error: ${path}: Transaction 3: nonce 7 is lower than the account nonce 8. (NONCE_TOO_LOW)`,
  );
  expect([exitCode, out, isPoolClosed]).toEqual([1, '', true]);
});

/** Loads a real strict state, so that what the fake engine reads from it counts. */
const loadState: Engine['load'] = (file, options) => ({
  ...fakeLoaded(),
  state: MemoryState.fromAlloc(file.preState as Alloc, { strict: options?.isStrict ?? false }),
});

test.each(['0x1', '0x2'])('a failed block that read slot %s', async (slot) => {
  const executeBlock: Engine['executeBlock'] = async (_block, state, options) => {
    await state.storage(account, `0x${slot.slice(2).padStart(64, '0')}`);
    return fakeResult(options, { gasUsed: 3n });
  };
  const { text, exitCode } = await heddleRun([path], { executeBlock, load: loadState });
  expect(exitCode).toBe(1);
  if (slot === '0x1') expect(text).toBe('');
  else
    expect(text).toMatch(/block\.json: preState lacks slot 0x0+2 of account 0xa+, which block 100 needs\./);
});

test('a failed block whose sender is not listed', async () => {
  const from = `0x${'bb'.repeat(20)}` as const;
  const load: Engine['load'] = (file, options) => {
    const loaded = loadState(file, options);
    return {
      ...loaded,
      block: { ...loaded.block, transactions: [{ from, maxFeePerGas: 1n } as Transaction] },
    };
  };
  const executeBlock = () => Promise.reject(new HeddleError('FUNDS_TOO_LOW', 'Transaction 0: no funds.'));
  const { text } = await heddleRun([path], { executeBlock, load });
  expect(text).toMatch(/: preState lacks account 0xb+, the sender of transaction 0, which block 100 needs\./);
});

test('a failed block that sends data to an account that is not listed', async () => {
  const to = `0x${'cc'.repeat(20)}` as const;
  const load: Engine['load'] = (file, options) => {
    const loaded = loadState(file, options);
    const tx = { from: account, to, data: '0x01', maxFeePerGas: 1n } as unknown as Transaction;
    return { ...loaded, block: { ...loaded.block, transactions: [tx] } };
  };
  const executeBlock: Engine['executeBlock'] = async (_block, _state, options) =>
    fakeResult(options, { gasUsed: 3n });
  const { text } = await heddleRun([path], { executeBlock, load });
  expect(text).toMatch(/: preState lacks account 0xc+, which transaction 0 sends data to, which block 100/);
});

test('Ctrl-C ends a run with 130 and without output', async () => {
  const controller = new AbortController();
  const executeBlock: Engine['executeBlock'] = async (_block, _state, options) => {
    controller.abort();
    return fakeResult(options);
  };
  const end = await heddleRun([path], { executeBlock }, controller.signal);
  expect(end).toMatchObject({ text: 'Interrupted.', exitCode: 130, out: '', isPoolClosed: true });
});

test('wrong options end before anything runs', async () => {
  const { text, exitCode, executed } = await heddleRun([path, '--mechanism', 'magic']);
  expect(text).toBe(
    "Error: --mechanism is unknown: 'magic'. It is one of serial, optimistic, locks, access-list, message-passing, auto, all.",
  );
  expect([exitCode, executed]).toEqual([2, []]);
});
