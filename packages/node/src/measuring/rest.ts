import { setTimeout as sleep } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

let collect: (() => void) | undefined;

/** The flag reaches contexts that are made after it. */
function collector(): () => void {
  setFlagsFromString('--expose-gc');
  return runInNewContext('gc') as () => void;
}

/** V8 goes on sweeping on other cores for some milliseconds after a collection. */
const SWEEPING_MS = 12;

/** Collects what the measurement before left behind, so that no collection falls into the next one. */
export async function rest(): Promise<void> {
  collect ??= collector();
  collect();
  await sleep(SWEEPING_MS);
}
