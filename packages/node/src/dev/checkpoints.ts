/** Places of the chain that one can go back to, by number (`evm_snapshot`). */
import type { Hash } from '@heddle/engine';
import type { Clock } from './clock.ts';

/** A place: a block with the development diffs that lay on it, and the clock then. */
export interface Checkpoint {
  hash: Hash;
  developmentDiffs: number;
  clock: ReturnType<Clock['save']>;
}

export class Checkpoints {
  readonly #kept = new Map<bigint, Checkpoint>();
  #next = 1n;

  add(checkpoint: Checkpoint): bigint {
    this.#kept.set(this.#next, checkpoint);
    return this.#next++;
  }

  /** Takes a checkpoint out, and those that were made after it: their blocks will be gone. Undefined when it is not there. */
  take(id: bigint): Checkpoint | undefined {
    const checkpoint = this.#kept.get(id);
    if (checkpoint === undefined) return undefined;
    for (const later of [...this.#kept.keys()]) if (later >= id) this.#kept.delete(later);
    return checkpoint;
  }

  clear(): void {
    this.#kept.clear();
  }
}
