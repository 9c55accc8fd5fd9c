import { type ExecuteOptions, type Mechanism, mechanisms, type Pool } from '@heddle/engine';
import type { Outcome } from './outcome.ts';

/** One way to execute a block in parallel. */
export interface Schedule {
  mechanism: Mechanism;
  workers: number;
  /** Seed of random delays at scheduling points; 0 for none. */
  jitterSeed: number;
  /** `whole`: the state is in the shared memory from the start. `minimal`: on demand, and only what serial execution asks for. */
  reader: 'whole' | 'minimal';
  /** Has the block access list built, and compared, where the hardfork does not ask for it. */
  listsAccesses: boolean;
}

/** Every mechanism of the engine that is held against `serial`. */
export const parallelMechanisms: readonly Mechanism[] = mechanisms.filter((name) => name !== 'serial');

/** The options of serial execution that bring out all there is to compare, and what other mechanisms want to be told. */
export const serialOptions = { mechanism: 'serial', listAccesses: true } as const satisfies ExecuteOptions;

/**
 * The options that execute a block by a schedule; undefined when its mechanism cannot execute it. A mechanism that
 * needs more than the block, such as a list of what is accessed, gets it here, out of what serial execution ended in.
 */
export function optionsFor(schedule: Schedule, expected: Outcome, pool: Pool): ExecuteOptions | undefined {
  const { mechanism, jitterSeed, listsAccesses: listAccesses } = schedule;
  // Small blocks are what finds errors; falling back would run them serially.
  const common = { mechanism, pool, jitterSeed, fallBack: false };
  if (mechanism !== 'access-list') return { ...common, listAccesses };
  if (expected.kind === 'refused') return undefined; // nobody has a list of what an invalid block accesses
  const { blockAccessList } = expected.result;
  return blockAccessList && { ...common, blockAccessList };
}
