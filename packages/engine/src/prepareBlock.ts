/** What a block needs once, whatever it is executed on: senders, the rules that need no state, the packed transactions. */
import { type HardforkRules, rulesOf } from '@heddle/evm';
import { BLOB_GAS } from './block/blobGas.ts';
import { BlobAllowanceExceededError } from './errors/transaction.ts';
import type { Pool } from './parallel/pool.ts';
import { recoverSigners } from './recoverSigners.ts';
import { packTransactions } from './shared/packTransactions.ts';
import { blobGasOf, validateTransaction } from './transaction/validate.ts';
import type { Block } from './types.ts';

/** A block ready to be copied into the shared memory. */
export interface PreparedBlock {
  /** Records of the transactions; see `packTransactions`. */
  packed: Uint8Array;
  /** Gas of all blobs. */
  blobGasUsed: bigint;
}

/** Prepared blocks live as long as their blocks, so that running one again costs only a copy. */
const prepared = new WeakMap<Block, PreparedBlock>();

/**
 * Prepares a block: recovers missing senders on the pool's workers, validates, packs.
 *
 * @throws InvalidTransactionError for the first transaction that breaks a rule
 */
export async function prepareBlock(block: Block, pool: Pool): Promise<PreparedBlock> {
  const known = prepared.get(block);
  if (known !== undefined) return known;
  const rules = rulesOf(block.hardfork);
  validateAll(block, rules);
  await recoverSigners(block.transactions, pool);
  const made = { packed: packTransactions(block, rules), blobGasUsed: sumOfBlobGas(block, rules) };
  prepared.set(block, made);
  return made;
}

function validateAll(block: Block, rules: HardforkRules): void {
  const { hardfork, header, chainId } = block;
  block.transactions.forEach((tx, txIndex) => {
    validateTransaction(tx, { rules, hardfork, header, chainId, txIndex });
  });
}

/** @throws BlobAllowanceExceededError for the transaction that brings too many blobs into the block (EIP-4844) */
function sumOfBlobGas(block: Block, rules: HardforkRules): bigint {
  const limit = BigInt(rules.blobMax) * BLOB_GAS;
  return block.transactions.reduce((sum, tx, txIndex) => {
    const next = sum + blobGasOf(tx);
    if (next > limit && next > sum) {
      const actual = tx.blobVersionedHashes.length;
      throw new BlobAllowanceExceededError({ actual, limit: Number((limit - sum) / BLOB_GAS), txIndex });
    }
    return next;
  }, 0n);
}
