import {
  type Block,
  type ExecuteOptions,
  type Mechanism,
  mechanisms,
  type Pool,
  type StateReader,
} from '@heddle/engine';

/** One way to execute a block in parallel. */
export interface Schedule {
  mechanism: Mechanism;
  workers: number;
  /** Seed of random delays at scheduling points; 0 for none. */
  jitterSeed: number;
  /** `whole`: the state is in the shared memory from the start. `minimal`: on demand, and only what serial execution asks for. */
  reader: 'whole' | 'minimal';
}

/** Every mechanism of the engine that is held against `serial`. */
export const parallelMechanisms: readonly Mechanism[] = mechanisms.filter((name) => name !== 'serial');

/**
 * The options that execute `block` on `state` by a mechanism. A mechanism that needs more than these two, such as lists
 * of what the transactions access, gets it here and nowhere else.
 */
export async function optionsFor(
  _block: Block,
  _state: StateReader,
  { mechanism, jitterSeed }: Pick<Schedule, 'mechanism' | 'jitterSeed'>,
  pool: Pool,
): Promise<ExecuteOptions> {
  // Small blocks are what finds errors; falling back would run them serially.
  return { mechanism, pool, jitterSeed, fallBack: false };
}
