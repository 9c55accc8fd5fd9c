import type { Header, Receipt, Transaction } from '@heddle/engine';
import { effectiveGasPrice } from '../format/transaction.ts';

/** What a transaction pays the beneficiary, and how much of the block it was. */
export interface Tip {
  /** Wei per gas. */
  tip: bigint;
  gasUsed: bigint;
}

/** The tip of a transaction in a block with that header, in wei per gas. */
export function tipOf(transaction: Transaction, { baseFeePerGas }: Pick<Header, 'baseFeePerGas'>): bigint {
  return effectiveGasPrice(transaction, baseFeePerGas) - (baseFeePerGas ?? 0n);
}

/** The tips of a block, ascending. */
export function tipsOf(
  header: Pick<Header, 'baseFeePerGas'>,
  transactions: readonly Transaction[],
  receipts: readonly Receipt[],
): Tip[] {
  return transactions
    .map((transaction, txIndex) => ({ tip: tipOf(transaction, header), gasUsed: receipts[txIndex]!.gasUsed }))
    .sort((a, b) => (a.tip < b.tip ? -1 : a.tip > b.tip ? 1 : 0));
}

/** The tip below which the given percentage of a block's gas was bought, for each percentage, ascending. */
export function tipsAt(percentiles: readonly number[], tips: readonly Tip[], blockGasUsed: bigint): bigint[] {
  if (tips.length === 0) return percentiles.map(() => 0n);
  let at = 0;
  let sum = tips[0]!.gasUsed;
  return percentiles.map((percentile) => {
    const threshold = BigInt(Math.floor((Number(blockGasUsed) * percentile) / 100));
    while (sum < threshold && at < tips.length - 1) sum += tips[++at]!.gasUsed;
    return tips[at]!.tip;
  });
}
