/** A block that gets better until somebody takes it, as a consensus engine wants it. */
import { CancelledError } from '@heddle/engine';
import type { TransactionPool } from '../pool/transactionPool.ts';
import { buildBlock } from './buildBlock.ts';
import type { BuildAttributes, BuilderOptions, BuildParent, BuiltBlock } from './types.ts';

export interface PayloadOptions extends BuilderOptions {
  pool: Pick<TransactionPool, 'best' | 'onPending'>;
  /** Least time between two attempts, in ms. Default 200. */
  pauseMs?: number;
  /** After so long it gets no better, in ms. Default 12,000. */
  lifetimeMs?: number;
}

/** True when a block is worth more to who proposes it. */
function isBetter(a: BuiltBlock, b: BuiltBlock): boolean {
  return a.feesWei === b.feesWei ? a.result.gasUsed > b.result.gasUsed : a.feesWei > b.feesWei;
}

export class Payload {
  readonly #options: PayloadOptions;
  readonly #parent: BuildParent;
  readonly #attributes: BuildAttributes;
  readonly #stop = new AbortController();
  /** The block without transactions, which is there first. */
  readonly #first: Promise<BuiltBlock>;
  readonly #improving: Promise<void>;
  #best: BuiltBlock | undefined;
  /** True when transactions came since the last attempt began. */
  #isOutdated = true;
  #wake: (() => void) | undefined;

  /** Starts at once. */
  constructor(options: PayloadOptions, parent: BuildParent, attributes: BuildAttributes) {
    this.#options = options;
    this.#parent = parent;
    this.#attributes = attributes;
    this.#first = buildBlock(options, parent, attributes, { gasBudget: 0n });
    this.#improving = this.#improve();
    this.#improving.catch(() => undefined); // `take` and `best` tell
  }

  /** The best block so far; it goes on getting better. @throws what building throws */
  async best(): Promise<BuiltBlock> {
    const first = await this.#first;
    return this.#best ?? first;
  }

  /** Ends building and gives the best block. @throws what building throws */
  async take(): Promise<BuiltBlock> {
    this.close();
    await this.#improving;
    return this.best();
  }

  /** Ends building. */
  close(): void {
    this.#stop.abort();
    this.#wake?.();
  }

  async #improve(): Promise<void> {
    const { pool, pauseMs = 200, lifetimeMs = 12_000 } = this.#options;
    const { signal } = this.#stop;
    const unsubscribe = pool.onPending(() => {
      this.#isOutdated = true;
    });
    const timer = setTimeout(() => this.close(), lifetimeMs).unref();
    try {
      await this.#first;
      while (!signal.aborted) {
        if (this.#isOutdated) await this.#attempt();
        await this.#pause(pauseMs);
      }
    } finally {
      clearTimeout(timer);
      unsubscribe();
    }
  }

  async #attempt(): Promise<void> {
    this.#isOutdated = false;
    try {
      const { signal } = this.#stop;
      const built = await buildBlock(this.#options, this.#parent, this.#attributes, { signal });
      if (this.#best === undefined || isBetter(built, this.#best)) this.#best = built;
    } catch (error) {
      if (!(error instanceof CancelledError)) throw error;
    }
  }

  #pause(ms: number): Promise<void> {
    if (this.#stop.signal.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      timer.unref();
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}
