/** How fast blocks are built here, so that one can be as large as there is time for. */
import type { BuiltBlock } from './types.ts';

/** Gas per ms before anything was measured: little, so that the first block is not late. */
const FIRST_GAS_PER_MS = 20_000;
/** The mean moves by a quarter per block. */
const WEIGHT = 0.25;
/** Share of the time that is planned; blocks of equal gas differ. */
const PLANNED_SHARE = 0.7;
/** Blocks with less gas say little about the pace. */
const LEAST_GAS = 1_000_000;

export class Pace {
  #gasPerMs = FIRST_GAS_PER_MS;

  /** Gas that a block may use to be ready in so many ms. */
  gasFor(ms: number): bigint {
    return BigInt(Math.max(0, Math.floor(ms * PLANNED_SHARE * this.#gasPerMs)));
  }

  /** Learns from a block that was built. */
  note({ result: { gasUsed }, ms }: Pick<BuiltBlock, 'result' | 'ms'>): void {
    if (gasUsed < LEAST_GAS || ms <= 0) return;
    this.#gasPerMs += WEIGHT * (Number(gasUsed) / ms - this.#gasPerMs);
  }

  /** A block was not ready in time. */
  noteLate(): void {
    this.#gasPerMs /= 2;
  }
}
