import type { PooledTransaction } from '../../../pool/transactionPool.ts';
import { part } from '../../context.ts';
import { byNonce } from '../../format/pool.ts';
import { formatTransaction } from '../../format/transaction.ts';
import { method } from '../../method.ts';
import { address } from '../../params/hex.ts';

export const contentFrom = method('txpool_contentFrom', [address], (context, [sender]) => {
  const { pending, queued } = part(context, 'pool').contentFrom(sender);
  const format = ({ transaction }: PooledTransaction) => formatTransaction(transaction);
  return { pending: byNonce(pending, format), queued: byNonce(queued, format) };
});
