/** Ways to look for a schedule that goes wrong. */
import { byPriority, following, randomly } from './controllers.ts';
import type { Explorer, Failure } from './explorer.ts';

/** Tries schedules by chance, by priorities with one to four changes and at random in turn; the first failure, shortened. */
export async function exploreSome(
  explorer: Explorer,
  count: number,
  firstSeed = 0,
): Promise<Failure | undefined> {
  const plain = await explorer.run(following([]));
  if (plain) return plain;
  const length = explorer.pool.machine.steps;
  for (let seed = firstSeed; seed < firstSeed + count; seed++) {
    const changes = seed % 5;
    const controller = changes === 0 ? randomly(seed) : byPriority(seed, changes, length);
    const failure = await explorer.run(controller);
    if (failure) return explorer.shorten(failure);
  }
  return undefined;
}
