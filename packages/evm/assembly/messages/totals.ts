/** The block's totals that are counted in block order. They travel with the turn; its holder keeps them where admission looks. */
import { CTRL_CUMULATIVE_GAS } from '../layout';

/** Takes the totals over from a message. */
export function setTotals(from: usize): void {
  store<i64>(CTRL_CUMULATIVE_GAS, load<i64>(from));
}

/** Writes them into a message: 24 bytes. */
export function copyTotals(out: usize): void {
  store<i64>(out, load<i64>(CTRL_CUMULATIVE_GAS));
}
