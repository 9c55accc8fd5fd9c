import { formatReceipts } from '../../format/receipt.ts';
import { method } from '../../method.ts';
import { block } from '../../params/block.ts';
import { receiptsOf } from '../../receiptsOf.ts';
import { findBlock } from '../../resolveBlock.ts';

export const getBlockReceipts = method('eth_getBlockReceipts', [block], ({ chain }, [id]) => {
  const hash = findBlock(chain, id);
  const found = hash && chain.block(hash);
  const receipts = found && receiptsOf(chain, found);
  return found && receipts && formatReceipts(found, receipts, chain.spec);
});
