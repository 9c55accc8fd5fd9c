import { encodeReceipt } from '@heddle/engine';
import { toData } from '../../format/hex.ts';
import { method } from '../../method.ts';
import { block } from '../../params/block.ts';
import { receiptsOf } from '../../receiptsOf.ts';
import { blockOrThrow } from '../../resolveBlock.ts';

export const getRawReceipts = method('debug_getRawReceipts', [block], ({ chain }, [id]) => {
  const found = chain.block(blockOrThrow(chain, id));
  return found && receiptsOf(chain, found)?.map((receipt) => toData(encodeReceipt(receipt)));
});
