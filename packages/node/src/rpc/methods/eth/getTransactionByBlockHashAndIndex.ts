import { formatTransaction } from '../../format/transaction.ts';
import { method } from '../../method.ts';
import { hash, uint64 } from '../../params/hex.ts';
import { transactionAt } from '../findTransaction.ts';

export const getTransactionByBlockHashAndIndex = method(
  'eth_getTransactionByBlockHashAndIndex',
  [hash, uint64],
  ({ chain }, [wanted, index]) => {
    const mined = transactionAt(chain.block(wanted), Number(index));
    return mined && formatTransaction(mined.transaction, mined.place);
  },
);
