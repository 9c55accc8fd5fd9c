/** The transaction pool: what the outside sees of its parts. */
import type { Address, Hash, Transaction } from '@heddle/engine';
import { Arrivals } from './arrivals.ts';
import { BestWalk } from './best.ts';
import { encodeNetworkTransaction } from './blobs/sidecar.ts';
import { accountContent, poolContent } from './content.ts';
import type { Entry } from './entry.ts';
import { followHead } from './followHead.ts';
import type { Offer } from './intake.ts';
import { Journal } from './journal.ts';
import type { PoolOptions } from './options.ts';
import { PoolState } from './poolState.ts';
import { readFacts } from './readFacts.ts';
import type {
  AccountContent,
  AddOptions,
  AddResult,
  BestTransactions,
  BlockPrices,
  HeadMove,
  PoolContent,
  PooledBlob,
  PooledTransaction,
  PoolStatus,
  TransactionPool,
} from './transactionPool.ts';

const LIFETIME_CHECK_MS = 60_000;

class OpenPool implements TransactionPool {
  readonly #state: PoolState;
  readonly #arrivals: Arrivals;
  readonly #journal: Journal | undefined;
  readonly #timer: NodeJS.Timeout;

  constructor(options: PoolOptions) {
    this.#state = new PoolState(options);
    this.#arrivals = new Arrivals(this.#state);
    this.#journal = options.journalFile === undefined ? undefined : new Journal(options.journalFile);
    this.#timer = setInterval(() => this.#expire(), LIFETIME_CHECK_MS).unref();
  }

  /** Takes in what the journal holds. */
  async open(): Promise<void> {
    if (this.#journal === undefined) return;
    const { intake, next } = this.#state;
    const offers = this.#journal.read().map((raw) => intake.read(raw, next, true));
    await this.#arrivals.take(offers, true);
    await this.#journal.rewrite(this.#localTransactions());
  }

  async add(raw: readonly Uint8Array[], { source }: AddOptions = {}): Promise<AddResult[]> {
    const { intake, next } = this.#state;
    const isLocal = source === 'local';
    return this.#take(
      raw.map((bytes) => intake.read(bytes, next, isLocal)),
      isLocal,
    );
  }

  async addDecoded(transactions: readonly Transaction[], { source }: AddOptions = {}): Promise<AddResult[]> {
    const { intake, next } = this.#state;
    const isLocal = source === 'local';
    return this.#take(
      transactions.map((one) => intake.take({ ...one }, next, isLocal)),
      isLocal,
    );
  }

  get(hash: Hash): PooledTransaction | undefined {
    return this.#state.residents.byHash.get(hash);
  }

  async nonceOf(address: Address): Promise<bigint> {
    await this.#state.moved;
    const { residents, head } = this.#state;
    return residents.queueOf(address)?.nextNonce ?? (await readFacts(head.state, address)).nonce;
  }

  content(): PoolContent {
    return poolContent(this.#state.residents.accounts.values());
  }

  contentFrom(address: Address): AccountContent {
    return accountContent(this.#state.residents.queueOf(address));
  }

  status(): PoolStatus {
    const { pendingCount, queuedCount, bytes } = this.#state.residents;
    return { pending: pendingCount, queued: queuedCount, bytes };
  }

  best(prices: BlockPrices): BestTransactions {
    return new BestWalk(this.#state.residents.accounts.values(), prices);
  }

  blobs(versionedHashes: readonly Hash[]): (PooledBlob | undefined)[] {
    return versionedHashes.map((hash) => this.#state.blobs.get(hash));
  }

  moveHead(move: HeadMove): Promise<void> {
    const state = this.#state;
    const moved = state.moved.then(() => followHead(state, this.#arrivals, move));
    state.moved = moved.catch(() => undefined);
    return moved;
  }

  remove(hash: Hash): boolean {
    const { residents } = this.#state;
    const entry = residents.byHash.get(hash);
    if (entry === undefined) return false;
    residents.remove(entry);
    this.#state.report();
    return true;
  }

  clear(): void {
    this.#removeIf(() => true);
  }

  setMinimumTip(wei: bigint): void {
    this.#state.residents.minimumTip = wei;
    this.#removeIf(({ isLocal, transaction }) => !isLocal && transaction.maxPriorityFeePerGas < wei);
  }

  onPending(listener: (transactions: readonly PooledTransaction[]) => void): () => void {
    return this.#state.onPending.add(listener);
  }

  onDropped(listener: (hashes: readonly Hash[]) => void): () => void {
    return this.#state.onDropped.add(listener);
  }

  async close(): Promise<void> {
    clearInterval(this.#timer);
    await this.#state.moved;
    await this.#journal?.rewrite(this.#localTransactions());
    await this.#state.intake.close();
  }

  /** Takes offers in and keeps local ones in the journal before they are answered. */
  async #take(offers: readonly Offer[], isLocal: boolean): Promise<AddResult[]> {
    const results = await this.#arrivals.take(offers, isLocal);
    if (isLocal && this.#journal !== undefined) await this.#keep(this.#journal, results);
    return results;
  }

  async #keep(journal: Journal, results: readonly AddResult[]): Promise<void> {
    const { byHash } = this.#state.residents;
    const taken = results.flatMap((result) => ('error' in result ? [] : (byHash.get(result.hash) ?? [])));
    await journal.add(taken.map((entry) => this.#networkForm(entry)));
    if (journal.isLong) await journal.rewrite(this.#localTransactions());
  }

  #localTransactions(): Uint8Array[] {
    const entries = [...this.#state.residents.byHash.values()].filter(({ isLocal }) => isLocal);
    return entries.map((entry) => this.#networkForm(entry));
  }

  #networkForm({ hash, raw }: Entry): Uint8Array {
    const sidecar = this.#state.blobs.sidecarOf(hash);
    return sidecar === undefined ? raw : encodeNetworkTransaction(raw, sidecar);
  }

  /** Removes the last ones first, so that none becomes queued on the way out. */
  #removeIf(isUnwanted: (entry: Entry) => boolean): void {
    const { residents } = this.#state;
    for (const entry of [...residents.byHash.values()].reverse())
      if (isUnwanted(entry)) residents.remove(entry);
    this.#state.report();
  }

  #expire(): void {
    const { residents, now, limits } = this.#state;
    residents.expire(now() - limits.lifetimeMs);
    this.#state.report();
  }
}

/**
 * Opens a pool on a head of the chain, with the local transactions that its journal holds.
 *
 * @throws an error of the file system when the journal can be neither read nor written
 */
export async function openTransactionPool(options: PoolOptions): Promise<TransactionPool> {
  const pool = new OpenPool(options);
  await pool.open();
  return pool;
}
