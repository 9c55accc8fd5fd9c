/** What a block would take on other numbers of cores, and how far such a prediction can be trusted: measured at two. */
import {
  type CriticalPath,
  criticalPath,
  dependenciesOf,
  lowerBoundMs,
  type SimulatedMechanism,
  simulate,
  simulatedMechanisms,
  type Work,
  workOf,
} from '@heddle/engine';
import type { Engine, LoadedBlock } from '../engine.ts';
import { type ComparedRun, compareBlock } from './compareBlock.ts';
import { simulationOf } from './contestants.ts';
import { type RecordPlan, recordBlock } from './recordBlock.ts';

/** Workers of the measurement that predictions are held against. */
export const measuredWorkers = 2;

/** How blocks are simulated. */
export interface SimulationPlan extends RecordPlan {
  cores: readonly number[];
}

/** Speed-ups over serial execution by number of cores, in the order of the plan. */
export interface SpeedUps {
  name: SimulatedMechanism | 'bound';
  values: number[];
}

/** A mechanism simulated and measured on the same number of workers. */
export interface Prediction {
  name: string;
  predicted: number;
  measured: number;
  /** Predicted over measured, less 1. */
  error: number;
}

export interface BlockSimulation {
  source: string;
  number: bigint;
  hardfork: string;
  transactions: number;
  gasUsed: bigint;
  serialMs: number;
  path: CriticalPath;
  cores: readonly number[];
  /** What the critical path and the work allow at most first, then the mechanisms. */
  speedUps: SpeedUps[];
  predictions: Prediction[];
}

/** A list of all values does away with waiting, so the critical path binds all but that. */
function boundOf(path: CriticalPath, { outsideMs, workMs }: Work, cores: readonly number[]): SpeedUps {
  const values = cores.map((count) => (workMs + outsideMs) / (lowerBoundMs(path, count) + outsideMs));
  return { name: 'bound', values };
}

function speedUpOf(work: Work, mechanism: SimulatedMechanism, cores: number): number {
  return simulate(work, 'serial', 1).ms / simulate(work, mechanism, cores).ms;
}

function predictionOf(work: Work, { name, contestant, report, speedUp }: ComparedRun): Prediction[] {
  const mechanism = simulationOf(contestant, report);
  if (mechanism === undefined) return [];
  const predicted = speedUpOf(work, mechanism, measuredWorkers);
  return [{ name, predicted, measured: speedUp, error: predicted / speedUp - 1 }];
}

/** Records a block, simulates it, and measures it on two workers. */
export async function simulateBlock(
  engine: Engine,
  loaded: LoadedBlock,
  plan: SimulationPlan,
): Promise<BlockSimulation> {
  const { cores } = plan;
  const { record, serialMs, outsideMs, gasUsed } = await recordBlock(engine, loaded, plan);
  const work = workOf(record, outsideMs);
  const path = criticalPath(record.transactions, dependenciesOf(record));
  const mechanisms = simulatedMechanisms.filter((name) => name !== 'serial');
  const measured = await compareBlock(engine, loaded, { ...plan, workers: measuredWorkers, fallBack: false });
  const { header, hardfork, transactions } = loaded.block;
  return {
    source: loaded.source,
    number: header.number,
    hardfork,
    transactions: transactions.length,
    gasUsed,
    serialMs,
    path,
    cores,
    speedUps: [
      boundOf(path, work, cores),
      ...mechanisms.map((name) => ({ name, values: cores.map((count) => speedUpOf(work, name, count)) })),
    ],
    predictions: measured.runs.flatMap((run) => predictionOf(work, run)),
  };
}
