/** A clock for the report that is read seldom: a call out of the core costs as much as a tenth of a transfer. */
import { clock } from './host';

/** Gas after which the time is read again: a few microseconds. */
const TICK_GAS: i64 = 100_000;

let last: f64 = 0;
let sinceTick: i64 = TICK_GAS;

/** Makes the next look read the time: some passed without gas. */
export function expireTick(): void {
  sinceTick = TICK_GAS;
}

/** The time in ms after `gas` more has been used; at most some microseconds old. */
export function tick(gas: i64): f64 {
  sinceTick += gas;
  if (sinceTick >= TICK_GAS) {
    sinceTick = 0;
    last = clock();
  }
  return last;
}
