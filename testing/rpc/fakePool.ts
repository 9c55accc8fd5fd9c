/** A pool that keeps transactions until a block is made of them, or makes one at once. */
import {
  type Address,
  decodeTransaction,
  encodeTransaction,
  type Hash,
  HeddleError,
  recoverSender,
  type Transaction,
  transactionHash,
} from '@heddle/engine';
import type { OfferedPool, PooledBlob, PooledTransaction } from '@heddle/node';
import type { FakeChain } from './fakeChain.ts';

export class FakePool implements OfferedPool {
  readonly #chain: FakeChain;
  readonly #waiting = new Map<Hash, PooledTransaction>();
  readonly #listeners = new Set<(transactions: readonly PooledTransaction[]) => void>();
  /** Makes a block of each transaction as it comes. */
  isMining = true;
  readonly pooledBlobs = new Map<Hash, PooledBlob>();

  constructor(chain: FakeChain) {
    this.#chain = chain;
  }

  get listeners(): number {
    return this.#listeners.size;
  }

  async add(raws: readonly Uint8Array[]) {
    const added = [];
    for (const raw of raws) added.push(await this.#addOne(raw));
    return added;
  }

  async addDecoded(transactions: readonly Transaction[]) {
    return this.add(transactions.map(encodeTransaction));
  }

  async #addOne(raw: Uint8Array) {
    const transaction = decodeTransaction(raw);
    const hash = transactionHash(transaction);
    const fault = this.#faultOf(hash, transaction);
    if (fault !== undefined) return { hash, error: fault as never };
    const pooled: PooledTransaction = {
      hash,
      transaction: { ...transaction, from: recoverSender(transaction) },
      raw,
      sizeBytes: raw.length,
      isLocal: true,
      arrivedMs: 0,
    };
    this.#waiting.set(hash, pooled);
    for (const listener of this.#listeners) listener([pooled]);
    if (this.isMining) await this.mine();
    return { hash, status: 'pending' as const };
  }

  #faultOf(hash: Hash, transaction: Transaction): HeddleError | undefined {
    if (this.#waiting.has(hash)) return new HeddleError('ALREADY_KNOWN', 'already known');
    const expected = this.#chain.stateAt('latest').account(recoverSender(transaction))?.nonce ?? 0n;
    if (transaction.nonce >= expected) return undefined;
    return new HeddleError(
      'NONCE_TOO_LOW',
      `nonce too low: next nonce ${expected}, tx nonce ${transaction.nonce}`,
    );
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

  async nonceOf(sender: Address): Promise<bigint> {
    const last = this.contentFrom(sender).pending.at(-1);
    if (last !== undefined) return last.transaction.nonce + 1n;
    return this.#chain.stateAt('latest').account(sender)?.nonce ?? 0n;
  }

  content() {
    const senders = new Set([...this.#waiting.values()].map(({ transaction }) => transaction.from));
    const pending = new Map([...senders].map((sender) => [sender, this.contentFrom(sender).pending]));
    return { pending, queued: new Map() };
  }

  contentFrom(sender: Address) {
    const pending = [...this.#waiting.values()].filter(({ transaction }) => transaction.from === sender);
    return { pending, queued: [] };
  }

  status() {
    return { pending: this.#waiting.size, queued: 0, bytes: 0 };
  }

  onPending(listener: (transactions: readonly PooledTransaction[]) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  blobs(hashes: readonly Hash[]) {
    return hashes.map((hash) => this.pooledBlobs.get(hash));
  }
}
