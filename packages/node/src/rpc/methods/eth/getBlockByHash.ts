import { formatBlock } from '../../format/block.ts';
import { method } from '../../method.ts';
import { hash } from '../../params/hex.ts';
import { boolean, optional } from '../../params/param.ts';

export const getBlockByHash = method(
  'eth_getBlockByHash',
  [hash, optional(boolean, false)],
  ({ chain }, [wanted, isFull]) => {
    const block = chain.block(wanted);
    return block && formatBlock(block, isFull);
  },
);
