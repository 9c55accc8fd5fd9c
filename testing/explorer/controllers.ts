/** Ways to choose who goes next. */
import { createRandom } from '../generators/random.ts';
import { type Controller, type Move, nextInTurn } from './machine.ts';

/** The rule, but for some moves. A move to a worker that cannot go is left out. */
export function following(moves: readonly Move[]): Controller {
  const wanted = new Map(moves.map(({ step, to }) => [step, to]));
  const choose = (step: number, ready: number, otherwise: number) => {
    const to = wanted.get(step);
    return to !== undefined && ((ready >>> to) & 1) === 1 ? to : otherwise;
  };
  return {
    atAccess: (step, worker, _access, ready) => choose(step, ready, worker),
    atRest: (step, worker, ready) => choose(step, ready, nextInTurn(worker, ready)),
  };
}

/** At every access another goes on with a chance of 1 in some number between 2 and 64, which the seed decides. */
export function randomly(seed: number): Controller {
  const random = createRandom(seed);
  const oneIn = 2 ** (1 + random.below(6));
  const anyOf = (ready: number) => {
    const workers = [...Array(32).keys()].filter((worker) => (ready >>> worker) & 1);
    return random.pick(workers);
  };
  return {
    atAccess: (_step, worker, _access, ready) => (random.below(oneIn) === 0 ? anyOf(ready) : worker),
    atRest: (_step, _worker, ready) => anyOf(ready),
  };
}

/**
 * Probabilistic concurrency testing (Burckhardt et al., ASPLOS 2010): who has the highest priority goes on;
 * at `changes` steps, spread over the `length` of a schedule, the one at hand gets the lowest. An error that
 * takes d such changes is found with a chance of at least 1 in workers × length^d.
 */
export function byPriority(seed: number, changes: number, length: number): Controller {
  const random = createRandom(seed);
  const priorities = Array.from({ length: 32 }, () => 1 + random.below(1_000_000));
  const steps = new Set(Array.from({ length: changes }, () => 1 + random.below(length)));
  let lowest = 0;
  const highest = (ready: number) => {
    let best = -1;
    for (let worker = 0; worker < 32; worker++)
      if ((ready >>> worker) & 1 && (best < 0 || priorities[worker]! > priorities[best]!)) best = worker;
    return best;
  };
  return {
    atAccess: (step, worker, _access, ready) => {
      if (steps.has(step)) priorities[worker] = --lowest;
      return highest(ready);
    },
    atRest: (_step, _worker, ready) => highest(ready),
  };
}
