/** All rules that a block can break before anybody looks at a state, cheap ones first. */
import { rulesOf } from '@heddle/evm';
import type { ChainSpec } from '../chainSpec.ts';
import * as errors from '../errors/block.ts';
import type { Block, Header } from '../types.ts';
import { type Ancestor, validateOmmers } from './ommers.ts';
import { validateBody } from './validateBody.ts';
import { validateHeader } from './validateHeader.ts';
import { validateTransactions } from './validateTransactions.ts';

/** What time it is, for refusing blocks of a time to come. No rule of the protocol: a node's own caution. */
export interface Clock {
  /** Seconds since 1970. */
  now: bigint;
  /** Seconds by which a block may be ahead; 15 is usual, for clocks that differ. */
  mostAhead: bigint;
}

/** Where a block stands in its chain. */
export interface BlockPlace {
  parent: Header;
  /** Sum of the difficulties up to the parent, itself included; needed by chains that merge by it. */
  parentTotalDifficulty?: bigint | undefined;
  spec: ChainSpec;
  /** The chain below, the parent first; asked only for a block with ommers, and then for seven or until the genesis. */
  ancestors: () => Iterable<Ancestor>;
  /** Size of the block's RLP, where it is known: blocks with a size limit are else encoded to know it. */
  sizeBytes?: number | undefined;
  /** Without it, blocks of any time are accepted. */
  clock?: Clock | undefined;
}

/** As many ancestors as ommers and their parents can be among. */
const GENERATIONS = 7;

/**
 * Checks a block against its place: the clock, the header after its parent, the size, the body against the header, the
 * transactions by themselves, their blobs, the ommers.
 *
 * `block.hardfork` must be that of its place (`placeOf`). What is left for later is what execution finds (`validateResult`),
 * whether senders can pay and have signed, and the seal of proof of work, which is not checked.
 * @throws BlockInFutureError, one subclass of InvalidBlockError or InvalidTransactionError per rule, the first that is broken
 */
export function checkBeforeState(block: Block, place: BlockPlace): void {
  const { header, ommers } = block;
  if (place.clock !== undefined) checkClock(header, place.clock);
  validateHeader(header, place.parent, place.spec, place.parentTotalDifficulty);
  validateBody(block, place.sizeBytes);
  checkBlobGas(block, validateTransactions(block));
  if (ommers.length > 0) validateOmmers(block, firstOf(place.ancestors()), place.spec);
}

/**
 * True for an error of {@link checkBeforeState} after which the header may still be that of a valid block: it came too early,
 * or with a body of another block. Such a block must not be remembered as bad by its hash.
 */
export function mayBeAnotherBody(error: unknown): boolean {
  return (
    error instanceof errors.BlockInFutureError ||
    error instanceof errors.BlockTooLargeError ||
    error instanceof errors.TransactionsRootMismatchError ||
    error instanceof errors.OmmersHashMismatchError ||
    error instanceof errors.WithdrawalsRootMismatchError
  );
}

function checkClock({ timestamp, number }: Header, { now, mostAhead }: Clock): void {
  const latest = now + mostAhead;
  if (timestamp > latest) throw new errors.BlockInFutureError({ actual: timestamp, latest, number });
}

/** The blob gas that a header claims is that of the transactions, which needs no execution (EIP-4844). */
function checkBlobGas({ header, hardfork }: Block, actual: bigint): void {
  const { blobGasUsed: expected, number } = header;
  if (!rulesOf(hardfork).blobs || expected === actual) return;
  throw new errors.BlobGasUsedMismatchError({ actual, expected, number });
}

function firstOf(ancestors: Iterable<Ancestor>): Ancestor[] {
  const family: Ancestor[] = [];
  for (const ancestor of ancestors) {
    family.push(ancestor);
    if (family.length === GENERATIONS) break;
  }
  return family;
}
