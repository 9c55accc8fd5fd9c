/** A chain in memory, made by the engine's own parts: what stands behind JSON-RPC in its tests. */
import {
  type Address,
  type Alloc,
  type Block,
  type BlockResult,
  type ChainSpec,
  encodeBlock,
  executeBlock,
  type Hash,
  headerHash,
  MemoryState,
  StateRootMismatchError,
  type Transaction,
  transactionHash,
  validateHeader,
} from '@heddle/engine';
import type { AccountProof, BlockRef, DrivenChain, HeadChange, StoredBlock } from '@heddle/node';
import { draft, genesisHeader, type MineOptions, seal, zeroHash } from './fakeHeaders.ts';

interface Entry extends Pick<BlockResult, 'receipts' | 'blockAccessList'> {
  block: StoredBlock;
  state: MemoryState;
}

/** Contracts of the protocol that blocks call; STOP is a queue without requests (EIP-7002, EIP-7251). */
const queues: Alloc = Object.fromEntries(
  ['0x00000961ef480eb55e80d19ad83579a64c007002', '0x0000bbddc7ce488642fb579f8b00f3a590007251'].map(
    (address) => [address, { nonce: '0x1', code: '0x00' }],
  ),
);

export class FakeChain implements DrivenChain {
  readonly spec: ChainSpec;
  readonly genesisHash: Hash;
  safe: Hash;
  finalized: Hash;
  readonly #entries = new Map<Hash, Entry>();
  readonly #places = new Map<Hash, { blockHash: Hash; number: bigint; txIndex: number }>();
  readonly #listeners = new Set<(change: HeadChange) => void>();
  #canonical: Hash[] = [];

  constructor(spec: ChainSpec, alloc: Alloc) {
    this.spec = spec;
    const state = MemoryState.fromAlloc({ ...queues, ...alloc });
    const header = genesisHeader(spec, state);
    const withdrawals = header.withdrawalsRoot === undefined ? undefined : [];
    const block = stored({ header, transactions: [], ommers: [], withdrawals }, 0n);
    this.#entries.set(block.hash, { block, state, receipts: [] });
    this.#canonical = [block.hash];
    this.genesisHash = block.hash;
    this.safe = block.hash;
    this.finalized = block.hash;
  }

  get head() {
    const { hash, header, totalDifficulty } = this.#entries.get(this.#canonical.at(-1)!)!.block;
    return { hash, header, totalDifficulty };
  }

  get listeners(): number {
    return this.#listeners.size;
  }

  resolve(ref: BlockRef): Hash | undefined {
    if (typeof ref === 'bigint') return this.#canonical[Number(ref)];
    if (ref === 'latest') return this.#canonical.at(-1);
    if (ref === 'earliest') return this.#canonical[0];
    if (ref === 'safe') return this.safe;
    if (ref === 'finalized') return this.finalized;
    return this.#entries.has(ref) ? ref : undefined;
  }

  isCanonical(hash: Hash): boolean {
    return this.#canonical.includes(hash);
  }

  header(ref: BlockRef) {
    return this.block(ref)?.header;
  }

  block(ref: BlockRef) {
    return this.#entry(ref)?.block;
  }

  receipts(ref: BlockRef) {
    return this.#entry(ref)?.receipts;
  }

  accessList(ref: BlockRef) {
    return this.#entry(ref)?.blockAccessList;
  }

  transactionPlace(hash: Hash) {
    const place = this.#places.get(hash);
    return place && this.isCanonical(place.blockHash) ? place : undefined;
  }

  stateAt(ref: BlockRef): MemoryState {
    return this.#entry(ref)!.state;
  }

  /** The account is real; the nodes are not, since proofs are made by the chain and not by what formats them. */
  async proof(ref: BlockRef, address: Address, slots: readonly Hash[]): Promise<AccountProof> {
    const state = this.stateAt(ref);
    const { nonce, balance, codeHash } = state.account(address) ?? {
      nonce: 0n,
      balance: 0n,
      codeHash: zeroHash,
    };
    const storageProof = slots.map((key) => ({
      key,
      value: state.storage(address, key),
      proof: ['0xc1' as const],
    }));
    return { address, nonce, balance, codeHash, storageHash: zeroHash, accountProof: ['0xc0'], storageProof };
  }

  onHead(listener: (change: HeadChange) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** Makes a block of these transactions without making it canonical. @throws HeddleError for an invalid one */
  async build(transactions: Transaction[], options: MineOptions = {}): Promise<StoredBlock> {
    const parent = this.#entries.get(options.parent ?? this.head.hash)!;
    const block = draft(this.spec, parent.block.header, transactions, options);
    return this.#execute(block, parent);
  }

  /** Makes a block and, if it is on the head, makes it the head. */
  async mine(transactions: Transaction[], options: MineOptions = {}): Promise<StoredBlock> {
    const block = await this.build(transactions, options);
    if (block.header.parentHash === this.head.hash) this.#move(block.hash);
    return block;
  }

  /** Imports a block that comes from outside. @throws InvalidBlockError for a header that is not what its block gives */
  async import(block: Block): Promise<void> {
    const parent = this.#entries.get(block.header.parentHash)!;
    const { header: parentHeader } = parent.block;
    validateHeader(block.header, parentHeader, this.spec);
    const made = await this.#execute(block, parent);
    const expected = headerHash(block.header);
    if (made.hash === expected) return;
    this.#entries.delete(made.hash);
    throw new StateRootMismatchError({ actual: made.header.stateRoot, expected: block.header.stateRoot });
  }

  /** Makes a known block the head, whatever branch it is on. */
  setHead(hash: Hash, marks: { safe?: Hash; finalized?: Hash } = {}): Promise<void> {
    this.safe = marks.safe ?? this.safe;
    this.finalized = marks.finalized ?? this.finalized;
    this.#move(hash);
    return Promise.resolve();
  }

  #move(hash: Hash): void {
    const line: Hash[] = [];
    let block = this.#entries.get(hash)!.block;
    while (!this.isCanonical(block.hash)) {
      line.unshift(block.hash);
      block = this.#entries.get(block.header.parentHash)!.block;
    }
    const removed = this.#canonical.slice(Number(block.header.number) + 1);
    this.#canonical = [...this.#canonical.slice(0, Number(block.header.number) + 1), ...line];
    for (const added of line) this.#place(added);
    this.tell({ added: line, removed, head: hash });
  }

  /** Tells everybody who listens. */
  tell(change: HeadChange): void {
    for (const listener of this.#listeners) listener(change);
  }

  #place(hash: Hash): void {
    const { header, transactions } = this.#entries.get(hash)!.block;
    transactions.forEach((transaction, txIndex) => {
      this.#places.set(transactionHash(transaction), { blockHash: hash, number: header.number, txIndex });
    });
  }

  #entry(ref: BlockRef): Entry | undefined {
    const hash = this.resolve(ref);
    return hash === undefined ? undefined : this.#entries.get(hash);
  }

  async #execute(block: Block, parent: Entry): Promise<StoredBlock> {
    const result = await executeBlock(block, parent.state, { mechanism: 'serial' });
    const state = parent.state.fork();
    state.apply(result.changes);
    const header = seal(block, result, state);
    const made = stored({ ...block, header }, parent.block.totalDifficulty);
    const { receipts, blockAccessList } = result;
    this.#entries.set(made.hash, {
      block: made,
      state,
      receipts,
      ...(blockAccessList && { blockAccessList }),
    });
    return made;
  }
}

function stored(
  block: Pick<Block, 'header' | 'transactions' | 'ommers' | 'withdrawals'>,
  parentTotalDifficulty: bigint,
): StoredBlock {
  const { header, transactions, ommers, withdrawals } = block;
  return {
    hash: headerHash(header),
    header,
    transactions,
    ommers,
    withdrawals,
    sizeBytes: encodeBlock(block as Block).length,
    totalDifficulty: parentTotalDifficulty + header.difficulty,
  };
}
