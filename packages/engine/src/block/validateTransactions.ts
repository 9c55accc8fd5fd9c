/** The transactions of a block together: every rule that needs no state. */
import { type HardforkRules, rulesOf } from '@heddle/evm';
import { BlobAllowanceExceededError } from '../errors/transaction.ts';
import { blobGasOf, validateTransaction } from '../transaction/validate.ts';
import type { Block } from '../types.ts';
import { BLOB_GAS } from './blobGas.ts';

/** Blob gas of the blocks that passed: a block is checked when it comes in, and once more when it is executed. */
const passed = new WeakMap<Block, bigint>();

/**
 * Checks each transaction, and their blobs together. The block is looked at once; it must stay as it is.
 *
 * @returns the gas of all blobs
 * @throws InvalidTransactionError for the first transaction that breaks a rule
 */
export function validateTransactions(block: Block): bigint {
  const known = passed.get(block);
  if (known !== undefined) return known;
  const { hardfork, header, chainId } = block;
  const rules = rulesOf(hardfork);
  block.transactions.forEach((transaction, txIndex) => {
    validateTransaction(transaction, { rules, hardfork, header, chainId, txIndex });
  });
  const blobGas = sumOfBlobGas(block, rules);
  passed.set(block, blobGas);
  return blobGas;
}

/** @throws BlobAllowanceExceededError for the transaction that brings too many blobs into the block (EIP-4844) */
function sumOfBlobGas({ transactions }: Block, rules: HardforkRules): bigint {
  const limit = BigInt(rules.blobMax) * BLOB_GAS;
  return transactions.reduce((sum, transaction, txIndex) => {
    const next = sum + blobGasOf(transaction);
    if (next > limit && next > sum) {
      const actual = transaction.blobVersionedHashes.length;
      throw new BlobAllowanceExceededError({ actual, limit: Number((limit - sum) / BLOB_GAS), txIndex });
    }
    return next;
  }, 0n);
}
