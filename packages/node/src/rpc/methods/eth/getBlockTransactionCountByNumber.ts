import { toQuantity } from '../../format/hex.ts';
import { method } from '../../method.ts';
import { blockNumber } from '../../params/block.ts';
import { refOf } from '../../resolveBlock.ts';

export const getBlockTransactionCountByNumber = method(
  'eth_getBlockTransactionCountByNumber',
  [blockNumber],
  ({ chain }, [number]) => {
    const block = chain.block(refOf(number));
    return block && toQuantity(block.transactions.length);
  },
);
