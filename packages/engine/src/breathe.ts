import { setImmediate as nextTurn } from 'node:timers/promises';

/** Lets the thread do what else it has to: execution on the calling thread goes on after it. */
export function breathe(): Promise<void> {
  return nextTurn();
}
