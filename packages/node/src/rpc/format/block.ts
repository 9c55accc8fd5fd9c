import { type Header, headerHash, type Withdrawal } from '@heddle/engine';
import type { StoredBlock } from '../chainReader.ts';
import { formatHeader } from './header.ts';
import { toQuantity } from './hex.ts';
import { formatTransaction, hashOf } from './transaction.ts';

export function formatWithdrawal({ index, validatorIndex, address, amount }: Withdrawal) {
  return {
    index: toQuantity(index),
    validatorIndex: toQuantity(validatorIndex),
    address,
    amount: toQuantity(amount),
  };
}

/**
 * A block as eth_getBlockBy… gives it. The total difficulty is left out, as geth does since the merge.
 *
 * @param isFull transactions whole instead of their hashes
 */
export function formatBlock(block: StoredBlock, isFull: boolean) {
  const { hash, header, transactions, withdrawals, sizeBytes } = block;
  const place = { blockHash: hash, header };
  return {
    ...formatHeader(hash, header),
    size: toQuantity(sizeBytes),
    uncles: block.ommers.map(headerHash),
    transactions: isFull
      ? transactions.map((transaction, txIndex) => formatTransaction(transaction, { ...place, txIndex }))
      : transactions.map(hashOf),
    ...(withdrawals && { withdrawals: withdrawals.map(formatWithdrawal) }),
  };
}

/** An ommer as eth_getUncleBy… gives it: a block of which only the header is known. */
export function formatOmmer(ommer: Header | undefined) {
  return ommer && { ...formatHeader(headerHash(ommer), ommer), uncles: [] };
}
