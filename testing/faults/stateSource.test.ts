/** States that workers read by themselves and that fail. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createPool, executeBlock, MissingStateError, type Pool, StateReadError } from '@heddle/engine';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Fault, FileState } from '../sources/fileSource.ts';
import { errorOf, expectUsable, runs, sampleBlock } from './sampleBlock.ts';

const folder = mkdtempSync(join(tmpdir(), 'heddle-faults-'));
let pool: Pool;
beforeAll(async () => {
  pool = await createPool({ workers: 3 });
});
afterAll(async () => {
  await pool.close();
  rmSync(folder, { recursive: true });
});

const { block, state } = sampleBlock();

function stateWith(fault?: Fault): FileState {
  return new FileState(join(folder, 'state.json'), state, fault);
}

const faults: [Fault, RegExp][] = [
  [
    { kind: 'open' },
    /Reading the state, opened by file:.*fileState\.mjs, from the state failed: disk on fire/,
  ],
  [{ kind: 'refresh' }, /Reading the newest state from the state failed: disk on fire/],
  [
    { kind: 'read', what: 'account', at: 0 },
    /Reading account 0x[0-9a-f]{40} from the state failed: disk on fire/,
  ],
  [{ kind: 'read', what: 'account', at: 3 }, /Reading account 0x[0-9a-f]{40} from/],
  [{ kind: 'read', what: 'slot', at: 0 }, /Reading slot 0x[0-9a-f]{64} of account 0xfa[0-9a-f]{38} from/],
  [{ kind: 'read', what: 'slot', at: 1 }, /Reading slot/],
  [{ kind: 'read', what: 'code', at: 0 }, /Reading code 0x[0-9a-f]{64} from/],
  [
    { kind: 'garbage', what: 'account', at: 1, value: Uint8Array.of(9, 9) },
    /2 bytes with flags 9 are no account/,
  ],
  [{ kind: 'garbage', what: 'account', at: 1, value: '0x00' }, /an account must be a Uint8Array, not string/],
  [{ kind: 'garbage', what: 'slot', at: 0, value: new Uint8Array(33) }, /a value has 33 bytes, more than 32/],
  [{ kind: 'garbage', what: 'code', at: 0, value: 7 }, /code must be a Uint8Array, not number/],
];

describe.each(runs)('$mechanism', (run) => {
  test.each(faults)('%j ends the block, and the pool stays usable', async (fault, message) => {
    const error = await errorOf(executeBlock(block, stateWith(fault), { ...run, pool }));
    expect(error).toBeInstanceOf(StateReadError);
    expect(error.message).toMatch(message);
    const healed = await executeBlock(block, stateWith(), { ...run, pool });
    expect(healed.receipts).toHaveLength(40);
  });
});

test('code that is not there', async () => {
  for (const run of runs) {
    const fault: Fault = { kind: 'garbage', what: 'code', at: 0 };
    const error = await errorOf(executeBlock(block, stateWith(fault), { ...run, pool }));
    expect(error).toBeInstanceOf(MissingStateError);
    expect(error.message).toMatch(/the code with hash 0x[0-9a-f]{64}/);
  }
  await expectUsable(pool);
});

test('a module that is none, one without openState, and data that cannot be sent', async () => {
  const sources = [
    { module: 'file:///nowhere/state.mjs', data: undefined },
    { module: 'data:text/javascript,export const x = 1', data: undefined },
    { module: 'data:text/javascript,export const openState = 1', data: () => undefined },
  ];
  for (const source of sources) {
    const reader = Object.assign(stateWith(), { source });
    const error = await errorOf(executeBlock(block, reader, { pool }));
    expect(error).toBeInstanceOf(StateReadError);
  }
  await expectUsable(pool);
});

test('a source is opened once, closed when it is released, and opened again when it is wanted', async () => {
  const reader = stateWith();
  for (const revision of [1, 2, 3]) {
    reader.revision = revision;
    await executeBlock(block, reader, { pool });
  }
  await pool.cache.release(reader);
  expect(pool.cache.holds(reader)).toBe(false);
  await pool.cache.release(reader);
  const { report } = await executeBlock(block, reader, { pool });
  expect(report.reads.byWorkers).toBeGreaterThan(10);
});
