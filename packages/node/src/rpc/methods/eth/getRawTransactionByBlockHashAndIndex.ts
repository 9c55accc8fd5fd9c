import { encodeTransaction } from '@heddle/engine';
import { toData } from '../../format/hex.ts';
import { method } from '../../method.ts';
import { hash, uint64 } from '../../params/hex.ts';

export const getRawTransactionByBlockHashAndIndex = method(
  'eth_getRawTransactionByBlockHashAndIndex',
  [hash, uint64],
  ({ chain }, [wanted, index]) => {
    const transaction = chain.block(wanted)?.transactions[Number(index)];
    return transaction && toData(encodeTransaction(transaction));
  },
);
