/** What one execution of a block touched and what it cost: the material for analyses. */
import type { Address, Hash, Hex } from './types.ts';

/** The parts of an account that conflict separately. `storage` is all slots at once: storage that was dropped. */
export type LocationKind = 'balance' | 'nonce' | 'code' | 'existence' | 'storage' | 'slot';

/** A location that a transaction met, once however often it met it. */
export interface RecordedAccess {
  address: Address;
  kind: LocationKind;
  /** For a slot only. */
  slot?: Hash;
  /** The frame that met it first; undefined for the transaction itself (sender, fee, value). */
  by?: {
    contract: Address;
    /** The first four bytes of the frame's input; undefined when there are fewer. */
    selector: Hex | undefined;
  };
  /**
   * How much of the transaction's work lay before it, from 0 to 1; 0 where nobody looked. A transaction that waits
   * for the value waits here and not at its start.
   */
  at?: number;
}

/** A location whose value a transaction changed. */
export interface RecordedWrite extends RecordedAccess {
  /** True for a credit of which nobody read the sum: it conflicts with readers, not with other credits. */
  commutes: boolean;
}

/**
 * One transaction of a block. Left out, because they keep nobody waiting: the fee to the beneficiary, and the
 * question whether a payer has enough where the answer did not depend on transactions before it.
 */
export interface TransactionRecord {
  /** Its time alone on one worker, in milliseconds. */
  ms: number;
  gas: bigint;
  reads: RecordedAccess[];
  writes: RecordedWrite[];
}

/** What a block touched, transaction by transaction in block order. */
export interface BlockRecord {
  transactions: TransactionRecord[];
  /** Inputs of KECCAK256 up to 128 bytes, with their hashes, first seen first. */
  preimages: { hash: Hash; input: Hex }[];
}
