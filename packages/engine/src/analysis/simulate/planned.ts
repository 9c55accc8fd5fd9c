/** The mechanisms that know beforehand who waits for whom: each turns a block into a plan. */
import { executionUs, type MechanismCosts } from './costs.ts';
import { lockOrder } from './lockOrder.ts';
import { type Placement, placeByAffinity, placeByHash } from './placement.ts';
import { type PlannedTask, type PlanOutcome, runPlan } from './plan.ts';
import type { Work, WorkItem } from './work.ts';

/** A plan that was run, and what it cost in messages. */
export interface PlannedOutcome extends PlanOutcome {
  messages: number;
}

/** Milliseconds of a transaction under a mechanism. */
function taskMs({ ms, uses }: WorkItem, costs: MechanismCosts, cores: number): number {
  return ms + (executionUs(costs, uses.size, cores) + costs.commitUs) / 1000;
}

/** Ordered locks, and plans from declared lists: a transaction starts when the lower ones that exclude it have ended. */
export function simulateOrdered(work: Work, costs: MechanismCosts, cores: number): PlannedOutcome {
  const order = lockOrder(work);
  const tasks = work.items.map((item, txIndex): PlannedTask => {
    const after = order[txIndex]!;
    const parkMs = after.length > 0 ? costs.parkUs / 1000 : 0;
    return { ms: taskMs(item, costs, cores) + parkMs, after };
  });
  return { ...runPlan(tasks, cores), messages: 0 };
}

/** A block-level access list: every value is listed, so nobody waits for anybody, and the heaviest go first. */
export function simulateListed(work: Work, costs: MechanismCosts, cores: number): PlannedOutcome {
  const heaviest = work.items.toSorted((a, b) => b.ms - a.ms);
  const tasks = heaviest.map((item): PlannedTask => ({ ms: taskMs(item, costs, cores), after: [] }));
  return { ...runPlan(tasks, cores), messages: 0 };
}

/** One request and one answer for each foreign location. */
const MESSAGES_PER_FOREIGN = 2;

function foreignOf({ uses }: WorkItem, home: number, { owners }: Placement): number[] {
  return [...uses.keys()].map((location) => owners[location]!).filter((owner) => owner !== home);
}

/** Workers that share nothing: transactions run where their state is, the rest of it comes in messages. */
export function simulateMessages(
  work: Work,
  costs: MechanismCosts,
  cores: number,
  placement: 'hash' | 'affinity',
): PlannedOutcome {
  const placed = placement === 'hash' ? placeByHash(work, cores) : placeByAffinity(work, cores);
  const pairMs = (MESSAGES_PER_FOREIGN * costs.messageUs) / 1000;
  const foreign = work.items.map((item, txIndex) => foreignOf(item, placed.homes[txIndex]!, placed));
  const ownMs = work.items.map(
    (item, txIndex) => taskMs(item, costs, cores) + pairMs * foreign[txIndex]!.length,
  );
  const tasks = work.items.map(
    ({ needs }, txIndex): PlannedTask => ({
      ms: ownMs[txIndex]!,
      after: needs.map(({ on }) => on),
      core: placed.homes[txIndex]!,
      latencyMs: pairMs,
    }),
  );
  const answering = new Array<number>(cores).fill(0);
  for (const owner of foreign.flat()) answering[owner]! += pairMs;
  const outcome = runPlan(spreadAnswers(tasks, answering), cores);
  const busiest = Math.max(...answering);
  return {
    ...outcome,
    ms: Math.max(outcome.ms, busiest),
    messages: MESSAGES_PER_FOREIGN * foreign.flat().length,
  };
}

/** A worker answers between and during its transactions: the time goes to each of them by its length. */
function spreadAnswers(tasks: readonly PlannedTask[], answering: readonly number[]): PlannedTask[] {
  const own = new Array<number>(answering.length).fill(0);
  for (const { core = 0, ms } of tasks) own[core]! += ms;
  return tasks.map((task) => {
    const core = task.core ?? 0;
    return { ...task, ms: own[core] === 0 ? task.ms : task.ms * (1 + answering[core]! / own[core]!) };
  });
}
