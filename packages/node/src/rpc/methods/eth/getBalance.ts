import { toQuantity } from '../../format/hex.ts';
import { method } from '../../method.ts';
import { block } from '../../params/block.ts';
import { address } from '../../params/hex.ts';
import { optional } from '../../params/param.ts';
import { blockOrThrow } from '../../resolveBlock.ts';

export const getBalance = method(
  'eth_getBalance',
  [address, optional(block, 'latest')],
  async ({ chain }, [who, id]) => {
    const account = await chain.stateAt(blockOrThrow(chain, id)).account(who);
    return toQuantity(account?.balance ?? 0n);
  },
);
