import { part } from '../../context.ts';
import { formatTransaction } from '../../format/transaction.ts';
import { method } from '../../method.ts';
import { boolean, optional } from '../../params/param.ts';

export const newPendingTransactionFilter = method(
  'eth_newPendingTransactionFilter',
  [optional(boolean, false)],
  (context, [isFull]) => {
    const pool = part(context, 'pool');
    return context.filters.install((note) =>
      pool.onPending((added) =>
        note(added.map(({ hash, transaction }) => (isFull ? formatTransaction(transaction) : hash))),
      ),
    );
  },
);
