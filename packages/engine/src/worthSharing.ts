/** Whether a block is worth more than one worker. */
import type { Block, Transaction } from './types.ts';

/** Expected time below which a block runs on one worker: waking the second and sharing out cost 0.1 to 0.3 ms. */
const WORTH_US = 1200;
/** A call's time by its gas: the 45 mainnet blocks of the tests take 0.2 to 0.6 µs per 1,000 gas on one core (2026-11). */
const US_PER_GAS = 0.3 / 1000;
/** And at most so much each, for what is one transaction cannot be shared out. */
const MOST_US_PER_CALL = 60;
/** A plain transfer takes 0.5 µs and costs nearly as much again to share out, so it counts little. */
const US_PER_TRANSFER = 0.15;
const TRANSFER_GAS = 21_000n;

function isTransfer({ to, data }: Transaction): boolean {
  return to !== null && data === '0x';
}

/**
 * True when executing the block is expected to take longer than sharing it out is worth. The gas used
 * stands in the header of a block that is imported; for one that is being built gas limits must do.
 */
export function isWorthSharing({ header, transactions }: Pick<Block, 'header' | 'transactions'>): boolean {
  const transfers = transactions.filter(isTransfer).length;
  const calls = transactions.length - transfers;
  const offered = () => transactions.reduce((sum, tx) => sum + tx.gasLimit, 0n);
  const gas = header.gasUsed === 0n ? offered() : header.gasUsed;
  const ofCalls = Math.max(0, Number(gas - BigInt(transfers) * TRANSFER_GAS));
  const expectedUs = Math.min(ofCalls * US_PER_GAS, calls * MOST_US_PER_CALL) + transfers * US_PER_TRANSFER;
  return expectedUs >= WORTH_US;
}

/** What `auto` says of a block that is not worth it. */
export const tooSmall = {
  mechanism: 'serial',
  reason: 'the block is too small to be worth sharing out',
} as const;
