/** What the caller of `executeBlock` chooses, and whether it can be. */
import { OptionInvalidError } from './errors/execution.ts';
import type { PlacementKind } from './mechanisms/placement.ts';
import type { Pool } from './parallel/pool.ts';
import { type Mechanism, mechanisms } from './report.ts';
import type { Block, BlockAccessList, DeclaredAccess } from './types.ts';

export interface ExecuteOptions {
  /** Default `optimistic`. The result is the same. */
  mechanism?: Mechanism;
  /** Worker threads when no pool is given: 1 to 32, default one per core. `serial` uses one of them. */
  workers?: number;
  /** A pool of one's own; without it calls share one per number of workers. */
  pool?: Pool;
  /** Stops the block: the call rejects with CancelledError. */
  signal?: AbortSignal;
  /** Random delays at scheduling points, to try other interleavings; 0 for none. */
  jitterSeed?: number;
  /** Leaves out system calls, withdrawals, rewards: what official state tests want. */
  transactionsOnly?: boolean;
  /**
   * Blocks that are too small to share out run on one worker; false keeps them from it. Default
   * true, but false with a jitter seed, which asks for other interleavings.
   */
  fallBack?: boolean;
  /** Records what each transaction accessed, for analyses: the result then has `record`. Needs mechanism `serial`. */
  record?: boolean;
  /** `message-passing`: how accounts come to their owners. Default `affinity`. */
  placement?: PlacementKind;
  /** Lists for each transaction what it used, for plans and wallets: the result then has `accessLists`. */
  createAccessLists?: boolean;
  /**
   * For `access-list` and `locks`: what each transaction uses, beside what its own access list names (EIP-2930); one list per
   * transaction. Sender, callee, created account, authorities, beneficiary and precompiles count as declared.
   */
  accessLists?: readonly (readonly DeclaredAccess[])[];
  /**
   * For `access-list`: a transaction that uses what is not declared makes the block fail with UndeclaredAccessError (`strict`)
   * or runs alone at its turn (`fallback`, the default).
   */
  onUndeclared?: 'strict' | 'fallback';
  /** Builds the block access list before Amsterdam as well: the result then has `blockAccessList`. */
  listAccesses?: boolean;
  /**
   * The block access list that came with the block (EIP-7928). It is verified; `access-list` executes from it. Must be
   * one that `decodeBlockAccessList` gave or like it, and stay as it is.
   */
  blockAccessList?: BlockAccessList;
  /**
   * Builds a block: a transaction that is invalid where it stands, or does not fit in what is left of the gas limit, is left
   * out without a trace; the result has `skipped`, and all the rest of it is of the others, in their order. What breaks a
   * rule that needs no state still makes the call reject. Needs mechanism `serial` or `optimistic`.
   */
  skipInvalid?: boolean;
}

/** @throws OptionInvalidError; the number of workers is checked where a pool is made */
export function checkOptions({ mechanism, jitterSeed = 0, record, skipInvalid }: ExecuteOptions): void {
  if (mechanism !== undefined && !mechanisms.includes(mechanism)) {
    throw new OptionInvalidError({
      option: 'mechanism',
      value: mechanism,
      expected: mechanisms.join(' or '),
    });
  }
  if (!Number.isInteger(jitterSeed) || jitterSeed < 0 || jitterSeed >= 2 ** 32) {
    const expected = 'an integer from 0 to 4294967295';
    throw new OptionInvalidError({ option: 'jitterSeed', value: jitterSeed, expected });
  }
  if (skipInvalid === true && mechanism !== 'serial' && (mechanism ?? 'optimistic') !== 'optimistic') {
    const expected = 'false but with mechanism serial or optimistic';
    throw new OptionInvalidError({ option: 'skipInvalid', value: true, expected });
  }
  if (record === true && mechanism !== 'serial') {
    throw new OptionInvalidError({
      option: 'record',
      value: true,
      expected: 'false but with mechanism serial',
    });
  }
}

/** @throws OptionInvalidError when there is not a list for each transaction */
export function checkLists(
  { transactions }: Block,
  { accessLists, onUndeclared = 'fallback' }: ExecuteOptions,
): void {
  if (accessLists !== undefined && accessLists.length !== transactions.length) {
    throw new OptionInvalidError({
      option: 'accessLists',
      value: `${accessLists.length} lists`,
      expected: `${transactions.length}, one per transaction`,
    });
  }
  if (!['strict', 'fallback'].includes(onUndeclared)) {
    throw new OptionInvalidError({
      option: 'onUndeclared',
      value: onUndeclared,
      expected: 'strict or fallback',
    });
  }
}
