import { part } from '../../context.ts';
import { formatPool } from '../../format/pool.ts';
import { formatTransaction } from '../../format/transaction.ts';
import { method } from '../../method.ts';

export const content = method('txpool_content', [], (context) =>
  formatPool(part(context, 'pool').content(), ({ transaction }) => formatTransaction(transaction)),
);
