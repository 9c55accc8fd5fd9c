import type { Mechanism } from '@heddle/engine';
import { createRandom } from '../generators/random.ts';
import { parallelMechanisms, type Schedule, tellable } from './options.ts';

/** Which schedules to try on each block. */
export interface ScheduleChoice {
  mechanisms: readonly Mechanism[];
  /** Numbers of workers, 1 to 32. */
  workers: readonly number[];
  /** Numbers of workers that every sixteenth block is tried on as well. */
  rareWorkers: readonly number[];
  /** Schedules with other random delays for each mechanism and number of workers, from 1. */
  jitters: number;
}

/**
 * One worker shows errors of the mechanism alone, two race as on the smallest machine we test on, eight are preempted
 * in the middle of things; with sixteen nearly all of a small block runs at once.
 */
export const usualChoice: ScheduleChoice = {
  mechanisms: parallelMechanisms,
  workers: [1, 2, 3, 8],
  rareWorkers: [16],
  jitters: 1,
};

/** The schedules for the block of a seed. A third of them comes without delays, as in real life; a quarter reads its state on demand. */
export function schedulesFor(seed: number, choice: ScheduleChoice): Schedule[] {
  const counts = seed % 16 === 0 ? [...choice.workers, ...choice.rareWorkers] : choice.workers;
  return choice.mechanisms.flatMap((mechanism) =>
    counts.flatMap((workers) =>
      Array.from({ length: choice.jitters }, (_, round) => {
        const jitterSeed = (seed + workers + round) % 3 === 0 ? 0 : seed * 31 + workers + round * 1009;
        const reader = (seed + workers) % 4 === 0 ? 'minimal' : 'whole';
        const listsAccesses = (seed + workers) % 2 === 0;
        const choices = tellable[mechanism] ?? ['nothing'];
        const told = choices[(seed + counts.indexOf(workers) + round) % choices.length]!;
        return { mechanism, workers, jitterSeed, reader, listsAccesses, told };
      }),
    ),
  );
}

/** One schedule per mechanism, on a number of workers that goes with the seed: for tests with many blocks and little time. */
export function oneSchedulePerMechanism(seed: number): Schedule[] {
  const workers = [createRandom(seed).pick(usualChoice.workers)];
  return schedulesFor(seed, { ...usualChoice, workers, rareWorkers: [] });
}
