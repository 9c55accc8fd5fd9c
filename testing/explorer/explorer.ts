/** Runs one block under schedule after schedule and compares each outcome with that of serial execution. */
import {
  type Block,
  type ExecuteOptions,
  executeBlock,
  HeddleError,
  type Mechanism,
  type StateReader,
} from '@heddle/engine';
import { firstDifference } from '../differential/firstDifference.ts';
import { following } from './controllers.ts';
import type { ExploredCore } from './exploredCore.ts';
import { ExplorerPool } from './explorerPool.ts';
import { invariantsOf } from './invariants.ts';
import type { Controller, Move, Witness } from './machine.ts';
import { Races } from './races.ts';

/** What is explored: a block on a mechanism. */
export interface Subject {
  core: ExploredCore;
  /** The mechanism, and what it gets beside the block. */
  options: ExecuteOptions & { mechanism: Mechanism };
  checksRaces: boolean;
  block: Block;
  state: StateReader;
  workers: number;
}

/** A schedule that went wrong. */
export interface Failure {
  problem: string;
  moves: Move[];
}

export class Explorer {
  readonly pool: ExplorerPool;
  readonly #subject: Subject;
  readonly #expected: unknown;
  readonly #races = new Races();
  /** True when races count as errors, so that the order of plain accesses follows from that of atomic ones. */
  get checksRaces(): boolean {
    return this.#subject.checksRaces;
  }

  /** Shows all further schedules to a witness, beside the one that looks for races. */
  witness(witness: Witness): void {
    this.pool.machine.witnesses = this.checksRaces ? [this.#races, witness] : [witness];
  }

  /** Schedules so far. */
  schedules = 0;

  private constructor(subject: Subject, pool: ExplorerPool, expected: unknown) {
    this.#subject = subject;
    this.pool = pool;
    this.#expected = expected;
    const invariants = invariantsOf(subject.options.mechanism);
    if (this.checksRaces) pool.machine.witnesses = [this.#races];
    pool.inspect = () => invariants(pool.shared);
  }

  /** Executes the block serially, for its outcome and so that the state is in the memory when schedules start. */
  static async create(subject: Subject): Promise<Explorer> {
    const { block, state } = subject;
    const pool = new ExplorerPool(subject.core, subject.workers);
    const serial = { mechanism: 'serial', skipInvalid: subject.options.skipInvalid === true } as const;
    const oracle = await outcomeOf(block, state, { ...serial, workers: 1 });
    const here = await outcomeOf(block, state, { ...serial, pool });
    const difference = firstDifference(oracle, here);
    if (difference) throw new Error(`the explored core is not the shipped one: ${describe(difference)}`);
    pool.keepImage();
    return new Explorer(subject, pool, oracle);
  }

  /** Runs one schedule; undefined when all was as it should be. */
  async run(controller: Controller): Promise<Failure | undefined> {
    const { block, state, options } = this.#subject;
    const { pool } = this;
    this.schedules++;
    pool.prepare(controller);
    const problem = await outcomeOf(block, state, { ...options, pool, fallBack: false }).then(
      (outcome) => {
        const difference = firstDifference(this.#expected, outcome);
        return difference && describe(difference);
      },
      (error: Error) => `${error.name}: ${error.message}`,
    );
    if (pool.broken !== undefined) {
      const { error, moves } = pool.broken;
      return { problem: `${error.name}: ${error.message}`, moves };
    }
    return problem === undefined ? undefined : { problem, moves: pool.machine.moves };
  }

  /** Leaves moves out as long as the schedule still goes wrong: halves, quarters, at last pairs and single ones. */
  async shorten(failure: Failure): Promise<Failure> {
    let best = failure;
    for (let chunk = best.moves.length >> 1; chunk >= 1; ) {
      const before = best.moves.length;
      for (let from = 0; from < best.moves.length; ) {
        const shorter = await this.run(following(best.moves.toSpliced(from, chunk)));
        if (shorter !== undefined && shorter.moves.length < best.moves.length) best = shorter;
        else from += Math.max(1, chunk >> 1);
      }
      if (best.moves.length === before) chunk >>= 1;
    }
    return best;
  }
}

/** What must not depend on the schedule. A refused block counts as an outcome, a broken core does not. */
async function outcomeOf(block: Block, state: StateReader, options: object): Promise<unknown> {
  try {
    const result = await executeBlock(block, state, { ...options, transactionsOnly: true });
    const { receipts, gasUsed, logsBloom, changes, skipped = [] } = result;
    const left = skipped.map(({ txIndex, error }) => ({ txIndex, message: error.message }));
    return { receipts, gasUsed, logsBloom, changes, left };
  } catch (error) {
    if (!(error instanceof HeddleError)) throw error;
    return { code: error.code, message: error.message };
  }
}

function describe({ path, expected, actual }: { path: string; expected: unknown; actual: unknown }): string {
  return `${path} is ${actual}, but serially ${expected}`;
}
