import { type Block, createPool, type Pool, type StateReader } from '@heddle/engine';
import { rulesOf } from '@heddle/evm';
import { type Difference, firstDifference } from './firstDifference.ts';
import { optionsFor, type Schedule } from './options.ts';
import { type Outcome, outcomeOf, serialOutcome } from './outcome.ts';
import { MinimalReader, RecordingReader } from './readers.ts';

/** A schedule whose outcome is not the serial one. */
export interface FoundDifference {
  schedule: Schedule;
  difference: Difference;
}

/** How a block was compared. */
export interface Comparison {
  /** The outcome of serial execution. */
  expected: Outcome;
  /** Of the first schedule that disagrees; the ones behind it were not tried. */
  found: FoundDifference | undefined;
}

/** Executes a block by a schedule; the first difference from what {@link serialOutcome} found, if any. */
export async function differenceBy(
  schedule: Schedule,
  block: Block,
  state: StateReader,
  expected: Outcome,
  pool: Pool,
): Promise<Difference | undefined> {
  const options = optionsFor(schedule, expected, pool);
  if (options === undefined) return undefined;
  const actual = await outcomeOf(block, state, options);
  if (actual.kind !== expected.kind)
    return { path: 'error', expected: errorOf(expected), actual: errorOf(actual) };
  return firstDifference(withListsOf(actual, expected), actual);
}

function errorOf(outcome: Outcome): string {
  return outcome.kind === 'executed' ? 'none' : `${outcome.error.code}: ${outcome.error.message}`;
}

/** The expected outcome, without the lists that the actual one was not to have. */
function withListsOf(actual: Outcome, expected: Outcome): Outcome {
  if (expected.kind === 'refused' || actual.kind === 'refused') return expected;
  const { blockAccessList, accessLists: _, ...result } = expected.result;
  if (actual.result.blockAccessList === undefined || blockAccessList === undefined) {
    return { kind: 'executed', result };
  }
  return { kind: 'executed', result: { ...result, blockAccessList } };
}

/**
 * False where the list depends on what the reader was asked for: it names slots as dropped by a destruction (until Cancun)
 * whose values before the block nobody needs to know.
 */
function isListable({ hardfork }: Block, { reader }: Schedule): boolean {
  return reader === 'whole' || rulesOf(hardfork).selfDestructOnlyNew;
}

/** Pools of several sizes, kept from block to block, on which mechanisms are held against serial execution. */
export class Comparator {
  readonly #pools = new Map<number, Pool>();

  async #pool(workers: number): Promise<Pool> {
    const pool = this.#pools.get(workers) ?? (await createPool({ workers }));
    this.#pools.set(workers, pool);
    return pool;
  }

  /** The schedule at work; when one hangs, this is it. */
  current: Schedule | undefined;

  /** Executes a block serially, then by each schedule until one disagrees. */
  async compare(block: Block, state: StateReader, schedules: readonly Schedule[]): Promise<Comparison> {
    const pool = await this.#pool(1);
    const recorder = new RecordingReader(state);
    await outcomeOf(block, recorder, { mechanism: 'serial', pool });
    const expected = await serialOutcome(block, state, pool);
    for (const wanted of schedules) {
      const isFit = isListable(block, wanted);
      if (wanted.told === 'blockList' && !isFit) continue;
      const schedule = { ...wanted, listsAccesses: wanted.listsAccesses && isFit };
      this.current = schedule;
      const reader = schedule.reader === 'whole' ? state : new MinimalReader(state, recorder.asked);
      const workers = await this.#pool(schedule.workers);
      const difference = await differenceBy(schedule, block, reader, expected, workers);
      if (difference) return { expected, found: { schedule, difference } };
    }
    return { expected, found: undefined };
  }

  async close(): Promise<void> {
    for (const pool of this.#pools.values()) await pool.close();
  }
}
