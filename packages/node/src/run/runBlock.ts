import { setImmediate as nextTurn } from 'node:timers/promises';
import type { BlockResult, ExecuteOptions, Pool, Report } from '@heddle/engine';
import type { Engine, LoadedBlock, Mechanism } from '../engine.ts';
import { median } from './statistics.ts';
import { both, holds, judge, type Reference, referenceOf, type Verdict } from './verdict.ts';

/** How every block of one `heddle run` is executed. */
export interface Plan {
  mechanisms: readonly Mechanism[];
  workers: number;
  /** Executions per mechanism, from 1. */
  repeat: number;
  /** Executions of each mechanism before those, neither timed nor judged: V8 needs some to compile the core well. */
  warmUp?: number;
  /** Random delays at scheduling points; the n-th repeat takes the n-th seed after it. */
  jitterSeed?: number | undefined;
  pool: Pool;
  signal: AbortSignal;
}

/** One mechanism on one block, over all repeats. */
export interface Run {
  mechanism: Mechanism;
  workers: number;
  /** Milliseconds of execution, the median of the repeats. */
  ms: number;
  /** Million gas per second at that time. */
  mgasPerSecond: number;
  /** Holds where it held in every repeat. */
  verdict: Verdict;
  /** A sentence for each way in which a verdict did not hold. */
  differences: string[];
  /** The report of the repeat that took the time nearest to the median. */
  report: Report;
}

/** One block under all mechanisms of a plan. */
export interface BlockRuns {
  source: string;
  number: bigint;
  hardfork: string;
  transactions: number;
  /** By the serial execution, whatever the header says. */
  gasUsed: bigint;
  runs: Run[];
  /** The serial time to compare with, also where the plan does not ask for a serial run. */
  serialMs: number;
}

/** Gas per microsecond; 0 for a block without gas. */
function mgasPerSecond(gas: bigint, ms: number): number {
  return ms > 0 ? Number(gas) / 1000 / ms : 0;
}

/** Collects the repeats of one mechanism. */
class Repeats {
  readonly #reports: Report[] = [];
  readonly #differences = new Set<string>();
  #verdict: Verdict | undefined;
  #gasUsed = 0n;
  readonly mechanism: Mechanism;

  constructor(mechanism: Mechanism) {
    this.mechanism = mechanism;
  }

  add(loaded: LoadedBlock, result: BlockResult, serial: Reference): void {
    const { verdict, differences } = judge(loaded.block, result, serial);
    this.#verdict = this.#verdict ? both(this.#verdict, verdict) : verdict;
    for (const difference of differences) this.#differences.add(difference);
    this.#reports.push(result.report);
    this.#gasUsed = result.gasUsed;
  }

  get gasUsed(): bigint {
    return this.#gasUsed;
  }

  get ms(): number {
    return median(this.#reports.map((report) => report.ms));
  }

  toRun(): Run {
    const { ms } = this;
    const distance = (report: Report) => Math.abs(report.ms - ms);
    const report = this.#reports.reduce((a, b) => (distance(b) < distance(a) ? b : a));
    return {
      mechanism: this.mechanism,
      workers: report.workers,
      ms,
      mgasPerSecond: mgasPerSecond(this.#gasUsed, ms),
      verdict: this.#verdict!,
      differences: [...this.#differences],
      report,
    };
  }
}

function optionsOf(plan: Plan, mechanism: Mechanism, repeat: number): ExecuteOptions {
  const { workers, pool, signal, jitterSeed } = plan;
  const options = { mechanism, workers, pool, signal };
  return jitterSeed === undefined ? options : { ...options, jitterSeed: jitterSeed + repeat };
}

/**
 * Executes a block under each mechanism of a plan, in turn within each repeat so that a machine that slows down
 * slows all of them. The first serial execution is what every other is compared with.
 * @throws {HeddleError} when the block is invalid or the plan's signal aborts.
 */
export async function runBlock(engine: Engine, loaded: LoadedBlock, plan: Plan): Promise<BlockRuns> {
  const execute = async (mechanism: Mechanism, repeat: number) => {
    // Ctrl-C is heard only between turns of the event loop, and an execution may stay within one.
    await nextTurn();
    plan.signal.throwIfAborted();
    return engine.executeBlock(loaded.block, loaded.state, optionsOf(plan, mechanism, repeat));
  };
  for (let round = 0; round < (plan.warmUp ?? 0); round++)
    for (const mechanism of plan.mechanisms) await execute(mechanism, round);
  const serial = new Repeats('serial');
  const others = plan.mechanisms.filter((name) => name !== 'serial').map((name) => new Repeats(name));
  const serialRepeats = plan.mechanisms.includes('serial') ? plan.repeat : 1;
  let reference: Reference | undefined;
  for (let repeat = 0; repeat < plan.repeat; repeat++) {
    if (repeat < serialRepeats) {
      const result = await execute('serial', repeat);
      reference ??= referenceOf(result);
      serial.add(loaded, result, reference);
    }
    for (const other of others) other.add(loaded, await execute(other.mechanism, repeat), reference!);
  }
  const { header, hardfork, transactions } = loaded.block;
  return {
    source: loaded.source,
    number: header.number,
    hardfork,
    transactions: transactions.length,
    gasUsed: serial.gasUsed,
    runs: [...(plan.mechanisms.includes('serial') ? [serial] : []), ...others].map((each) => each.toRun()),
    serialMs: serial.ms,
  };
}

/** True when every verdict of the block holds. */
export function isGood(block: BlockRuns): boolean {
  return block.runs.every((run) => holds(run.verdict));
}
