/** Payloads on their way into the chain: validated at once, or kept until their ancestors are there. */
import {
  type Block,
  type BlockAccessList,
  type Hash,
  HeddleError,
  InvalidBlockError,
  InvalidTransactionError,
  RlpError,
} from '@heddle/engine';
import type { DrivenChain } from './consensus.ts';
import { invalid, type PayloadStatus, syncing, valid } from './status.ts';

const ZERO_HASH: Hash = `0x${'00'.repeat(32)}`;
/** Payloads without their ancestors that are kept: two epochs of the beacon chain. */
const MAX_PARKED = 64;
/** Blocks known to be invalid that are remembered, so that what builds on them need not be executed. */
const MAX_INVALID = 512;

interface Parked {
  block: Block;
  accessList: BlockAccessList | undefined;
}

export class Payloads {
  readonly chain: DrivenChain;
  readonly #parked = new Map<Hash, Parked>();
  readonly #invalid = new Map<Hash, PayloadStatus>();
  #last: Promise<unknown> = Promise.resolve();

  constructor(chain: DrivenChain) {
    this.chain = chain;
  }

  /** Runs one task at a time, in the order of the calls: forkchoice updates must not overtake each other. */
  inTurn<T>(task: () => Promise<T>): Promise<T> {
    const turn = this.#last.then(task, task);
    this.#last = turn.catch(() => {});
    return turn;
  }

  /** Takes a block whose hash is right. */
  async take(hash: Hash, block: Block, accessList: BlockAccessList | undefined): Promise<PayloadStatus> {
    if (this.chain.resolve(hash) !== undefined) return valid(hash);
    remember(this.#parked, hash, { block, accessList }, MAX_PARKED);
    return this.settle(hash);
  }

  /** Validates a block and, before it, ancestors that wait; `SYNCING` when one is missing. */
  async settle(hash: Hash): Promise<PayloadStatus> {
    const line: [Hash, Parked][] = [];
    let next = hash;
    while (this.chain.resolve(next) === undefined) {
      const known = this.#invalid.get(next);
      if (known !== undefined) return this.#condemn([[next], ...line], known);
      const parked = this.#parked.get(next);
      if (parked === undefined) return syncing;
      line.unshift([next, parked]);
      next = parked.block.header.parentHash;
    }
    for (const [at, [own, parked]] of line.entries()) {
      const status = await this.#import(own, parked);
      if (status.status !== 'VALID') return this.#condemn(line.slice(at), status);
    }
    return valid(hash);
  }

  async #import(hash: Hash, { block, accessList }: Parked): Promise<PayloadStatus> {
    try {
      await this.chain.import(block, { head: 'unchanged', ...(accessList && { accessList }) });
      this.#parked.delete(hash);
      return valid(hash);
    } catch (error) {
      if (!isVerdict(error)) throw error;
      return invalid(this.#latestValid(block), error.message);
    }
  }

  /** The parent, or zero when that is a block of proof of work: the chain of stake then has no valid block. */
  #latestValid({ header: { parentHash } }: Block): Hash {
    const parent = this.chain.header(parentHash);
    return parent !== undefined && parent.difficulty > 0n ? ZERO_HASH : parentHash;
  }

  /** The first of these blocks is invalid, so all are. */
  #condemn(line: readonly (readonly [Hash, ...unknown[]])[], status: PayloadStatus): PayloadStatus {
    for (const [hash] of line) {
      remember(this.#invalid, hash, status, MAX_INVALID);
      this.#parked.delete(hash);
    }
    return status;
  }
}

/**
 * True for errors that say the block is invalid; others say that it could not be told. One whose reason is another error is
 * the chain's word about a block that it refused before, or that builds on such a one.
 */
function isVerdict(error: unknown): error is Error {
  return (
    error instanceof InvalidBlockError ||
    error instanceof InvalidTransactionError ||
    error instanceof RlpError ||
    (error instanceof HeddleError && error.facts.reason instanceof HeddleError)
  );
}

/** Adds to a map of limited size; the oldest entry makes room. */
function remember<Value>(map: Map<Hash, Value>, hash: Hash, value: Value, limit: number): void {
  map.delete(hash);
  if (map.size >= limit) map.delete(map.keys().next().value!);
  map.set(hash, value);
}
