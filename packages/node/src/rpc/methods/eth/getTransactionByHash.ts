import { formatTransaction } from '../../format/transaction.ts';
import { method } from '../../method.ts';
import { hash } from '../../params/hex.ts';
import { findTransaction } from '../findTransaction.ts';

export const getTransactionByHash = method(
  'eth_getTransactionByHash',
  [hash],
  ({ chain, pool }, [wanted]) => {
    const mined = findTransaction(chain, wanted);
    if (mined !== undefined) return formatTransaction(mined.transaction, mined.place);
    const waiting = pool?.get(wanted);
    return waiting && formatTransaction(waiting.transaction);
  },
);
