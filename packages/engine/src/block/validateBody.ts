/** The rules that tie the parts of a block to its header. */
import { rulesOf } from '@heddle/evm';
import * as errors from '../errors/block.ts';
import type { Block } from '../types.ts';
import { encodeBlock } from './decode.ts';
import { ommersHash, transactionsRoot, withdrawalsRoot } from './roots.ts';

/**
 * Checks that the transactions, ommers and withdrawals are those that the header commits to, and the size.
 *
 * What the ommers must be among themselves and to the chain is checked by `validateOmmers`.
 * @param sizeBytes of the block's RLP, where it is known; else the block is encoded once more to know it
 * @throws one subclass of InvalidBlockError per rule, the first that is broken
 */
export function validateBody(block: Block, sizeBytes?: number): void {
  const { header, transactions, ommers } = block;
  const { number } = header;
  validateSize(block, sizeBytes);
  const transactionsFound = transactionsRoot(transactions);
  if (header.transactionsRoot !== transactionsFound) {
    throw new errors.TransactionsRootMismatchError({
      actual: header.transactionsRoot,
      expected: transactionsFound,
      number,
    });
  }
  const ommersFound = ommersHash(ommers);
  if (header.ommersHash !== ommersFound) {
    throw new errors.OmmersHashMismatchError({ actual: header.ommersHash, expected: ommersFound, number });
  }
  const withdrawalsFound = block.withdrawals && withdrawalsRoot(block.withdrawals);
  if (header.withdrawalsRoot !== withdrawalsFound) {
    throw new errors.WithdrawalsRootMismatchError({
      actual: header.withdrawalsRoot,
      expected: withdrawalsFound,
      number,
    });
  }
}

function validateSize(block: Block, sizeBytes: number | undefined): void {
  const limit = rulesOf(block.hardfork).maxBlockBytes;
  // Encoding a block takes time, so only where there is a limit.
  if (limit === Number.POSITIVE_INFINITY) return;
  const actual = sizeBytes ?? encodeBlock(block).length;
  if (actual > limit) throw new errors.BlockTooLargeError({ actual, limit, number: block.header.number });
}
