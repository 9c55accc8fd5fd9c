import { type BlockResult, executeBlock, type Pool } from '@heddle/engine';
import { expect } from 'vitest';
import { burnDownTo, type SmallBlock, sender, smallBlock } from '../adversarial/smallBlock.ts';
import { firstDifference } from '../differential/firstDifference.ts';
import { asm } from '../dsl/asm.ts';
import { addressOf } from '../generators/cast.ts';
import { parallelRuns } from '../parallelRuns.ts';

/** A block of 40 transactions that reads accounts, slots and code of ten contracts, and what it comes to. */
export function sampleBlock(): SmallBlock {
  const contract = (i: number) => addressOf(i + 1, 0xfa);
  const accounts = Object.fromEntries(
    Array.from({ length: 10 }, (_, i) => {
      const next = contract((i + 1) % 10);
      const code = asm(`${burnDownTo(900_000)} ${i} SLOAD ${next} BALANCE ADD 1 ADD ${i} SSTORE`).code;
      return [contract(i), { code, nonce: 1n, balance: BigInt(i) }];
    }),
  );
  const transactions = Array.from({ length: 40 }, (_, i) => ({
    from: sender(i % 13),
    to: contract(i % 10),
    value: BigInt(i),
  }));
  return smallBlock({ accounts, transactions });
}

/** What goes wrong in one mechanism has to end as well in the others. */
export const runs = [
  { mechanism: 'serial' },
  ...parallelRuns.map((how) => ({ ...how, fallBack: false })),
] as const;

/** What a result says beside the report. */
export function outcomeOf({ receipts, gasUsed, logsBloom, requests, changes }: BlockResult) {
  return { receipts, gasUsed, logsBloom, requests, changes };
}

/** Expects that a pool which just met a fault executes the sample block as a fresh one does. */
export async function expectUsable(pool: Pool): Promise<void> {
  const { block, state } = sampleBlock();
  const fresh = outcomeOf(await executeBlock(block, state, { mechanism: 'serial', workers: 1 }));
  for (const run of runs) {
    const after = outcomeOf(await executeBlock(block, state, { ...run, pool }));
    expect(firstDifference(fresh, after), run.mechanism).toBeUndefined();
  }
}

/** What a promise is rejected with; fails when it is not. */
export async function errorOf(promise: Promise<unknown>): Promise<Error & { code?: string }> {
  try {
    await promise;
  } catch (error) {
    return error as Error;
  }
  throw new Error('it was not rejected');
}
