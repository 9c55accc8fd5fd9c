/** Runs one block under schedule after schedule and compares each outcome with that of serial execution. */
import { type Block, executeBlock, HeddleError, type Mechanism, type StateReader } from '@heddle/engine';
import { firstDifference } from '../differential/firstDifference.ts';
import type { ExploredCore } from './exploredCore.ts';
import { ExplorerPool } from './explorerPool.ts';
import type { Site } from "./instrument.ts";
import { invariantsOf } from './invariants.ts';
import type { Controller, Move } from './machine.ts';

/** What is explored: a block on a mechanism. */
export interface Subject {
  core: ExploredCore;
  mechanism: Mechanism;
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
  /** Places of the core that access shared memory. */
  get sites(): readonly Site[] {
    return this.#subject.core.sites;
  }

  /** Schedules so far. */
  schedules = 0;

  private constructor(subject: Subject, pool: ExplorerPool, expected: unknown) {
    this.#subject = subject;
    this.pool = pool;
    this.#expected = expected;
    const invariants = invariantsOf(subject.mechanism);
    pool.inspect = () => invariants(pool.shared);
  }

  /** Executes the block serially, for its outcome and so that the state is in the memory when schedules start. */
  static async create(subject: Subject): Promise<Explorer> {
    const { block, state } = subject;
    const pool = new ExplorerPool(subject.core, subject.workers);
    const oracle = await outcomeOf(block, state, { mechanism: 'serial', workers: 1 });
    const here = await outcomeOf(block, state, { mechanism: 'serial', pool });
    const difference = firstDifference(oracle, here);
    if (difference) throw new Error(`the explored core is not the shipped one: ${describe(difference)}`);
    pool.keepImage();
    return new Explorer(subject, pool, oracle);
  }

  /** Runs one schedule; undefined when all was as it should be. */
  async run(controller: Controller): Promise<Failure | undefined> {
    const { block, state, mechanism } = this.#subject;
    const { pool } = this;
    this.schedules++;
    pool.prepare(controller);
    const problem = await outcomeOf(block, state, { mechanism, pool, fallBack: false }).then(
      (outcome) => {
        const difference = firstDifference(this.#expected, outcome);
        return difference && describe(difference);
      },
      (error: Error) => `${error.name}: ${error.message}`,
    );
    return problem === undefined ? undefined : { problem, moves: pool.machine.moves };
  }

  /** Leaves moves out as long as the schedule still goes wrong. */
  async shorten(failure: Failure, follow: (moves: readonly Move[]) => Controller): Promise<Failure> {
    let best = failure;
    for (let chunk = best.moves.length >> 1; chunk >= 1; chunk >>= 1) {
      for (let from = 0; from < best.moves.length; ) {
        const moves = best.moves.toSpliced(from, chunk);
        const shorter = await this.run(follow(moves));
        if (shorter !== undefined && shorter.moves.length < best.moves.length) best = shorter;
        else from += chunk;
      }
    }
    return best;
  }
}

/** What must not depend on the schedule. A refused block counts as an outcome, a broken core does not. */
async function outcomeOf(block: Block, state: StateReader, options: object): Promise<unknown> {
  try {
    const result = await executeBlock(block, state, { ...options, transactionsOnly: true });
    const { receipts, gasUsed, logsBloom, changes } = result;
    return { receipts, gasUsed, logsBloom, changes };
  } catch (error) {
    if (!(error instanceof HeddleError)) throw error;
    return { code: error.code, message: error.message };
  }
}

function describe({ path, expected, actual }: { path: string; expected: unknown; actual: unknown }): string {
  return `${path} is ${actual}, but serially ${expected}`;
}
