/** What a block needs once, whatever it is executed on: senders, the rules that need no state, the packed transactions. */
import { rulesOf } from '@heddle/evm';
import { validateTransactions } from './block/validateTransactions.ts';
import type { Pool } from './parallel/pool.ts';
import { recoverSigners } from './recoverSigners.ts';
import { packTransactions } from './shared/packTransactions.ts';
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
  const blobGasUsed = validateTransactions(block);
  await recoverSigners(block.transactions, pool);
  const made = { packed: packTransactions(block, rulesOf(block.hardfork)), blobGasUsed };
  prepared.set(block, made);
  return made;
}
