import type { Receipt } from '@heddle/engine';
import type { ChainReader, StoredBlock } from './chainReader.ts';

/** The receipts of a block; undefined when they are not kept any more. */
export function receiptsOf(chain: ChainReader, block: StoredBlock): Receipt[] | undefined {
  return block.transactions.length === 0 ? [] : chain.receipts(block.hash);
}
