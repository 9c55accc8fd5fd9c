/** All rules that a block can break without its state being looked at, cheap ones first. */
import {
  type Ancestor,
  type Block,
  type ChainSpec,
  rulesOf,
  validateBody,
  validateHeader,
  validateOmmers,
  validateTransaction,
} from '@heddle/engine';
import type { BlockTree, KnownBlock } from '../blockTree.ts';

/** Generations in which an ommer's parent can be (yellow paper 11.1). */
const GENERATIONS = 7;

/** The header on top of its parent. @throws InvalidBlockError for the first rule that is broken */
export function checkHeader({ header }: Block, parent: KnownBlock, spec: ChainSpec): void {
  validateHeader(header, parent.header, spec, parent.totalDifficulty);
}

/** Whether the body is the one that the header means. @throws InvalidBlockError, InvalidTransactionError */
export function checkBody(block: Block): void {
  try {
    validateBody(block);
  } catch (error) {
    // A transaction that no block may hold says more than that the root differs.
    validateTransactions(block);
    throw error;
  }
}

/** The ommers among themselves and to the chain. @throws InvalidBlockError */
export function checkOmmers(block: Block, parent: KnownBlock, tree: BlockTree, spec: ChainSpec): void {
  if (block.ommers.length > 0) validateOmmers(block, ancestorsOf(parent, tree), spec);
}

function ancestorsOf(parent: KnownBlock, tree: BlockTree): Ancestor[] {
  const ancestors: Ancestor[] = [];
  for (const block of tree.line(parent.hash)) {
    ancestors.push({ header: block.header, ommers: [...tree.ommersOf(block)] });
    if (ancestors.length === GENERATIONS) break;
  }
  return ancestors;
}

function validateTransactions({ hardfork, header, chainId, transactions }: Block): void {
  const rules = rulesOf(hardfork);
  transactions.forEach((transaction, txIndex) => {
    validateTransaction(transaction, { rules, hardfork, header, chainId, txIndex });
  });
}
