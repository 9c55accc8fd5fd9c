/** What a caller can do wrong with a chain, and what can be wrong with a block's place in it. */
import { type Hash, HeddleError } from '@heddle/engine';

/** A block whose parent was never imported. */
export class UnknownParentError extends HeddleError {
  constructor(facts: { number: bigint; parentHash: Hash }) {
    super(
      'PARENT_UNKNOWN',
      `Block ${facts.number}: its parent ${facts.parentHash} is unknown. Import that block first.`,
      facts,
    );
  }
}

/** A block that builds on one that broke a rule. */
export class ParentInvalidError extends HeddleError {
  constructor(facts: { number: bigint; parentHash: Hash; reason: HeddleError }) {
    super(
      'PARENT_INVALID',
      `Block ${facts.number}: its parent ${facts.parentHash} is invalid (${facts.reason.message})`,
      facts,
    );
  }
}

/** A block that broke a rule when it was imported before. */
export class BadBlockError extends HeddleError {
  constructor(facts: { number: bigint; block: Hash; reason: HeddleError }) {
    super(facts.reason.code, `Block ${facts.number} was refused before: ${facts.reason.message}`, facts);
  }
}

/** A block, by hash, number or role, that the chain does not have. */
export class UnknownBlockError extends HeddleError {
  constructor(facts: { block: string | bigint }) {
    super('BLOCK_UNKNOWN', `The chain has no block ${facts.block}.`, facts);
  }
}

/** The state of a block so far back that the diffs to it are not kept any more. */
export class HistoryPrunedError extends HeddleError {
  constructor(facts: { block: Hash }) {
    super(
      'HISTORY_PRUNED',
      `The changes of block ${facts.block} are not kept any more, so the states below it are not known. Keep more of them, or an archive.`,
      facts,
    );
  }
}

/** Writing the state failed; what was committed is whole. */
export class FlushFailedError extends HeddleError {
  constructor(facts: { reason: string }, cause: unknown) {
    super(
      'FLUSH_FAILED',
      `The state could not be written: ${facts.reason} Make room and open the chain again.`,
      facts,
      { cause },
    );
  }
}

/** There is no chain where one was to be opened. */
export class ChainMissingError extends HeddleError {
  constructor(facts: { where: string }) {
    super('CHAIN_MISSING', `${facts.where}: there is no chain. Make one with a genesis file first.`, facts);
  }
}

/** A chain begins with something else than was said. */
export class GenesisMismatchError extends HeddleError {
  constructor(facts: { what: string; expected: Hash; actual: Hash }) {
    super(
      'GENESIS_MISMATCH',
      `The ${facts.what} is ${facts.actual}, not ${facts.expected}. Use the genesis that the chain was made with, or another folder.`,
      facts,
    );
  }
}
