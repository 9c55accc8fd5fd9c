import { type BlockResult, HeddleError, type Pool, type Report } from '@heddle/engine';
import type { Engine, LoadedBlock } from '../engine.ts';
import { rest } from '../measuring/rest.ts';
import { type Contestant, contestantsOf, messagesOf } from './contestants.ts';
import { median } from './statistics.ts';
import { both, judge, type Reference, referenceOf, type Verdict } from './verdict.ts';

/** How contestants are compared. */
export interface ComparePlan {
  pool: Pool;
  workers: number;
  signal: AbortSignal;
  /** Rounds that are neither timed nor judged. */
  warmUp: number;
  /** Rounds that count, from 1. */
  repeat: number;
  /** False keeps blocks that are not worth sharing out from running serially. Default true. */
  fallBack?: boolean;
}

/** One contestant on one block. */
export interface ComparedRun {
  name: string;
  contestant: Contestant;
  workers: number;
  /** Milliseconds, the median of the rounds, and the two ends. */
  ms: number;
  leastMs: number;
  mostMs: number;
  mgasPerSecond: number;
  /** Serial time over its time. */
  speedUp: number;
  reExecutions: number;
  /** Transactions that waited for another. */
  waited: number;
  /** Undefined where workers send none. */
  messages: number | undefined;
  /** It ran serially, for the block was not worth more. */
  fellBack: boolean;
  /** Holds where it held in every round. */
  verdict: Verdict;
  differences: string[];
  /** Of the round that took the median time. */
  report: Report;
}

/** A contestant that could not run, and why. */
export interface AbsentRun {
  name: string;
  reason: string;
}

export interface Comparison {
  source: string;
  number: bigint;
  hardfork: string;
  transactions: number;
  gasUsed: bigint;
  runs: ComparedRun[];
  absent: AbsentRun[];
}

/** The rounds of one contestant. */
class Rounds {
  readonly contestant: Contestant;
  readonly #reports: Report[] = [];
  readonly #differences = new Set<string>();
  #verdict: Verdict | undefined;
  absence: string | undefined;

  constructor(contestant: Contestant) {
    this.contestant = contestant;
  }

  add({ block }: LoadedBlock, result: BlockResult, serial: Reference): void {
    const { verdict, differences } = judge(block, result, serial);
    this.#verdict = this.#verdict === undefined ? verdict : both(this.#verdict, verdict);
    for (const difference of differences) this.#differences.add(difference);
    this.#reports.push(result.report);
  }

  get ms(): number {
    return median(this.#reports.map(({ ms }) => ms));
  }

  toRun(serialMs: number, gasUsed: bigint): ComparedRun {
    const sorted = this.#reports.toSorted((a, b) => a.ms - b.ms);
    const report = sorted[sorted.length >> 1]!;
    const { ms } = this;
    return {
      name: this.contestant.name,
      contestant: this.contestant,
      workers: this.contestant.mechanism === 'serial' ? 1 : report.workers,
      ms,
      leastMs: sorted[0]!.ms,
      mostMs: sorted.at(-1)!.ms,
      mgasPerSecond: ms > 0 ? Number(gasUsed) / 1000 / ms : 0,
      speedUp: serialMs / ms,
      reExecutions: report.reExecutions,
      waited: report.transactions.filter(({ blockedBy }) => blockedBy !== undefined).length,
      messages: messagesOf(report),
      fellBack: report.fellBack,
      verdict: this.#verdict!,
      differences: [...this.#differences],
      report,
    };
  }
}

/**
 * Executes a block under every mechanism, in turn within each round, so that a machine that slows down slows all.
 *
 * @throws {HeddleError} when the block is invalid or the signal aborts; one that only one mechanism has makes it absent
 */
export async function compareBlock(
  engine: Engine,
  loaded: LoadedBlock,
  plan: ComparePlan,
): Promise<Comparison> {
  const { pool, workers, signal, fallBack = true } = plan;
  const { block, state } = loaded;
  const serial = { mechanism: 'serial', pool, signal } as const;
  const listed = await engine.executeBlock(block, state, { ...serial, listAccesses: true });
  const { accessLists } = await engine.executeBlock(block, state, { ...serial, createAccessLists: true });
  const reference = referenceOf(listed);
  const everybody = contestantsOf({
    ...(accessLists && { accessLists }),
    ...(listed.blockAccessList && { blockAccessList: listed.blockAccessList }),
  }).map((contestant) => new Rounds(contestant));
  const execute = async ({ mechanism, options }: Contestant) => {
    await rest();
    signal.throwIfAborted();
    return engine.executeBlock(block, state, { mechanism, pool, workers, signal, fallBack, ...options });
  };
  for (let round = 0; round < plan.warmUp + plan.repeat; round++) {
    for (const rounds of everybody) {
      if (rounds.absence !== undefined) continue;
      try {
        const result = await execute(rounds.contestant);
        if (round >= plan.warmUp) rounds.add(loaded, result, reference);
      } catch (error) {
        if (!(error instanceof HeddleError) || rounds.contestant.mechanism === 'serial') throw error;
        signal.throwIfAborted();
        rounds.absence = error.message;
      }
    }
  }
  const present = everybody.filter(({ absence }) => absence === undefined);
  const serialMs = present[0]!.ms;
  return {
    source: loaded.source,
    number: block.header.number,
    hardfork: block.hardfork,
    transactions: block.transactions.length,
    gasUsed: listed.gasUsed,
    runs: present.map((rounds) => rounds.toRun(serialMs, listed.gasUsed)),
    absent: everybody.flatMap(({ contestant: { name }, absence }) =>
      absence === undefined ? [] : [{ name, reason: absence }],
    ),
  };
}
