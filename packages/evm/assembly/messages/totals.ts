/**
 * The block's totals that are counted in block order. They travel with the turn: its holder puts them
 * where admission counts on, and sends them on from there.
 */
import { takeFromBlock } from '../arena';
import { CTRL_CUMULATIVE_GAS, CTRL_REGULAR_GAS, CTRL_STATE_GAS } from '../layout';

/** Cumulative, regular and state gas. */
const TOTALS_BYTES: usize = 24;
/** As the last message said. */
let kept: usize = 0;

export function openTotals(): void {
  kept = takeFromBlock(TOTALS_BYTES);
  memory.fill(kept, 0, TOTALS_BYTES);
}

/** Keeps the totals that came with a message. */
export function setTotals(from: usize): void {
  memory.copy(kept, from, TOTALS_BYTES);
}

/** At the start of a turn: nobody else counts until it is passed on. */
export function placeTotals(): void {
  store<i64>(CTRL_CUMULATIVE_GAS, load<i64>(kept));
  store<i64>(CTRL_REGULAR_GAS, load<i64>(kept, 8));
  store<i64>(CTRL_STATE_GAS, load<i64>(kept, 16));
}

/** Writes them into a message. */
export function copyTotals(out: usize): void {
  store<i64>(out, load<i64>(CTRL_CUMULATIVE_GAS));
  store<i64>(out, load<i64>(CTRL_REGULAR_GAS), 8);
  store<i64>(out, load<i64>(CTRL_STATE_GAS), 16);
}
