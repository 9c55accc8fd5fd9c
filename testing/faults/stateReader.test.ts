/** State readers that are slow, that throw, or that lack something. */
import {
  type Address,
  createPool,
  executeBlock,
  type Hash,
  type MemoryState,
  type Pool,
  StateReadError,
  type StateReader,
} from '@heddle/engine';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { firstDifference } from '../differential/firstDifference.ts';
import { randomBlock } from '../generators/randomBlock.ts';
import { errorOf, expectUsable, outcomeOf, runs, sampleBlock } from './sampleBlock.ts';

let pool: Pool;
beforeAll(async () => {
  pool = await createPool({ workers: 3 });
});
afterAll(() => pool.close());

/** A state read one value at a time; `before` is called with the number of the read, from 0. */
class SlowState implements StateReader {
  reads = 0;
  readonly #state: MemoryState;
  readonly #before: (read: number) => void | Promise<void>;

  constructor(state: MemoryState, before: (read: number) => void | Promise<void> = () => undefined) {
    this.#state = state;
    this.#before = before;
  }

  #read<T>(read: () => T): T | Promise<T> {
    const waited = this.#before(this.reads++);
    return waited === undefined ? read() : waited.then(read);
  }

  account(address: Address) {
    return this.#read(() => this.#state.account(address));
  }

  storage(address: Address, slot: Hash) {
    return this.#read(() => this.#state.storage(address, slot));
  }

  code(hash: Hash) {
    return this.#read(() => this.#state.code(hash));
  }
}

const later = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

const delays: [string, (read: number) => void | Promise<void>][] = [
  ['at once', () => undefined],
  ['in the next microtask', () => Promise.resolve()],
  ['after 0 to 2 ms', (read) => later(read % 3)],
  ['sometimes at once', (read) => (read % 2 === 0 ? undefined : later(1))],
];

test.each(delays)('a reader that answers %s gives what the state in memory gives', async (_, before) => {
  for (const { block, state } of [sampleBlock(), randomBlock(5), randomBlock(8), randomBlock(30)]) {
    const whole = outcomeOf(await executeBlock(block, state, { mechanism: 'serial', pool }));
    for (const run of runs) {
      const slow = new SlowState(state, before);
      const read = outcomeOf(await executeBlock(block, slow, { ...run, pool, jitterSeed: 7 }));
      expect(firstDifference(whole, read), run.mechanism).toBeUndefined();
      expect(slow.reads).toBeGreaterThan(10);
    }
  }
});

const faults: [string, () => void | Promise<void>][] = [
  [
    'throws',
    () => {
      throw new Error('disk on fire');
    },
  ],
  ['rejects', () => Promise.reject(new Error('disk on fire'))],
  ['rejects late', () => later(3).then(() => Promise.reject(new Error('disk on fire')))],
];
const places = [0, 1, 2, 5, 10, 20, 30];

test.each(faults)('a reader that %s ends the block in a StateReadError', async (_, fault) => {
  for (const run of runs) {
    for (const place of places) {
      const { block, state } = sampleBlock();
      const broken = new SlowState(state, (read) => (read >= place ? fault() : undefined));
      const error = await errorOf(executeBlock(block, broken, { ...run, pool }));
      expect(error, `${run.mechanism}, read ${place}`).toBeInstanceOf(StateReadError);
      expect(error.message).toContain('disk on fire');
    }
  }
  await expectUsable(pool);
});

test('a reader that fails once may be used again', async () => {
  const { block, state } = sampleBlock();
  for (const run of runs) {
    let fails = true;
    const reader = new SlowState(state, (read) => {
      if (read === 12 && fails) throw new Error('once');
    });
    expect((await errorOf(executeBlock(block, reader, { ...run, pool }))).code).toBe('STATE_READ_FAILED');
    fails = false;
    const whole = outcomeOf(await executeBlock(block, state, { mechanism: 'serial', pool }));
    const again = outcomeOf(await executeBlock(block, reader, { ...run, pool }));
    expect(firstDifference(whole, again)).toBeUndefined();
  }
});

test('a reader with a revision is not asked twice for what has not changed', async () => {
  const { block, state } = sampleBlock();
  const reader = Object.assign(new SlowState(state), { revision: 1 });
  await executeBlock(block, reader, { pool });
  const once = reader.reads;
  const second = await executeBlock(block, reader, { pool });
  expect(reader.reads).toBe(once);
  const whole = await executeBlock(block, state, { mechanism: 'serial', pool });
  expect(firstDifference(outcomeOf(whole), outcomeOf(second))).toBeUndefined();
  reader.revision = 2;
  await executeBlock(block, reader, { pool });
  expect(reader.reads).toBeGreaterThan(once);
});
