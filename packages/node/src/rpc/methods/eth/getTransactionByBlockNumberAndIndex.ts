import { formatTransaction } from '../../format/transaction.ts';
import { method } from '../../method.ts';
import { blockNumber } from '../../params/block.ts';
import { uint64 } from '../../params/hex.ts';
import { refOf } from '../../resolveBlock.ts';
import { transactionAt } from '../findTransaction.ts';

export const getTransactionByBlockNumberAndIndex = method(
  'eth_getTransactionByBlockNumberAndIndex',
  [blockNumber, uint64],
  ({ chain }, [number, index]) => {
    const mined = transactionAt(chain.block(refOf(number)), Number(index));
    return mined && formatTransaction(mined.transaction, mined.place);
  },
);
