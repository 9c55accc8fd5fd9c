import { HeddleError } from '../errors.ts';

/** The caller cancelled the block. Code CANCELLED. */
export class CancelledError extends HeddleError {
  constructor(facts: { number: bigint }) {
    super('CANCELLED', `Block ${facts.number} was cancelled.`, facts);
  }
}

/** A state reader threw; the reason is the `cause`. Code STATE_READ_FAILED. */
export class StateReadError extends HeddleError {
  constructor(facts: { what: string }, cause: unknown) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    super('STATE_READ_FAILED', `Reading ${facts.what} from the state failed: ${reason}`, facts, { cause });
  }
}

/** A worker thread ended in the middle of a block. The pool has started new ones. Code WORKER_DIED. */
export class WorkerDiedError extends HeddleError {
  constructor(facts: { worker: number; reason: string }) {
    super(
      'WORKER_DIED',
      `Worker ${facts.worker} died: ${facts.reason}. The pool has started a new one.`,
      facts,
    );
  }
}

/** A region of the shared memory is full. Code MEMORY_EXHAUSTED. */
export class MemoryExhaustedError extends HeddleError {
  constructor(facts: { region: string }) {
    super(
      'MEMORY_EXHAUSTED',
      `The block needs more memory than there is: the ${facts.region} is full.`,
      facts,
    );
  }
}

/** The system gives no address space for the shared memory. Code MEMORY_UNAVAILABLE. */
export class MemoryUnavailableError extends HeddleError {
  constructor(facts: { mib: number }, cause: unknown) {
    super(
      'MEMORY_UNAVAILABLE',
      `The system does not reserve ${facts.mib} MiB of address space for a pool. Use fewer workers or lift its limit (ulimit -v, overcommit).`,
      facts,
      { cause },
    );
  }
}

/** The pool was closed. Code POOL_CLOSED. */
export class PoolClosedError extends HeddleError {
  constructor() {
    super('POOL_CLOSED', 'The pool is closed. Create another one.');
  }
}

/** The pool runs a block, so its cache cannot change now. Code POOL_BUSY. */
export class PoolBusyError extends HeddleError {
  constructor() {
    super('POOL_BUSY', 'The pool runs a block. Change its cache when that has ended, before the next.');
  }
}

/** BLOCKHASH asks for an ancestor that the block does not bring. Code BLOCK_HASH_MISSING. */
export class BlockHashMissingError extends HeddleError {
  constructor(facts: { number: bigint }) {
    super(
      'BLOCK_HASH_MISSING',
      `The hash of block ${facts.number} is needed and not among the block hashes given.`,
      facts,
    );
  }
}

/** An option of a call is out of range. Code OPTION_INVALID. */
export class OptionInvalidError extends HeddleError {
  constructor(facts: { option: string; value: unknown; expected: string }) {
    super(
      'OPTION_INVALID',
      `Option ${facts.option} is ${String(facts.value)}, expected ${facts.expected}.`,
      facts,
    );
  }
}
