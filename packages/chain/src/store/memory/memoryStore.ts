/** A store in memory, with the interface of the one on disk. */
import {
  type Account,
  type AccountChange,
  type Address,
  decodeStateDiff,
  type Hash,
  MemoryState,
  type StateChanges,
} from '@heddle/engine';
import { toBigint, toHex } from '../../bytes.ts';
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
  TransactionPlace,
} from '../chainStore.ts';
import { type DirectedDiff, type MergedAccount, mergeDiffs } from '../mergeDiffs.ts';
import { eachNodeWrite } from '../nodeWrites.ts';
import { keptFrom, type StoreOptions, settingsOf } from '../settings.ts';
import { MemoryBlocks, type StoredBlock } from './memoryBlocks.ts';
import { MemoryHistory } from './memoryHistory.ts';

const WHERE = 'memory';

/** Makes an empty store in memory. @throws OptionInvalidError */
export function createMemoryStore(options: StoreOptions = {}): ChainStore {
  return new MemoryStore(settingsOf(options));
}

class MemoryStore implements ChainStore {
  readonly where = WHERE;
  readonly settings: StoreSettings;
  readonly memoryState: MemoryState = MemoryState.empty();
  readonly stateSource = undefined;
  readonly nodeSource = undefined;
  readonly #blocks = new MemoryBlocks();
  readonly #nodes = new Map<string, Uint8Array>();
  readonly #history = new MemoryHistory();
  #facts: StoreFacts | undefined;
  #marker: BlockPlace | undefined;
  #isClosed = false;

  constructor(settings: StoreSettings) {
    this.settings = settings;
  }

  get facts(): StoreFacts | undefined {
    return this.#facts;
  }

  /** The blocks, while the store is open. */
  get #open(): MemoryBlocks {
    if (this.#isClosed) throw new StoreClosedError({ dir: WHERE });
    return this.#blocks;
  }

  get #state(): MemoryState {
    return this.#open && this.memoryState;
  }

  async init({ block, nodes, ...facts }: GenesisRecord): Promise<void> {
    if (this.#facts !== undefined)
      throw new StoreNotEmptyError({ dir: WHERE, genesisHash: this.#facts.genesisHash });
    const { hash, number } = block;
    this.#open.put(block);
    this.#flush({ marker: { hash, number }, steps: [{ hash, direction: 'forward' }], nodes });
    this.#facts = facts;
  }

  async putBlock(block: BlockRecord): Promise<void> {
    this.#open.put(block);
  }

  async setHeads(update: HeadUpdate): Promise<void> {
    this.#open.setHeads(update);
  }

  header(hash: Hash): Uint8Array | undefined {
    return this.#block(hash)?.header;
  }

  blockFacts(hash: Hash): BlockFacts | undefined {
    return this.#block(hash)?.facts;
  }

  totalDifficulty(hash: Hash): bigint | undefined {
    return this.#block(hash)?.facts.totalDifficulty;
  }

  body(hash: Hash): Uint8Array | undefined {
    return this.#block(hash)?.body;
  }

  receipts(hash: Hash): Uint8Array | undefined {
    return this.#block(hash)?.receipts;
  }

  accessList(hash: Hash): Uint8Array | undefined {
    return this.#block(hash)?.accessList;
  }

  diff(hash: Hash): Uint8Array | undefined {
    return this.#block(hash)?.diff;
  }

  #block(hash: Hash): StoredBlock | undefined {
    return this.#open.get(hash);
  }

  canonicalHash(number: bigint): Hash | undefined {
    return this.#open.canonicalHash(number);
  }

  hashesAt(number: bigint): Hash[] {
    return this.#open.hashesAt(number);
  }

  heads(): Heads {
    return this.#open.heads as Heads;
  }

  transactionPlace(hash: Hash): TransactionPlace | undefined {
    return this.#open.transactionPlace(hash);
  }

  code(hash: Hash): Uint8Array {
    return this.#open.code(hash);
  }

  marker(): BlockPlace {
    return this.#open && (this.#marker as BlockPlace);
  }

  account(address: Address): Account | undefined {
    return this.#state.account(address);
  }

  storage(address: Address, slot: Hash): bigint {
    return this.#state.storage(address, slot);
  }

  *slotsOf(address: Address): Generator<[Hash, bigint]> {
    yield* [...this.#state.slotsOf(address)].sort(byKey);
  }

  *accounts(): Generator<[Address, Account]> {
    for (const [address] of [...this.#state.entries()].sort(byKey))
      yield [address, this.memoryState.account(address) as Account];
  }

  node(key: Uint8Array): Uint8Array | undefined {
    return this.#open && this.#nodes.get(toHex(key));
  }

  accountAt(number: bigint, address: Address): Account | undefined {
    const later = this.#earlier.firstAfter(address, number);
    return later === undefined ? this.account(address) : (later.value as Account | undefined);
  }

  storageAt(number: bigint, address: Address, slot: Hash): bigint {
    const later = this.#earlier.firstAfter(address + slot, number);
    return later === undefined ? this.storage(address, slot) : (later.value as bigint);
  }

  get #earlier(): MemoryHistory {
    if (!this.settings.archive) throw new HistoryNotKeptError({ dir: WHERE });
    return this.#open && this.#history;
  }

  async flush(job: FlushJob): Promise<FlushReport> {
    const report = this.#flush(job);
    this.#blocks.prune(keptFrom(this.settings, job.marker.number));
    return report;
  }

  /** What can fail comes first. */
  #flush({ marker, steps, nodes }: FlushJob): FlushReport {
    const begun = performance.now();
    const blocks = this.#open;
    const diffs = steps.map((step) => {
      const { facts, diff } = blocks.stepOf(step);
      return { facts, diff: decodeStateDiff(diff), direction: step.direction };
    });
    const changes = changesOf(diffs);
    const records = new Map<string, Uint8Array | undefined>();
    const nodeCount = eachNodeWrite(nodes, (key, record) =>
      records.set(toHex(key), record && new Uint8Array(record)),
    );
    this.memoryState.apply(changes);
    this.#writeNodes(records);
    this.#marker = marker;
    return {
      accounts: changes.accounts.length,
      slots: changes.accounts.reduce((sum, { storage }) => sum + storage.length, 0),
      nodes: nodeCount,
      transactions: 0,
      history: this.settings.archive ? this.#writeHistory(diffs) : 0,
      ms: performance.now() - begun,
    };
  }

  #writeNodes(records: ReadonlyMap<string, Uint8Array | undefined>): void {
    for (const [key, record] of records) {
      if (record === undefined) this.#nodes.delete(key);
      else this.#nodes.set(key, record);
    }
  }

  #writeHistory(diffs: readonly (DirectedDiff & { facts: BlockFacts })[]): number {
    let count = 0;
    for (const { diff, direction, facts } of diffs)
      count += this.#history.apply(diff, facts.number, direction === 'forward');
    return count;
  }

  sizes(): TableSize[] {
    return this.#open.sizes();
  }

  async close(): Promise<void> {
    this.#isClosed = true;
  }
}

function changesOf(diffs: readonly DirectedDiff[]): StateChanges {
  const accounts: AccountChange[] = [];
  mergeDiffs(diffs, (account) => accounts.push(changeOf(account)));
  return { accounts, code: diffs.flatMap(({ diff }) => [...diff.codes]) };
}

function changeOf({ last, side, eachSlot }: MergedAccount): AccountChange {
  const storage: AccountChange['storage'] = [];
  eachSlot((slot, value) => storage.push([toHex(slot), toBigint(value)]));
  return { address: last.address, account: last.fieldsAt(side) ?? null, storageCleared: false, storage };
}

function byKey([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  return a < b ? -1 : 1;
}
