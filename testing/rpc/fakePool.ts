/** A pool that keeps transactions until a block is made of them, or makes one at once. */
import {
  type Address,
  decodeTransaction,
  type Hash,
  HeddleError,
  type Hex,
  recoverSender,
  transactionHash,
} from '@heddle/engine';
import type { PooledTransaction, TransactionPool } from '@heddle/node';
import type { FakeChain } from './fakeChain.ts';

export class FakePool implements TransactionPool {
  readonly #chain: FakeChain;
  readonly #waiting = new Map<Hash, PooledTransaction>();
  readonly #listeners = new Set<(transaction: PooledTransaction) => void>();
  /** Makes a block of each transaction as it comes. */
  isMining = true;

  constructor(chain: FakeChain) {
    this.#chain = chain;
  }

  async add(encoded: Hex): Promise<Hash> {
    const transaction = decodeTransaction(Buffer.from(encoded.slice(2), 'hex'));
    const from = recoverSender(transaction);
    const hash = transactionHash(transaction);
    if (this.#waiting.has(hash)) throw new HeddleError('ALREADY_KNOWN', 'The transaction waits already.');
    const pooled = { hash, transaction: { ...transaction, from } };
    const expected = this.#chain.stateAt('latest').account(from)?.nonce ?? 0n;
    if (transaction.nonce < expected) {
      throw new HeddleError('NONCE_TOO_LOW', 'Too low.', { expected, actual: transaction.nonce });
    }
    this.#waiting.set(hash, pooled);
    for (const listener of this.#listeners) listener(pooled);
    if (this.isMining) await this.mine();
    return hash;
  }

  /** Makes a block of everything that waits. */
  async mine(): Promise<void> {
    const transactions = [...this.#waiting.values()].map(({ transaction }) => transaction);
    this.#waiting.clear();
    await this.#chain.mine(transactions);
  }

  get(hash: Hash) {
    return this.#waiting.get(hash);
  }

  nextNonce(sender: Address): bigint | undefined {
    const last = this.contentOf(sender).pending.at(-1);
    return last && last.transaction.nonce + 1n;
  }

  content() {
    const senders = new Set([...this.#waiting.values()].map(({ transaction }) => transaction.from));
    return new Map([...senders].map((sender) => [sender, this.contentOf(sender)]));
  }

  contentOf(sender: Address) {
    const pending = [...this.#waiting.values()].filter(({ transaction }) => transaction.from === sender);
    return { pending, queued: [] };
  }

  counts() {
    return { pending: this.#waiting.size, queued: 0 };
  }

  onPending(listener: (transaction: PooledTransaction) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }
}
