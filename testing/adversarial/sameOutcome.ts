import { type Block, createPool, type Pool, type StateReader } from '@heddle/engine';
import { afterAll, beforeAll, expect } from 'vitest';
import { differenceBy } from '../differential/comparison.ts';
import { parallelMechanisms, type Schedule, tellable } from '../differential/options.ts';
import { type ExecutedResult, type Outcome, serialOutcome } from '../differential/outcome.ts';

/** Two workers race as on the smallest machine we test on, eight are preempted in the middle of things. */
const workerCounts = [2, 8];
/** Runs with other delays each; a wrong order showed within ten of them. */
const rounds = 12;

/** A block and any state before it. */
interface Runnable {
  block: Block;
  state: StateReader;
}

const pools = new Map<number, Pool>();

/** Call it once in a test file: starts pools for {@link sameOutcome} and closes them. */
export function usePools(): void {
  beforeAll(async () => {
    for (const workers of workerCounts) pools.set(workers, await createPool({ workers }));
  });
  afterAll(async () => {
    for (const pool of pools.values()) await pool.close();
  });
}

/** Executes a block serially and, many times, in parallel; expects that all outcomes are the same, and returns it. */
async function sameForAll({ block, state }: Runnable): Promise<Outcome> {
  const expected = await serialOutcome(block, state);
  for (const mechanism of parallelMechanisms) {
    for (const [workers, pool] of pools) {
      for (let jitterSeed = 0; jitterSeed < rounds; jitterSeed++) {
        const choices = tellable[mechanism] ?? ['nothing'];
        const told = choices[jitterSeed % choices.length]!;
        const schedule: Schedule = {
          mechanism,
          workers,
          jitterSeed,
          reader: 'whole',
          listsAccesses: false,
          told,
        };
        const difference = await differenceBy(schedule, block, state, expected, pool);
        expect(difference, `${mechanism}, ${workers} workers, jitter ${jitterSeed}`).toBeUndefined();
      }
    }
  }
  return expected;
}

/** Expects a block to be executed alike by all mechanisms; returns the result but for the report. */
export async function sameOutcome(runnable: Runnable): Promise<ExecutedResult> {
  const outcome = await sameForAll(runnable);
  if (outcome.kind === 'refused') throw new Error(`the block was refused: ${outcome.error.message}`);
  return outcome.result;
}

/** Expects a block to be refused with the same error by all mechanisms; returns its code. */
export async function sameError(runnable: Runnable): Promise<string> {
  const outcome = await sameForAll(runnable);
  return outcome.kind === 'refused' ? outcome.error.code : 'NONE';
}

/** An account after the block, out of the changes; undefined when the block did not change it. */
export function changeOf({ changes }: ExecutedResult, address: string) {
  return changes.accounts.find((change) => change.address === address);
}
