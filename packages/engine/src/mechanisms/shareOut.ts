/** Sharing groups of transactions out among workers. */

/** Pieces per worker that small groups are dealt in: the turn goes from worker to worker once per piece. */
const PIECES = 4;

/** Which worker has which group. */
export interface Shares {
  workerOf: Map<number, number>;
  /** Workers that got any: the first ones. */
  workers: number;
  groups: number;
  /** Weight of the heaviest group. */
  largest: number;
}

/**
 * Deals the groups out: large ones first, the heaviest to who has least; small ones in block order and
 * several in a row to the same worker, so that it runs through a stretch of the block.
 */
export function shareOut(groupOf: readonly number[], weights: readonly number[], most: number): Shares {
  const weightOf = new Map<number, number>();
  groupOf.forEach((group, tx) => {
    weightOf.set(group, (weightOf.get(group) ?? 0) + (weights[tx] as number));
  });
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const piece = total / (most * PIECES);
  const loads = new Array<number>(most).fill(0);
  const workerOf = new Map<number, number>();
  const give = (group: number, worker: number) => {
    workerOf.set(group, worker);
    loads[worker] = (loads[worker] as number) + (weightOf.get(group) as number);
  };
  const leastLoaded = () => loads.indexOf(Math.min(...loads));

  const inOrder = [...weightOf.keys()]; // a Map keeps the order of first insertion
  const isLarge = (group: number) => (weightOf.get(group) as number) > piece;
  const large = inOrder
    .filter(isLarge)
    .sort((a, b) => (weightOf.get(b) as number) - (weightOf.get(a) as number));
  for (const group of large) give(group, leastLoaded());
  let worker = leastLoaded();
  let dealt = 0;
  for (const group of inOrder) {
    if (isLarge(group)) continue;
    if (dealt >= piece) {
      worker = leastLoaded();
      dealt = 0;
    }
    give(group, worker);
    dealt += weightOf.get(group) as number;
  }
  return { ...renumber(workerOf), groups: weightOf.size, largest: Math.max(0, ...weightOf.values()) };
}

/** Gives the workers that got anything the lowest numbers. */
function renumber(workerOf: Map<number, number>): { workerOf: Map<number, number>; workers: number } {
  const used = [...new Set(workerOf.values())].sort((a, b) => a - b);
  const numbers = new Map(used.map((worker, number) => [worker, number]));
  for (const [group, worker] of workerOf) workerOf.set(group, numbers.get(worker) as number);
  return { workerOf, workers: Math.max(1, used.length) };
}
