import { toWord } from '../../format/hex.ts';
import { method } from '../../method.ts';
import { block } from '../../params/block.ts';
import { address, slot } from '../../params/hex.ts';
import { optional } from '../../params/param.ts';
import { blockOrThrow } from '../../resolveBlock.ts';

export const getStorageAt = method(
  'eth_getStorageAt',
  [address, slot, optional(block, 'latest')],
  async ({ chain }, [who, key, id]) => toWord(await chain.stateAt(blockOrThrow(chain, id)).storage(who, key)),
);
