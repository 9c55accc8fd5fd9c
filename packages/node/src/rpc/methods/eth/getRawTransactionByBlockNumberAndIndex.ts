import { encodeTransaction } from '@heddle/engine';
import { toData } from '../../format/hex.ts';
import { method } from '../../method.ts';
import { blockNumber } from '../../params/block.ts';
import { uint64 } from '../../params/hex.ts';
import { refOf } from '../../resolveBlock.ts';

export const getRawTransactionByBlockNumberAndIndex = method(
  'eth_getRawTransactionByBlockNumberAndIndex',
  [blockNumber, uint64],
  ({ chain }, [number, index]) => {
    const transaction = chain.block(refOf(number))?.transactions[Number(index)];
    return transaction && toData(encodeTransaction(transaction));
  },
);
