/** What a recorded block would take under each mechanism on any number of cores. */

import { assumedCosts } from './assumedCosts.ts';
import { type CostTable, type SimulatedMechanism, simulatedMechanisms } from './costs.ts';
import { simulateOptimistic } from './optimistic.ts';
import { simulateListed, simulateMessages, simulateOrdered } from './planned.ts';
import type { Work } from './work.ts';

/** A mechanism on a number of cores, simulated. */
export interface Simulation {
  mechanism: SimulatedMechanism;
  cores: number;
  /** Milliseconds for the whole block. */
  ms: number;
  /** Executions beyond the first of each transaction. */
  reExecutions: number;
  /** Milliseconds of cores without anything to do, all together. */
  waitingMs: number;
  messages: number;
}

type Outcome = Pick<Simulation, 'ms' | 'waitingMs'> & Partial<Pick<Simulation, 'reExecutions' | 'messages'>>;

function transactionsOf(work: Work, mechanism: SimulatedMechanism, cores: number, costs: CostTable): Outcome {
  const own = costs[mechanism];
  switch (mechanism) {
    case 'serial':
      return { ms: work.workMs, waitingMs: 0 };
    case 'optimistic':
      return simulateOptimistic(work, own, cores);
    case 'locks':
    case 'access-list':
      return simulateOrdered(work, own, cores);
    case 'block-access-list':
      return simulateListed(work, own, cores);
    case 'message-passing-hash':
      return simulateMessages(work, own, cores, 'hash');
    case 'message-passing-affinity':
      return simulateMessages(work, own, cores, 'affinity');
  }
}

/**
 * Simulates one mechanism.
 *
 * @param work of `workOf`
 * @param cores from 1; `serial` uses one of them
 * @param costs what the mechanisms cost; by default as measured
 */
export function simulate(
  work: Work,
  mechanism: SimulatedMechanism,
  cores: number,
  costs: CostTable = assumedCosts,
): Simulation {
  const outcome = transactionsOf(work, mechanism, cores, costs);
  const { blockUs, workerUs, foldUs } = costs[mechanism];
  const aroundMs = (blockUs + workerUs * (cores - 1) + (foldUs * work.written) / cores) / 1000;
  return {
    mechanism,
    cores,
    reExecutions: 0,
    messages: 0,
    ...outcome,
    ms: outcome.ms + aroundMs + work.outsideMs,
  };
}

/** Simulates every mechanism on each number of cores; `serial` once. */
export function simulateAll(work: Work, cores: readonly number[], costs?: CostTable): Simulation[] {
  return simulatedMechanisms.flatMap((mechanism) =>
    (mechanism === 'serial' ? [1] : cores).map((count) => simulate(work, mechanism, count, costs)),
  );
}
