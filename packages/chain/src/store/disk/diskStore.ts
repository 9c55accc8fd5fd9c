/** A store in a folder. Reads are the main thread's own; writes go to the store's threads. */
import { type Account, type Address, type Hash, MissingStateError } from '@heddle/engine';
import { toHex } from '../../bytes.ts';
import { HistoryNotKeptError, StoreClosedError, StoreNotEmptyError } from '../../errors/store.ts';
import type {
  BlockFacts,
  BlockPlace,
  BlockRecord,
  ChainStore,
  FlushJob,
  FlushReport,
  GenesisRecord,
  Heads,
  HeadUpdate,
  StoreFacts,
  StoreSettings,
  TableSize,
  ThreadSource,
  TransactionPlace,
} from '../chainStore.ts';
import { keptFrom } from '../settings.ts';
import { BlockReads } from './blockReads.ts';
import { writeBlock, writeFacts, writeHeads } from './blockRows.ts';
import { type BlockEnvironment, refresh, type StateEnvironment, type StoreAddress } from './environment.ts';
import { RecentTransactions } from './recentTransactions.ts';
import { RowWriter } from './rowWrites.ts';
import { sizesOf } from './sizes.ts';
import { StateReads } from './stateReads.ts';
import type { StoreThreads } from './storeThreads.ts';
import { threadModule } from './threadModule.ts';
import { BLOCK_START_BYTES } from './values.ts';

/** What an open store consists of. */
export interface DiskStoreParts {
  address: StoreAddress;
  settings: StoreSettings;
  blocks: BlockEnvironment;
  state: StateEnvironment;
  threads: StoreThreads;
  /** Closes all of it. */
  release: () => Promise<void>;
}

/** Made by `openDiskStore`. */
export class DiskStore implements ChainStore {
  readonly where: string;
  readonly settings: StoreSettings;
  readonly memoryState = undefined;
  readonly stateSource: ThreadSource;
  readonly nodeSource: ThreadSource;
  readonly #parts: DiskStoreParts;
  readonly #blockReads: BlockReads;
  readonly #stateReads: StateReads;
  readonly #recent: RecentTransactions;
  #facts: StoreFacts | undefined;
  #closing: Promise<void> | undefined;

  constructor(parts: DiskStoreParts) {
    this.#parts = parts;
    this.where = parts.address.dir;
    this.settings = parts.settings;
    this.stateSource = { module: threadModule('stateSource').href, data: parts.address };
    this.nodeSource = { module: threadModule('nodeSource').href, data: parts.address };
    this.#blockReads = new BlockReads(parts.blocks);
    this.#stateReads = new StateReads(parts.state);
    this.#recent = new RecentTransactions(this.#blockReads);
    this.#facts = this.#blockReads.facts();
    if (this.#facts !== undefined) this.#followMarker();
  }

  get facts(): StoreFacts | undefined {
    return this.#facts;
  }

  get #blocks(): BlockReads {
    this.#checkOpen();
    return this.#blockReads;
  }

  get #state(): StateReads {
    this.#checkOpen();
    return this.#stateReads;
  }

  #checkOpen(): void {
    if (this.#closing !== undefined) throw new StoreClosedError({ dir: this.where });
  }

  async init({ block, nodes, ...facts }: GenesisRecord): Promise<void> {
    this.#checkOpen();
    const { where } = this;
    if (this.#facts !== undefined)
      throw new StoreNotEmptyError({ dir: where, genesisHash: this.#facts.genesisHash });
    const { hash, number, diff } = block;
    const steps = [{ hash, direction: 'forward' }] as const;
    // The facts come last: until then the store counts as empty, and what is in it is written over.
    await this.#flush({ marker: { hash, number }, steps, nodes }, { facts: block, diff });
    const rows = new RowWriter();
    writeFacts(rows, facts);
    writeBlock(rows, block);
    await this.#commit(rows);
    this.#facts = facts;
    this.#followMarker();
  }

  async putBlock(block: BlockRecord): Promise<void> {
    this.#checkOpen();
    const rows = new RowWriter();
    writeBlock(rows, block);
    await this.#commit(rows);
    this.#recent.change(block.head?.canonical ?? []);
  }

  async setHeads(update: HeadUpdate): Promise<void> {
    this.#checkOpen();
    const rows = new RowWriter();
    writeHeads(rows, update);
    await this.#commit(rows);
    this.#recent.change(update.canonical);
  }

  async #commit(rows: RowWriter): Promise<void> {
    await this.#parts.threads.commit(rows);
    refresh(this.#parts.blocks);
  }

  header(hash: Hash): Uint8Array | undefined {
    return this.#blocks.header(hash);
  }

  blockFacts(hash: Hash): BlockFacts | undefined {
    return this.#blocks.blockFacts(hash);
  }

  totalDifficulty(hash: Hash): bigint | undefined {
    return this.blockFacts(hash)?.totalDifficulty;
  }

  body(hash: Hash): Uint8Array | undefined {
    return this.#blocks.large('bodies', hash);
  }

  receipts(hash: Hash): Uint8Array | undefined {
    return this.#blocks.large('receipts', hash);
  }

  accessList(hash: Hash): Uint8Array | undefined {
    return this.#blocks.large('accessLists', hash);
  }

  diff(hash: Hash): Uint8Array | undefined {
    return this.#blocks.large('diffs', hash);
  }

  canonicalHash(number: bigint): Hash | undefined {
    return this.#blocks.canonicalHash(number);
  }

  hashesAt(number: bigint): Hash[] {
    return this.#blocks.hashesAt(number);
  }

  heads(): Heads {
    return this.#blocks.heads() as Heads;
  }

  transactionPlace(hash: Hash): TransactionPlace | undefined {
    const indexed = this.#state.indexedPlace(hash);
    if (indexed === undefined) return this.#recent.find(hash);
    const { number, txIndex, blockStart } = indexed;
    const blockHash = this.canonicalHash(number);
    const isCanonical = blockHash?.startsWith(toHex(blockStart).slice(0, 2 + 2 * BLOCK_START_BYTES));
    return isCanonical ? { blockHash: blockHash as Hash, number, txIndex } : this.#recent.find(hash);
  }

  code(hash: Hash): Uint8Array {
    const code = this.#blocks.large('codes', hash);
    if (code === undefined) throw new MissingStateError({ codeHash: hash });
    return code;
  }

  marker(): BlockPlace {
    return this.#state.marker() as BlockPlace;
  }

  account(address: Address): Account | undefined {
    return this.#state.account(address);
  }

  storage(address: Address, slot: Hash): bigint {
    return this.#state.storage(address, slot);
  }

  slotsOf(address: Address): Iterable<[Hash, bigint]> {
    return this.#state.slotsOf(address);
  }

  accounts(): Iterable<[Address, Account]> {
    return this.#state.accounts();
  }

  node(key: Uint8Array): Uint8Array | undefined {
    return this.#state.node(key);
  }

  accountAt(number: bigint, address: Address): Account | undefined {
    return this.#history.accountAt(number, address);
  }

  storageAt(number: bigint, address: Address, slot: Hash): bigint {
    return this.#history.storageAt(number, address, slot);
  }

  get #history(): StateReads {
    if (!this.settings.archive) throw new HistoryNotKeptError({ dir: this.where });
    return this.#state;
  }

  async flush(job: FlushJob): Promise<FlushReport> {
    this.#checkOpen();
    const report = await this.#flush(job);
    this.#followMarker();
    await this.#prune(job.marker.number);
    return report;
  }

  /** What cannot be removed now is removed after the next flush: that is no reason to call this one failed. */
  async #prune(marker: bigint): Promise<void> {
    await this.#parts.threads.prune(keptFrom(this.settings, marker)).catch(() => undefined);
    refresh(this.#parts.blocks);
  }

  async #flush(
    job: FlushJob,
    genesis?: Pick<BlockRecord, 'diff'> & { facts: BlockFacts },
  ): Promise<FlushReport> {
    const { threads, state } = this.#parts;
    const report = await threads.flush({
      ...job,
      nodes: new Uint8Array(job.nodes), // what is posted is copied with all of the buffer that it is a view of
      archive: this.settings.archive,
      ...(genesis && { genesis: { facts: factsOf(genesis.facts), diff: new Uint8Array(genesis.diff) } }),
    });
    refresh(state);
    return report;
  }

  #followMarker(): void {
    const { head } = this.#blockReads.heads() as Heads;
    this.#recent.follow(
      this.#blockReads.blockFacts(head) as BlockFacts,
      this.#stateReads.marker() as BlockPlace,
    );
  }

  sizes(): TableSize[] {
    this.#checkOpen();
    return [...sizesOf(this.#parts.blocks), ...sizesOf(this.#parts.state)];
  }

  close(): Promise<void> {
    this.#closing ??= this.#parts.release();
    return this.#closing;
  }
}

function factsOf({ hash, number, parentHash, totalDifficulty }: BlockFacts): BlockFacts {
  return { hash, number, parentHash, totalDifficulty };
}
