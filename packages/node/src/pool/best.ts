/** Pending transactions in the order in which a block wants them. */
import type { AccountQueue } from './accountQueue.ts';
import type { Entry } from './entry.ts';
import { Heap } from './heap.ts';
import { effectiveTip } from './prices.ts';
import type { BestTransactions, BlockPrices, PooledTransaction } from './transactionPool.ts';

/** The next transaction of one sender. */
interface Candidate {
  /** The sender's pending transactions, as they were when the walk began. */
  entries: readonly Entry[];
  at: number;
  entry: Entry;
  tip: bigint;
}

/** More tip first; for equals whoever arrived first. */
function isBefore(a: Candidate, b: Candidate): boolean {
  return a.tip === b.tip ? a.entry.sequence < b.entry.sequence : a.tip > b.tip;
}

/** The entry as a candidate, unless the next block is too dear for it. */
function candidate(entries: readonly Entry[], at: number, prices: BlockPrices): Candidate | undefined {
  const entry = entries[at];
  if (entry === undefined) return undefined;
  const { transaction } = entry;
  const tip = effectiveTip(transaction, prices.baseFee);
  if (tip < 0n) return undefined;
  const { blobBaseFee } = prices;
  if (entry.isBlob && (blobBaseFee === undefined || transaction.maxFeePerBlobGas < blobBaseFee))
    return undefined;
  return { entries, at, entry, tip };
}

/** Walks the pending transactions of all accounts; changes of the pool during the walk do not reach it. */
export class BestWalk implements BestTransactions {
  readonly #heap: Heap<Candidate>;
  readonly #prices: BlockPrices;
  /** Gave the last transaction; its sender's next one joins with the next call. */
  #last: Candidate | undefined;

  constructor(accounts: Iterable<AccountQueue>, prices: BlockPrices) {
    this.#prices = prices;
    const first: Candidate[] = [];
    for (const { entries, pendingCount } of accounts) {
      if (pendingCount === 0) continue;
      const made = candidate(entries.slice(0, pendingCount), 0, prices);
      if (made !== undefined) first.push(made);
    }
    this.#heap = new Heap(isBefore, first);
  }

  next(): PooledTransaction | undefined {
    if (this.#last !== undefined) {
      const { entries, at } = this.#last;
      const following = candidate(entries, at + 1, this.#prices);
      if (following !== undefined) this.#heap.push(following);
    }
    this.#last = this.#heap.pop();
    return this.#last?.entry;
  }

  skipSender(): void {
    this.#last = undefined;
  }

  *[Symbol.iterator](): Iterator<PooledTransaction> {
    for (let entry = this.next(); entry !== undefined; entry = this.next()) yield entry;
  }
}
