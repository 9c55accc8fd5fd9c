/** What an import has done so far: counted block by block, told as a line. */
import type { ImportResult } from '@heddle/chain';
import type { ImportSummary } from './importText.ts';

export class ImportTally {
  readonly #begun = performance.now();
  readonly #ms = { execute: 0, root: 0, commit: 0 };
  readonly #reads = { lookups: 0, misses: 0 };
  #imported = 0;
  #known = 0;
  #transactions = 0;
  #gas = 0n;
  #number = 0n;

  add({ status, transactions, gasUsed, number, ms, report }: ImportResult): void {
    this.#number = number;
    if (status === 'known') {
      this.#known++;
      return;
    }
    this.#imported++;
    this.#transactions += transactions;
    this.#gas += gasUsed;
    for (const phase of ['execute', 'root', 'commit'] as const) this.#ms[phase] += ms[phase];
    if (report === undefined) return;
    this.#reads.lookups += report.reads.lookups;
    this.#reads.misses += report.reads.byWorkers + report.reads.byMainThread;
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
    const { lookups, misses } = this.#reads;
    return {
      imported: this.#imported,
      known: this.#known,
      transactions: this.#transactions,
      gas: Number(this.#gas),
      seconds: this.#seconds,
      mgasPerSecond: this.#mgasPerSecond,
      ms: { ...this.#ms },
      cacheHits: lookups === 0 ? undefined : 1 - misses / lookups,
      head,
    };
  }
}
