/** Which of the pool's transactions are worth trying in a block. */
import {
  type Block,
  blobBaseFee,
  type HardforkRules,
  InvalidTransactionError,
  intrinsicGas,
  rulesOf,
  validateTransaction,
} from '@heddle/engine';
import type { BestTransactions, BlockPrices, PooledTransaction } from '../pool/transactionPool.ts';
import type { RejectedTransaction } from './types.ts';

export interface Candidates {
  transactions: PooledTransaction[];
  /** Those that cannot be in this block whatever the state. */
  rejected: RejectedTransaction[];
  /** True when there were more than were taken. */
  hasMore: boolean;
}

/**
 * So many times the block's gas limit may be offered: by gas limits, of which mostly a part is used, and by the gas that is
 * used in any case. What does not fit costs little, for it is turned away before it runs.
 */
const OFFERED_LIMITS = 4n;
const OFFERED_INTRINSIC_PERCENT = 125n;
/** Bytes of a block beside its transactions: the header, lengths of lists; withdrawals have at most 64 each. */
const FRAME_BYTES = 1_024;
const WITHDRAWAL_BYTES = 64;
/** A typed transaction lies in the block as a string with its length before it. */
const LENGTH_BYTES = 4;

/** What the next block costs. */
export function pricesOf({ header, hardfork }: Block): BlockPrices {
  const rules = rulesOf(hardfork);
  const { baseFeePerGas = 0n, excessBlobGas: excess = 0n } = header;
  return { baseFee: baseFeePerGas, blobBaseFee: rules.blobs ? blobBaseFee(excess, rules) : undefined };
}

/** Gas, blobs and bytes that candidates take of what is left. */
class Room {
  #limits: bigint;
  #intrinsic: bigint;
  #bytes: number;
  #blobs: number;
  readonly #rules: HardforkRules;

  constructor({ header, withdrawals }: Block, rules: HardforkRules, gasBudget: bigint) {
    const gas = header.gasLimit < gasBudget ? header.gasLimit : gasBudget;
    this.#limits = OFFERED_LIMITS * gas;
    this.#intrinsic = (OFFERED_INTRINSIC_PERCENT * gas) / 100n;
    this.#bytes = rules.maxBlockBytes - FRAME_BYTES - WITHDRAWAL_BYTES * (withdrawals?.length ?? 0);
    this.#blobs = rules.blobMax;
    this.#rules = rules;
  }

  get isGasOffered(): boolean {
    return this.#limits <= 0n || this.#intrinsic <= 0n;
  }

  /** Takes a transaction's share; false when its bytes or blobs do not fit. */
  take({ transaction, raw }: PooledTransaction): boolean {
    const bytes = raw.length + LENGTH_BYTES;
    const blobs = transaction.blobVersionedHashes.length;
    if (bytes > this.#bytes || blobs > this.#blobs) return false;
    this.#bytes -= bytes;
    this.#blobs -= blobs;
    this.#limits -= transaction.gasLimit;
    this.#intrinsic -= intrinsicGas(transaction, this.#rules);
    return true;
  }
}

/**
 * Takes transactions for a block, the best paying first, as far as they may fit.
 *
 * @param gasBudget gas that there is time for; the block's limit when larger
 */
export function selectCandidates(best: BestTransactions, block: Block, gasBudget: bigint): Candidates {
  const rules = rulesOf(block.hardfork);
  const room = new Room(block, rules, gasBudget);
  const transactions: PooledTransaction[] = [];
  const rejected: RejectedTransaction[] = [];
  for (let one = best.next(); one !== undefined; one = best.next()) {
    if (room.isGasOffered) return { transactions, rejected, hasMore: true };
    const error = errorAlone(one, block, rules);
    if (error !== undefined) rejected.push({ hash: one.hash, error });
    if (error !== undefined || !room.take(one)) best.skipSender();
    else transactions.push(one);
  }
  return { transactions, rejected, hasMore: false };
}

/** Why a transaction cannot be in the block whatever the state. */
function errorAlone(
  { transaction }: PooledTransaction,
  block: Block,
  rules: HardforkRules,
): Error | undefined {
  const { hardfork, header, chainId } = block;
  try {
    validateTransaction(transaction, { rules, hardfork, header, chainId });
    return undefined;
  } catch (error) {
    if (error instanceof InvalidTransactionError) return error;
    throw error;
  }
}
