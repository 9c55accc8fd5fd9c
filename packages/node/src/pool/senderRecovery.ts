/**
 * Senders out of signatures, for many callers at once: while the workers recover one batch, the next one gathers. So
 * 5,000 single submissions cost what one submission of 5,000 does.
 */
import {
  type Pool,
  recoverAuthorities,
  recoverAuthority,
  recoverSender,
  recoverSenders,
  type Transaction,
} from '@heddle/engine';

/** So few are recovered on this thread: 50 µs each, which is what handing them over takes. */
const FEW = 8;

interface Waiting {
  transactions: readonly Transaction[];
  resolve(): void;
  reject(error: unknown): void;
}

export class SenderRecovery {
  readonly #workers: Pool | undefined;
  #waiting: Waiting[] = [];
  #isRunning = false;

  constructor(workers: Pool | undefined) {
    this.#workers = workers;
  }

  /** Fills in the senders; a transaction that nobody signed stays without. */
  async recover(transactions: readonly Transaction[]): Promise<void> {
    const unknown = transactions.filter(({ from }) => from === undefined);
    if (unknown.length === 0) return;
    await new Promise<void>((resolve, reject) => {
      this.#waiting.push({ transactions: unknown, resolve, reject });
      this.#start();
    });
  }

  /** Fills in the authorities of delegations. */
  async recoverAuthorities(transactions: readonly Transaction[]): Promise<void> {
    if (this.#workers !== undefined) await recoverAuthorities(transactions, this.#workers);
    else
      for (const tuple of transactions.flatMap((tx) => tx.authorizationList))
        tuple.authority ??= recoverAuthority(tuple);
  }

  #start(): void {
    if (this.#isRunning) return;
    this.#isRunning = true;
    // After what has arrived at the sockets was read: that may be many submissions.
    setImmediate(() => void this.#run());
  }

  async #run(): Promise<void> {
    while (this.#waiting.length > 0) {
      const batch = this.#waiting;
      this.#waiting = [];
      try {
        await this.#recoverAll(batch.flatMap(({ transactions }) => transactions));
        for (const { resolve } of batch) resolve();
      } catch (error) {
        for (const { reject } of batch) reject(error);
      }
    }
    this.#isRunning = false;
  }

  async #recoverAll(transactions: readonly Transaction[]): Promise<void> {
    if (this.#workers !== undefined && transactions.length > FEW) {
      await recoverSenders(transactions, this.#workers);
      return;
    }
    for (const transaction of transactions) recoverHere(transaction);
  }
}

function recoverHere(transaction: Transaction): void {
  try {
    transaction.from = recoverSender(transaction);
  } catch {
    // Nobody signed it: it stays without a sender.
  }
}
