/** What a pool keeps of a state from block to block, against states that are made anew for every block. */
import {
  type Account,
  type Address,
  type Block,
  changesOfDiff,
  completeDiff,
  createPool,
  type ExecuteOptions,
  executeBlock,
  type Hash,
  type MemoryState,
  type Pool,
  type StateDiff,
  type StateReader,
} from '@heddle/engine';
import type { Hardfork } from '@heddle/evm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createRandom } from '../generators/random.ts';
import { randomChain } from '../generators/randomBlock.ts';
import { parallelRuns } from '../parallelRuns.ts';

const LENGTH = 50;
const runs: ExecuteOptions[] = [{ mechanism: 'serial' }, ...parallelRuns];
const pools = new Map<number, Pool>();
beforeAll(async () => {
  for (const workers of [1, 2, 3, 8]) pools.set(workers, await createPool({ workers }));
});
afterAll(() => Promise.all([...pools.values()].map((pool) => pool.close())));

/** A block, its complete diff, and what else came of it on a state of its own. */
interface Step {
  block: Block;
  diff: StateDiff;
  expected: unknown;
}

interface Chain {
  genesis: MemoryState;
  steps: Step[];
}

async function chainOf(seed: number, hardfork: Hardfork, keys: number): Promise<Chain> {
  const { blocks, state } = randomChain(seed, LENGTH, { transactions: 30, keys, hardfork });
  const genesis = state.fork();
  const steps: Step[] = [];
  for (const block of blocks) {
    const { diff, changes, receipts } = await executeBlock(block, state.fork(), {
      mechanism: 'serial',
      pool: pools.get(1)!,
    });
    steps.push({ block, diff: complete(diff, state), expected: { changes, receipts } });
    state.apply(changes);
  }
  return { genesis, steps };
}

function complete(diff: StateDiff, before: MemoryState): StateDiff {
  const stored = new Map(before.entries());
  return completeDiff(diff, (address) => stored.get(address)?.storage ?? []);
}

/** Stays what it was at the genesis: all that came after must come from the cache. */
class LaggingReader implements StateReader {
  revision: unknown = 0;
  readonly #state: MemoryState;
  asked = 0;

  constructor(state: MemoryState) {
    this.#state = state;
  }

  account(address: Address): Account | undefined {
    this.asked++;
    return this.#state.account(address);
  }

  storage(address: Address, slot: Hash): bigint {
    this.asked++;
    return this.#state.storage(address, slot);
  }

  code(hash: Hash): Uint8Array {
    return this.#state.code(hash);
  }
}

/** A state that is whole in memory, under a class of its own. */
class WholeReader extends LaggingReader {
  readonly whole: MemoryState;

  constructor(state: MemoryState) {
    super(state);
    this.whole = state.fork();
  }
}

const readers = { lagging: LaggingReader, whole: WholeReader };

async function executeStep(reader: LaggingReader, { block, expected }: Step, options: ExecuteOptions) {
  const result = await executeBlock(block, reader, { ...options, fallBack: false });
  expect({ changes: result.changes, receipts: result.receipts }).toEqual(expected);
  return result;
}

const forks = ['homestead', 'istanbul', 'london', 'cancun', 'prague', 'amsterdam'] as const;
const cases = forks.flatMap((hardfork, i) =>
  (['lagging', 'whole'] as const).map((kind, j) => ({
    hardfork,
    kind,
    seed: 2 * i + j,
    keys: [3, 20, 100][i % 3]!,
  })),
);

describe.each(cases)('$hardfork, a $kind state, $keys keys', ({ hardfork, kind, seed, keys }) => {
  test('goes forward with the blocks, by every mechanism', async () => {
    const { genesis, steps } = await chainOf(seed, hardfork, keys);
    const workers = [1, 2, 3, 8][seed % 4]!;
    const pool = pools.get(workers)!;
    const reader = new readers[kind](genesis);
    for (const [height, step] of steps.entries()) {
      const options = runs[(height + seed) % runs.length]!;
      const { report } = await executeStep(reader, step, { ...options, pool, jitterSeed: height });
      expect(pool.cache.holds(reader)).toBe(true);
      expect(pool.cache.advance(reader, height + 1)).toBe(true);
      reader.revision = height + 1;
      expect(report.reads.byMainThread).toBeLessThanOrEqual(report.reads.lookups);
    }
    if (kind === 'lagging') expect(reader.asked).toBeLessThan(30 * LENGTH);
  });

  test('walks back and forth', async () => {
    const { genesis, steps } = await chainOf(seed + 100, hardfork, keys);
    const pool = pools.get([8, 3, 2, 1][seed % 4]!)!;
    const random = createRandom(seed);
    const reader = new readers[kind](genesis);
    let height = 0;
    let revision = 0;
    const move = (to: number) => {
      height = to;
      reader.revision = ++revision;
    };
    await executeStep(reader, steps[0]!, { pool, mechanism: 'serial' });
    for (let round = 0; round < 120; round++) {
      const isBack = height === steps.length || (height > 0 && random.chance(0.4));
      if (isBack) {
        const { diff } = steps[height - 1]!;
        expect(pool.cache.applyDiff(reader, diff, 'backward', revision + 1)).toBe(true);
        move(height - 1);
      } else if (random.chance(0.4)) {
        expect(pool.cache.applyDiff(reader, steps[height]!.diff, 'forward', revision + 1)).toBe(true);
        move(height + 1);
      } else {
        await executeStep(reader, steps[height]!, { ...random.pick(runs), pool });
        if (random.chance(0.3)) continue; // a block that is not kept
        expect(pool.cache.advance(reader, revision + 1)).toBe(true);
        move(height + 1);
      }
    }
  });
});

describe('the cache', () => {
  test('is read anew after another state, a forgotten one, or a block that was not the last thing', async () => {
    const { genesis, steps } = await chainOf(7, 'prague', 10);
    const pool = pools.get(2)!;
    const reader = new LaggingReader(genesis);
    const other = new LaggingReader(genesis);
    expect(pool.cache.advance(reader, 1)).toBe(false);
    await executeStep(reader, steps[0]!, { pool });
    const used = pool.cache.usedBytes;
    expect(used).toBeGreaterThan(0);
    expect(used).toBeLessThan(pool.cache.sizeBytes);
    await executeStep(other, steps[0]!, { pool });
    expect([pool.cache.holds(reader), pool.cache.holds(other)]).toEqual([false, true]);
    expect(pool.cache.advance(reader, 1)).toBe(false);
    expect(pool.cache.applyDiff(reader, steps[0]!.diff, 'forward', 1)).toBe(false);
    pool.cache.forget(other);
    expect(pool.cache.holds(other)).toBe(false);
    expect(pool.cache.advance(other, 1)).toBe(false);
    await executeStep(reader, steps[0]!, { pool });
    expect(pool.cache.advance(reader, 0)).toBe(true);
    expect(pool.cache.advance(reader, 0)).toBe(false); // and it is held no more: what it would be nobody knows
    expect(pool.cache.holds(reader)).toBe(false);
  });

  test('refuses a diff that does not name its slots', async () => {
    const { genesis, steps } = await chainOf(5, 'istanbul', 10);
    const pool = pools.get(1)!;
    const reader = new LaggingReader(genesis);
    await executeStep(reader, steps[0]!, { pool });
    const accounts = Uint8Array.from(steps[0]!.diff.accounts);
    accounts[20]! |= 4;
    const incomplete = { ...steps[0]!.diff, accounts };
    expect(() => pool.cache.applyDiff(reader, incomplete, 'forward', 1)).toThrow('complete it first');
  });

  test('asks the state to catch up before it is bound, and only then', async () => {
    const { genesis, steps } = await chainOf(6, 'cancun', 10);
    const pool = pools.get(2)!;
    const state = genesis.fork();
    let caughtUp = 0;
    const reader = Object.assign(new LaggingReader(state), {
      beforeBinding: async () => {
        for (; caughtUp < Number(reader.revision); caughtUp++)
          state.apply(changesOfDiff(steps[caughtUp]!.diff));
      },
    });
    for (const [height, step] of steps.entries()) {
      if (height % 10 === 9) pool.cache.forget(reader);
      await executeStep(reader, step, { pool });
      expect(caughtUp).toBe(height < 9 ? 0 : height - ((height + 1) % 10));
      pool.cache.advance(reader, height + 1);
      reader.revision = height + 1;
    }
  });

  test('cannot be changed while a block runs', async () => {
    const { genesis, steps } = await chainOf(8, 'prague', 10);
    const pool = pools.get(1)!;
    let seen: unknown;
    const reader = Object.assign(new LaggingReader(genesis), {
      beforeBinding: () => {
        try {
          pool.cache.advance(reader, 1);
        } catch (error) {
          seen = error;
        }
      },
    });
    await executeStep(reader, steps[0]!, { pool });
    expect(seen).toMatchObject({ code: 'POOL_BUSY' });
  });
});
