import { formatBlock } from '../../format/block.ts';
import { method } from '../../method.ts';
import { blockNumber } from '../../params/block.ts';
import { boolean, optional } from '../../params/param.ts';
import { refOf } from '../../resolveBlock.ts';

/** What a block that is not sealed yet has no value for. */
const unsealed = { hash: null, nonce: null, miner: null } as const;

export const getBlockByNumber = method(
  'eth_getBlockByNumber',
  [blockNumber, optional(boolean, false)],
  async ({ chain, pendingBlock }, [number, isFull]) => {
    const pending = number === 'pending' ? await pendingBlock?.() : undefined;
    if (pending !== undefined) return { ...formatBlock(pending, isFull), ...unsealed };
    const block = chain.block(refOf(number));
    return block && formatBlock(block, isFull);
  },
);
