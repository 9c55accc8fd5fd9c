import { toQuantity } from '../../format/hex.ts';
import { method } from '../../method.ts';
import { hash } from '../../params/hex.ts';

export const getBlockTransactionCountByHash = method(
  'eth_getBlockTransactionCountByHash',
  [hash],
  ({ chain }, [wanted]) => {
    const block = chain.block(wanted);
    return block && toQuantity(block.transactions.length);
  },
);
