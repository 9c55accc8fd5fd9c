/** When blocks are made: with each transaction, in an interval, or only when asked. */
import type { PooledTransaction } from '../pool/transactionPool.ts';

/** `automine`: as soon as there is something to mine; an interval in ms; `none`: only when asked. */
export type MiningMode = { kind: 'automine' } | { kind: 'interval'; ms: number } | { kind: 'none' };

export interface MinerOptions {
  mode: MiningMode;
  /** Makes one block; with `onlyIfFilled` none is made where it would hold no transactions. Returns how many it holds. */
  mineBlock(options: { onlyIfFilled: boolean }): Promise<number>;
  onPending(listener: (transactions: readonly PooledTransaction[]) => void): () => void;
  /** Gets what made a block fail that nobody waits for. */
  onError(error: unknown): void;
}

export class Miner {
  readonly #options: MinerOptions;
  readonly #unsubscribe: () => void;
  #mode: MiningMode;
  #timer: NodeJS.Timeout | undefined;
  /** Blocks are made one after the other. */
  #turn: Promise<unknown> = Promise.resolve();
  /** True while a block for what is pending stands in line. */
  #isDue = false;

  constructor(options: MinerOptions) {
    this.#options = options;
    this.#mode = options.mode;
    this.#unsubscribe = options.onPending(() => this.#mineSoon());
    this.#startTimer();
  }

  get mode(): MiningMode {
    return this.#mode;
  }

  set mode(mode: MiningMode) {
    this.#mode = mode;
    clearTimeout(this.#timer);
    this.#startTimer();
    this.#mineSoon();
  }

  /** Does something between two blocks. */
  exclusively<T>(task: () => Promise<T>): Promise<T> {
    const done = this.#turn.then(task);
    this.#turn = done.catch(() => undefined);
    return done;
  }

  /** Makes blocks, also empty ones. `before` is called before each. */
  async mine(count: number, before: (index: number) => void = () => undefined): Promise<void> {
    for (let index = 0; index < count; index++) {
      await this.exclusively(() => {
        before(index);
        return this.#options.mineBlock({ onlyIfFilled: false });
      });
    }
  }

  /** Makes no more blocks; ends when the last one is there. */
  async close(): Promise<void> {
    this.#mode = { kind: 'none' };
    clearTimeout(this.#timer);
    this.#unsubscribe();
    await this.#turn;
  }

  /** Mines what is pending, until nothing is. */
  #mineSoon(): void {
    if (this.#mode.kind !== 'automine' || this.#isDue) return;
    this.#isDue = true;
    this.exclusively(async () => {
      this.#isDue = false;
      while (this.#mode.kind === 'automine') {
        if ((await this.#options.mineBlock({ onlyIfFilled: true })) === 0) return;
      }
    }).catch(this.#options.onError);
  }

  /** The next block of the interval begins `ms` after this one began, or at once when that took longer. */
  #startTimer(): void {
    if (this.#mode.kind !== 'interval') return;
    const { ms } = this.#mode;
    this.#timer = setTimeout(() => this.#tick(performance.now()), ms);
  }

  #tick(begun: number): void {
    const mode = this.#mode;
    if (mode.kind !== 'interval') return;
    this.exclusively(() => this.#options.mineBlock({ onlyIfFilled: false }))
      .catch(this.#options.onError)
      .then(() => {
        if (this.#mode !== mode) return;
        const left = mode.ms - (performance.now() - begun);
        this.#timer = setTimeout(() => this.#tick(performance.now()), Math.max(0, left));
      });
  }
}
