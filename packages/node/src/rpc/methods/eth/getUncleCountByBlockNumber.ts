import { toQuantity } from '../../format/hex.ts';
import { method } from '../../method.ts';
import { blockNumber } from '../../params/block.ts';
import { refOf } from '../../resolveBlock.ts';

export const getUncleCountByBlockNumber = method(
  'eth_getUncleCountByBlockNumber',
  [blockNumber],
  ({ chain }, [number]) => {
    const block = chain.block(refOf(number));
    return block && toQuantity(block.ommers.length);
  },
);
