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
  /** What a mechanism that can use it knows beforehand: the block access list, a list for each transaction, or nothing. */
  told: 'nothing' | 'transactionLists' | 'blockList';
}

/** What mechanisms can be told; those not named are told nothing. */
export const tellable: Partial<Record<Mechanism, readonly Schedule['told'][]>> = {
  locks: ['nothing', 'transactionLists'],
  'access-list': ['nothing', 'transactionLists', 'blockList'],
  auto: ['nothing', 'transactionLists', 'blockList'],
};

/** Every mechanism of the engine that is held against `serial`. */
export const parallelMechanisms: readonly Mechanism[] = mechanisms.filter((name) => name !== 'serial');

/**
 * The options that execute a block by a schedule, the lists it is told taken from what serial execution ended in;
 * undefined when there is no such list, as for an invalid block. A mechanism that needs more than the block gets it here.
 */
export function optionsFor(schedule: Schedule, expected: Outcome, pool: Pool): ExecuteOptions | undefined {
  const { mechanism, jitterSeed, listsAccesses, told } = schedule;
  // Small blocks are what finds errors; falling back would run them serially.
  const options: ExecuteOptions = {
    mechanism,
    pool,
    jitterSeed,
    fallBack: false,
    listAccesses: listsAccesses,
  };
  if (told === 'nothing') return options;
  if (expected.kind === 'refused') return undefined;
  const { blockAccessList, accessLists } = expected.result;
  if (told === 'blockList') return blockAccessList && { ...options, blockAccessList };
  const onUndeclared = mechanism === 'access-list' ? { onUndeclared: 'strict' as const } : {};
  return accessLists && { ...options, accessLists, ...onUndeclared };
}
