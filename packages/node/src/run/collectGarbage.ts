import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

let collect: ((options: { type: 'minor' }) => void) | undefined;

/**
 * Collects young garbage now, so that what one execution left behind does not slow the next. Young only: a full
 * collection makes V8 forget the compiled code of functions that have not run since the last few, and each
 * contestant would compile its own again.
 */
export function collectGarbage(): void {
  if (collect === undefined) {
    setFlagsFromString('--expose-gc'); // the flag reaches contexts that are made after it
    collect = runInNewContext('gc') as typeof collect;
  }
  collect?.({ type: 'minor' });
}
