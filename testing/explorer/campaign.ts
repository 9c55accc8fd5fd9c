/** A long search: the blocks made by hand exhaustively, random blocks by chance, in turn until the time is up. */
import { blockNames } from './blocks.ts';
import { exploreAll } from './exhaustive.ts';
import { Explorer, type Failure } from './explorer.ts';
import { exploreSome } from './search.ts';
import { formatSeed, type Scene, subjectOf } from './seed.ts';

export interface CampaignOptions {
  minutes: number;
  /** One of `wayNames`. */
  way: string;
  /** Of random blocks; those made by hand have two. */
  workers: readonly number[];
  log: (line: string) => void;
}

/** Schedules of one random block before the next is made. */
const PER_BLOCK = 100;
/** More preemptions than this are left to chance: the number of schedules grows by some hundreds with each. */
const MOST_PREEMPTIONS = 3;

/** Explores for some time; returns the seeds of what went wrong and the number of schedules. */
export async function explore({ minutes, way, workers, log }: CampaignOptions) {
  const deadline = performance.now() + minutes * 60_000;
  const seeds: string[] = [];
  let schedules = 0;
  const note = (scene: Scene, explorer: Explorer, failure: Failure | undefined, what: string) => {
    schedules += explorer.schedules;
    log(`${scene.block}, ${scene.workers} workers, ${what}: ${explorer.schedules} schedules`);
    if (failure === undefined) return;
    seeds.push(formatSeed(scene, failure.moves));
    log(`${failure.problem}\n  ${seeds.at(-1)}`);
  };
  let random = 0;
  for (let preemptions = 0; performance.now() < deadline; preemptions++) {
    for (const block of preemptions <= MOST_PREEMPTIONS ? blockNames : []) {
      // Half of the time that is left goes to chance.
      const until = performance.now() + (deadline - performance.now()) / (2 * blockNames.length);
      const scene = { core: 'shipped', way, block, workers: 2 };
      const explorer = await Explorer.create(await subjectOf(scene));
      const { failure, isComplete } = await exploreAll(explorer, preemptions, until);
      note(
        scene,
        explorer,
        failure && (await explorer.shorten(failure)),
        `${preemptions} preemptions${isComplete ? '' : ', not all'}`,
      );
    }
    const until = performance.now() + (deadline - performance.now()) / 4;
    do {
      const block = `random-${random}-${4 + (random % 40)}-${2 + (random % 7)}`;
      const scene = { core: 'shipped', way, block, workers: workers[random % workers.length]! };
      const explorer = await Explorer.create(await subjectOf(scene));
      note(scene, explorer, await exploreSome(explorer, PER_BLOCK, random * PER_BLOCK), 'by chance');
      random++;
    } while (performance.now() < until);
  }
  return { schedules, seeds };
}
