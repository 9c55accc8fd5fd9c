/**
 * All schedules with at most so many preemptions, depth first (iterative context bounding: Musuvathi and
 * Qadeer, PLDI 2007). A preemption is a move to another worker before an access of a shared word; who goes
 * next when one cannot go on is tried out, too, and counts as none.
 */
import { following, randomly } from './controllers.ts';
import type { Access } from './coreWorker.ts';
import type { Explorer, Failure } from './explorer.ts';
import { type Controller, type Move, nextInTurn } from './machine.ts';
import { mayRace } from './races.ts';
import { SharedWords } from './sharedWords.ts';

/** How far a search got. */
export interface Coverage {
  schedules: number;
  /** Words that more than one worker touches. */
  sharedWords: number;
  /** False when it was cut short. */
  isComplete: boolean;
  failure: Failure | undefined;
}

/** A place in a schedule where another worker could have gone next. */
interface Choice extends Move {
  isPreemption: boolean;
}

/** Random schedules that show which words are shared before the search begins. */
const SAMPLES = 60;

/** Tries all schedules, until one goes wrong or the time is up. When more words turn out to be shared, it begins again. */
export async function exploreAll(
  explorer: Explorer,
  preemptions: number,
  deadline = Number.POSITIVE_INFINITY,
  samples = SAMPLES,
): Promise<Coverage> {
  const shared = new SharedWords();
  explorer.witness(shared);
  for (let seed = 0; seed < samples; seed++) {
    const failure = await explorer.run(randomly(seed));
    if (failure)
      return { schedules: explorer.schedules, sharedWords: shared.count, isComplete: false, failure };
  }
  while (true) {
    const known = shared.count;
    const search = new Search(explorer, shared, deadline);
    const failure = await search.from([], preemptions);
    const isComplete = failure === undefined && performance.now() < deadline;
    if (shared.count === known || !isComplete)
      return { schedules: explorer.schedules, sharedWords: shared.count, isComplete, failure };
  }
}

class Search {
  readonly #explorer: Explorer;
  readonly #shared: SharedWords;
  readonly #deadline: number;

  constructor(explorer: Explorer, shared: SharedWords, deadline: number) {
    this.#explorer = explorer;
    this.#shared = shared;
    this.#deadline = deadline;
  }

  /** Runs the schedule of some moves, and all that go on from it with `left` more preemptions. */
  async from(moves: readonly Move[], left: number): Promise<Failure | undefined> {
    const choices: Choice[] = [];
    const controller = this.#noting(moves, choices, left > 0);
    const failure = await this.#explorer.run(controller);
    if (failure) return failure;
    for (const { step, to, isPreemption } of choices) {
      if (performance.now() >= this.#deadline) return undefined;
      const found = await this.from([...moves, { step, to }], isPreemption ? left - 1 : left);
      if (found) return found;
    }
    return undefined;
  }

  /** Follows some moves and notes what else could have been done after the last. */
  #noting(moves: readonly Move[], choices: Choice[], preempts: boolean): Controller {
    const inner = following(moves);
    const last = moves.at(-1)?.step ?? 0;
    const note = (step: number, taken: number, ready: number, isPreemption: boolean) => {
      for (let to = 0; to < 32; to++)
        if ((ready >>> to) & 1 && to !== taken) choices.push({ step, to, isPreemption });
    };
    return {
      atAccess: (step, worker, access, ready) => {
        if (preempts && step > last && this.#isOrdering(access) && this.#shared.has(access))
          note(step, worker, ready, true);
        return inner.atAccess(step, worker, access, ready);
      },
      atRest: (step, worker, ready) => {
        if (step > last) note(step, nextInTurn(worker, ready), ready, false);
        return inner.atRest(step, worker, ready);
      },
    };
  }

  /** True where another order may give another outcome: without races other plain accesses are ordered by atomic ones. */
  #isOrdering({ site, isAtomic }: Access): boolean {
    return isAtomic || site === undefined || !this.#explorer.checksRaces || mayRace(site);
  }
}
