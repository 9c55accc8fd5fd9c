/** Blocks that broke a rule, so that they, and what builds on them, are refused without being looked at again. */
import type { Hash, HeddleError } from '@heddle/engine';

/** So many are remembered; the oldest is forgotten first. A header that costs nothing to make must not cost memory. */
const MOST = 512;

export class BadBlocks {
  readonly #reasons = new Map<Hash, HeddleError>();

  add(hash: Hash, reason: HeddleError): void {
    this.#reasons.delete(hash);
    this.#reasons.set(hash, reason);
    if (this.#reasons.size > MOST) this.#reasons.delete(this.#reasons.keys().next().value as Hash);
  }

  /** Why a block is bad; undefined when nothing is known against it. */
  reasonOf(hash: Hash): HeddleError | undefined {
    return this.#reasons.get(hash);
  }

  forget(hash: Hash): void {
    this.#reasons.delete(hash);
  }

  /** The bad blocks, oldest first. */
  entries(): IterableIterator<[Hash, HeddleError]> {
    return this.#reasons.entries();
  }
}
