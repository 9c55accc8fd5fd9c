import {
  type Block,
  type BlockResult,
  createPool,
  executeBlock,
  type Pool,
  type StateReader,
} from '@heddle/engine';
import { afterAll, beforeAll, expect } from 'vitest';
import { firstDifference } from '../differential/firstDifference.ts';
import { parallelRuns } from '../parallelRuns.ts';

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

/** What must not depend on the mechanism: everything but the report. */
function outcomeOf(result: BlockResult) {
  const { receipts, gasUsed, logsBloom, receiptsRoot, requests, changes } = result;
  return { receipts, gasUsed, logsBloom, receiptsRoot, requests, changes };
}

/** Call it once in a test file: starts pools for {@link sameOutcome} and closes them. */
export function usePools(): void {
  beforeAll(async () => {
    for (const workers of workerCounts) pools.set(workers, await createPool({ workers }));
  });
  afterAll(async () => {
    for (const pool of pools.values()) await pool.close();
  });
}

/** Executes a block serially and, many times, in parallel; expects the same and returns the serial result. */
export async function sameOutcome({ block, state }: Runnable): Promise<BlockResult> {
  const serial = await executeBlock(block, state, { mechanism: 'serial' });
  const expected = outcomeOf(serial);
  for (const [workers, pool] of pools) {
    for (let jitterSeed = 0; jitterSeed < rounds; jitterSeed++) {
      for (const how of parallelRuns) {
        const parallel = outcomeOf(
          await executeBlock(block, state, { ...how, pool, jitterSeed, fallBack: false }),
        );
        const story = `${JSON.stringify(how)}, ${workers} workers, jitter ${jitterSeed}`;
        expect(firstDifference(expected, parallel), story).toBeUndefined();
      }
    }
  }
  return serial;
}

/** Expects a block to be refused with the same error by both mechanisms; returns its code. */
export async function sameError({ block, state }: Runnable): Promise<string> {
  const failure = async (run: object): Promise<{ code: string; message: string }> =>
    executeBlock(block, state, run).then(
      () => ({ code: 'NONE', message: 'it was executed' }),
      (error) => ({ code: error.code, message: error.message }),
    );
  const expected = await failure({ mechanism: 'serial' });
  for (const pool of pools.values()) {
    for (let jitterSeed = 0; jitterSeed < rounds; jitterSeed++) {
      for (const how of parallelRuns)
        expect(await failure({ ...how, pool, jitterSeed, fallBack: false })).toEqual(expected);
    }
  }
  return expected.code;
}

/** An account after the block, out of the changes; undefined when the block did not change it. */
export function changeOf({ changes }: BlockResult, address: string) {
  return changes.accounts.find((change) => change.address === address);
}
