import { toData } from '../../format/hex.ts';
import { method } from '../../method.ts';
import { block } from '../../params/block.ts';
import { address } from '../../params/hex.ts';
import { optional } from '../../params/param.ts';
import { blockOrThrow } from '../../resolveBlock.ts';
import { codeOf } from '../codeOf.ts';

export const getCode = method(
  'eth_getCode',
  [address, optional(block, 'latest')],
  async ({ chain }, [who, id]) => toData(await codeOf(chain.stateAt(blockOrThrow(chain, id)), who)),
);
