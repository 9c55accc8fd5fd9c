import { type Block, createPool, type Pool, type StateReader } from '@heddle/engine';
import { type Difference, firstDifference } from './firstDifference.ts';
import { optionsFor, type Schedule } from './options.ts';
import { type Outcome, outcomeOf } from './outcome.ts';
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
    const recorder = new RecordingReader(state);
    const serial = { mechanism: 'serial', jitterSeed: 0 } as const;
    const serially = await optionsFor(block, state, serial, await this.#pool(1));
    const expected = await outcomeOf(block, recorder, serially);
    for (const schedule of schedules) {
      this.current = schedule;
      const options = await optionsFor(block, state, schedule, await this.#pool(schedule.workers));
      const reader = schedule.reader === 'whole' ? state : new MinimalReader(state, recorder.asked);
      const actual = await outcomeOf(block, reader, options);
      const difference = firstDifference(expected, actual);
      if (difference) return { expected, found: { schedule, difference } };
    }
    return { expected, found: undefined };
  }

  async close(): Promise<void> {
    for (const pool of this.#pools.values()) await pool.close();
  }
}
