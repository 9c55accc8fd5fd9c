import type { PooledTransaction } from '../../../pool/transactionPool.ts';
import { part } from '../../context.ts';
import { formatPool } from '../../format/pool.ts';
import { method } from '../../method.ts';

/** A transaction in one line, as geth writes it. */
function line({ transaction }: PooledTransaction): string {
  const { to, value, gasLimit, maxFeePerGas } = transaction;
  return `${to ?? 'contract creation'}: ${value} wei + ${gasLimit} gas × ${maxFeePerGas} wei`;
}

export const inspect = method('txpool_inspect', [], (context) =>
  formatPool(part(context, 'pool').content(), line),
);
