import type { Hash } from '@heddle/engine';
import type { ChainReader } from '../chainReader.ts';
import { formatReceiptAt } from '../format/receipt.ts';

/** The receipt of a transaction of the canonical chain, formatted; undefined when it is not there. */
export function receiptOf(chain: ChainReader, hash: Hash) {
  const place = chain.transactionPlace(hash);
  if (place === undefined) return undefined;
  const block = chain.block(place.blockHash);
  const receipts = chain.receipts(place.blockHash);
  return block && receipts && formatReceiptAt(block, receipts, place.txIndex, chain.spec);
}
