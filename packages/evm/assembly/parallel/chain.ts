/**
 * Chains. Where every transaction waits for the one before, starting them ahead only moves them from
 * core to core: the prefix that another worker ran is in that one's cache (measured on 2,000 swaps on one
 * pair: 0.8 times the serial speed). So while nearly all had to wait, only the head is started, for a while.
 */
import { CTRL_ALONE_UNTIL, CTRL_HEAD, CTRL_WAITED } from '../layout';

/** Of 16, how many of the last transactions must have waited: one that did not may be worth running beside. */
const MOST: u32 = 14;
/** The mean is kept in 1/256 and moves by a 16th per transaction. */
const SCALE: u32 = 256;
/** Where the mean starts again after that: a dozen more that wait are enough to go back. */
const AGAIN: u32 = 12;
/** Transactions that then run alone before sharing is tried again. */
const ALONE_FOR: u32 = 512;

/** Notes at commit, in block order, whether a transaction had waited. */
export function noteWaiting(tx: u32, waited: bool): void {
  if (tx < load<u32>(CTRL_ALONE_UNTIL)) return;
  const mean = load<u32>(CTRL_WAITED);
  const next = mean - (mean >> 4) + (waited ? SCALE : 0);
  const isChain = next >= MOST * SCALE;
  store<u32>(CTRL_WAITED, isChain ? AGAIN * SCALE : next);
  if (isChain) atomic.store<u32>(CTRL_ALONE_UNTIL, tx + ALONE_FOR);
}

/** True while only the head is to be started. */
export function isAlone(): bool {
  return atomic.load<u32>(CTRL_HEAD) < atomic.load<u32>(CTRL_ALONE_UNTIL);
}
