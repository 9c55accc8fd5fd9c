/** What transactions pay, compared. */
import type { Transaction } from '@heddle/engine';

type Fees = Pick<Transaction, 'maxFeePerGas' | 'maxPriorityFeePerGas' | 'maxFeePerBlobGas' | 'type'>;

/** Wei per gas that the beneficiary gets at a base fee; negative when the base fee is above the cap (EIP-1559). */
export function effectiveTip({ maxFeePerGas, maxPriorityFeePerGas }: Fees, baseFee: bigint): bigint {
  const left = maxFeePerGas - baseFee;
  return left < maxPriorityFeePerGas ? left : maxPriorityFeePerGas;
}

/** By how many percent a blob transaction must pay more than the one that it replaces, for each fee. */
export const BLOB_REPLACEMENT_PERCENT = 100n;

/** True when `fresh` pays enough more than `old` for both fees, and for blobs, to take its place. */
export function mayReplace(fresh: Fees, old: Fees, percent: bigint): boolean {
  const isEnough = (now: bigint, before: bigint) => now > before && now * 100n >= before * (100n + percent);
  return (
    isEnough(fresh.maxFeePerGas, old.maxFeePerGas) &&
    isEnough(fresh.maxPriorityFeePerGas, old.maxPriorityFeePerGas) &&
    (old.type !== 3 || isEnough(fresh.maxFeePerBlobGas, old.maxFeePerBlobGas))
  );
}
