import { setTimeout as sleep } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

/** V8 goes on sweeping on other cores for some milliseconds after a collection. */
const SWEEPING_MS = 12;

/** Collects what the measurement before left behind, so that no collection falls into the next one. */
export async function rest(): Promise<void> {
  collect();
  await sleep(SWEEPING_MS);
}
