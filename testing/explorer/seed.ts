/**
 * A schedule as text, so that it can be run again: `explore:CORE:WAY:BLOCK:WORKERS:SCHEDULE`. The core
 * is `shipped` or the name of a planted bug; the schedule `12>1,40>0` (at step 12 worker 1 goes on), `random-SEED`,
 * or `priority-SEED-CHANGES-LENGTH`.
 */
import { blockOf } from './blocks.ts';
import type { Patch } from './compileCore.ts';
import { byPriority, following, randomly } from './controllers.ts';
import { exploredCore } from './exploredCore.ts';
import type { Subject } from './explorer.ts';
import type { Controller, Move } from './machine.ts';
import { type PlantedBug, plantedBugs } from './plantedBugs.ts';
import { checksRaces, optionsOf } from './ways.ts';

/** What is explored, by names. */
export interface Scene {
  /** `shipped`, or a key of {@link plantedBugs}. */
  core: string;
  /** One of `wayNames`. */
  way: string;
  block: string;
  workers: number;
}

/** @throws {Error} for a name that is none */
export async function subjectOf({ core, way, block: name, workers }: Scene): Promise<Subject> {
  const { block, state } = blockOf(name);
  const options = await optionsOf(way, block, state);
  const built = await exploredCore(patchesOf(core));
  return { core: built, options, checksRaces: checksRaces(way), block, state, workers };
}

function patchesOf(core: string): readonly Patch[] {
  if (core === 'shipped') return [];
  const bug: PlantedBug | undefined = (plantedBugs as Record<string, PlantedBug>)[core];
  if (bug === undefined) throw new Error(`there is no planted bug ${core}`);
  return bug.patches;
}

export function formatSeed({ core, way, block, workers }: Scene, moves: readonly Move[]): string {
  const schedule = moves.map(({ step, to }) => `${step}>${to}`).join(',');
  return ['explore', core, way, block, workers, schedule].join(':');
}

/** @throws {Error} when the text is not a seed */
export function parseSeed(seed: string): { scene: Scene; controller: () => Controller } {
  const [name, core, way, block, workers, schedule] = seed.split(':');
  if (name !== 'explore' || schedule === undefined)
    throw new Error(`this is not explore:CORE:WAY:BLOCK:WORKERS:SCHEDULE: ${seed}`);
  const scene = { core: core!, way: way!, block: block!, workers: Number(workers) };
  return { scene, controller: () => controllerOf(schedule) };
}

function controllerOf(schedule: string): Controller {
  const [kind, ...numbers] = schedule.split('-');
  const [seed = 0, changes = 0, length = 1] = numbers.map(Number);
  if (kind === 'random') return randomly(seed);
  if (kind === 'priority') return byPriority(seed, changes, length);
  const moves = schedule.split(',').filter(Boolean);
  return following(
    moves.map((move) => {
      const [step, to] = move.split('>').map(Number);
      return { step: step!, to: to! };
    }),
  );
}
