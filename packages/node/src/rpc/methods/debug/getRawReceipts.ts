import { encodeReceipt } from '@heddle/engine';
import { toData } from '../../format/hex.ts';
import { method } from '../../method.ts';
import { block } from '../../params/block.ts';
import { blockOrThrow } from '../../resolveBlock.ts';

export const getRawReceipts = method('debug_getRawReceipts', [block], ({ chain }, [id]) =>
  chain.receipts(blockOrThrow(chain, id))?.map((receipt) => toData(encodeReceipt(receipt))),
);
