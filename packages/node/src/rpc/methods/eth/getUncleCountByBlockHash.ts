import { toQuantity } from '../../format/hex.ts';
import { method } from '../../method.ts';
import { hash } from '../../params/hex.ts';

export const getUncleCountByBlockHash = method(
  'eth_getUncleCountByBlockHash',
  [hash],
  ({ chain }, [wanted]) => {
    const block = chain.block(wanted);
    return block && toQuantity(block.ommers.length);
  },
);
