/** What an import has done so far: counted block by block, told as a line. */
import type { ImportResult } from '@heddle/chain';

/** What an import did, for programs. Times in ms; those of phases overlap. */
export interface ImportSummary {
  imported: number;
  /** Blocks that had been imported before. */
  known: number;
  transactions: number;
  gas: number;
  seconds: number;
  mgasPerSecond: number;
  ms: { execute: number; root: number; commit: number };
  /** Part of the base reads that the cache answered, 0 to 1. */
  head: { number: number; hash: string } | undefined;
}

export class ImportTally {
  readonly #begun = performance.now();
  readonly #ms = { execute: 0, root: 0, commit: 0 };
  #imported = 0;
  #known = 0;
  #transactions = 0;
  #gas = 0n;
  #number = 0n;

  add({ status, transactions, gasUsed, number, ms }: ImportResult): void {
    this.#number = number;
    if (status === 'known') {
      this.#known++;
      return;
    }
    this.#imported++;
    this.#transactions += transactions;
    this.#gas += gasUsed;
    for (const phase of ['execute', 'root', 'commit'] as const) this.#ms[phase] += ms[phase];
  }

  /** Blocks gone through. */
  get blocks(): number {
    return this.#imported + this.#known;
  }

  get #seconds(): number {
    return (performance.now() - this.#begun) / 1000;
  }

  get #mgasPerSecond(): number {
    return Number(this.#gas) / 1e6 / this.#seconds;
  }

  /** `block 1,234, 310 Mgas/s, 12 s left`. @param share of the input that was read, 0 to 1 */
  line(share: number): string {
    const left = share > 0 ? (this.#seconds / share) * (1 - share) : 0;
    const number = this.#number.toLocaleString('en');
    return `block ${number}, ${this.#mgasPerSecond.toFixed(0)} Mgas/s, ${left.toFixed(0)} s left`;
  }

  summary(head: ImportSummary['head']): ImportSummary {
    return {
      imported: this.#imported,
      known: this.#known,
      transactions: this.#transactions,
      gas: Number(this.#gas),
      seconds: this.#seconds,
      mgasPerSecond: this.#mgasPerSecond,
      ms: { ...this.#ms },
      head,
    };
  }
}
