/** What development mode asks of a chain beside reading: blocks that it made itself, and states that no block makes. */
import type {
  Account,
  Address,
  BlockResult,
  Hash,
  Header,
  StateBefore,
  StateDiff,
  StateReader,
  Transaction,
} from '@heddle/engine';
import type { BuildParent, BuiltBlock } from '../building/types.ts';

/** A state that is read at once. */
export type ReadableState = StateBefore & StateReader;

/** An account with all that it holds. */
export interface WholeAccount extends Omit<Account, 'hasStorage'> {
  address: Address;
  code: Uint8Array;
  storage: Iterable<readonly [slot: Hash, value: bigint]>;
}

/**
 * A chain that development mode drives. *Development diffs* change the state between two blocks: they lie on the block that
 * was the head then, in order, and are part of the state that the next block is built on, and of what reads of the head see.
 */
export interface DevelopmentChain {
  readonly head: { hash: Hash; header: Header };
  /** How many development diffs lie on the head. */
  readonly developmentDiffs: number;
  /** The head with the diffs on it: what the next block is built on. */
  parent(): BuildParent;
  /** The state after the head and the diffs on it; each change gives another object, or another `revision`. */
  state(): ReadableState;
  /** Lays a diff on the head. It is complete: it has no cleared storage. */
  applyDevelopmentDiff(diff: StateDiff): Promise<void>;
  stateRoot(result: BlockResult): Hash | Promise<Hash>;
  /**
   * Makes a block that was built on {@link parent} the head. It is not validated again: development may have set its base
   * fee or time otherwise than the rules say, and named senders that did not sign.
   */
  append(built: BuiltBlock): Promise<void>;
  /**
   * Goes back to a block on the way to the head, with the first so many of the diffs that lay on it; what came after is
   * forgotten. Returns the transactions of the blocks that are gone; undefined when there is no such place.
   */
  returnTo(hash: Hash, developmentDiffs: number): Promise<readonly Transaction[] | undefined>;
  readonly genesisHash: Hash;
  /** All accounts of {@link state}. */
  accounts(): AsyncIterable<WholeAccount> | Iterable<WholeAccount>;
}
