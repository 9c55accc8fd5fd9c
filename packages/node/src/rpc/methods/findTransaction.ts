import type { Hash, Transaction } from '@heddle/engine';
import type { ChainReader, StoredBlock } from '../chainReader.ts';
import type { TransactionPlace } from '../format/transaction.ts';

/** A transaction of the chain and where it stands. */
export interface MinedTransaction {
  transaction: Transaction;
  block: StoredBlock;
  place: TransactionPlace;
}

/** The transaction at an index of a block. */
export function transactionAt(block: StoredBlock | undefined, txIndex: number): MinedTransaction | undefined {
  const transaction = block?.transactions[txIndex];
  if (block === undefined || transaction === undefined) return undefined;
  return { transaction, block, place: { blockHash: block.hash, header: block.header, txIndex } };
}

/** The transaction with that hash on the canonical chain. */
export function findTransaction(chain: ChainReader, hash: Hash): MinedTransaction | undefined {
  const found = chain.transactionPlace(hash);
  return found && transactionAt(chain.block(found.blockHash), found.txIndex);
}
