/** Made-up blocks with made-up diffs, and the state that each must lead to. */
import { createHash } from 'node:crypto';
import {
  type AccountChange,
  changesOfDiff,
  completeDiff,
  diffOfChanges,
  encodeStateDiff,
  type Hash,
  type Hex,
  MemoryState,
  type StateChanges,
  type StateDiff,
} from '@heddle/engine';
import type { BlockPlace, BlockRecord, DiffStep, GenesisRecord } from '../chainStore.ts';

/** 32 bytes that follow from a text. */
export function hashOf(text: string): Hash {
  return `0x${createHash('sha256').update(text).digest('hex')}`;
}

/** A numbered address; the lowest ones are close together. */
export function addressOf(index: number): Hex {
  return index < 4
    ? `0x${(index + 1).toString(16).padStart(40, '0')}`
    : `0x${hashOf(`address ${index}`).slice(26)}`;
}

/** A numbered slot; low ones are small numbers, as contracts have them. */
export function slotOf(index: number): Hash {
  return index < 8 ? `0x${index.toString(16).padStart(64, '0')}` : hashOf(`slot ${index}`);
}

/** A made-up block with the state after it. */
export interface WorldBlock {
  record: BlockRecord;
  diff: StateDiff;
  parent: WorldBlock | undefined;
  state: MemoryState;
}

/** Sizes of a world. */
export interface WorldOptions {
  seed?: number;
  accounts?: number;
  slots?: number;
  /** Accounts that change in a block. */
  changes?: number;
}

/** The list of the trie's records that a store takes. */
export function nodeWrites(
  entries: readonly (readonly [key: Uint8Array, record?: Uint8Array])[],
): Uint8Array {
  const parts = entries.map(([key, record = new Uint8Array()]) => {
    const head = Uint8Array.of(key.length, record.length & 0xff, record.length >> 8);
    return Buffer.concat([head, key, record]);
  });
  return Buffer.concat(parts);
}

/** Blocks are the same for the same seed and order of calls. */
export class World {
  readonly genesis: WorldBlock;
  readonly #options: Required<WorldOptions>;
  #random: number;
  #made = 0;

  constructor(options: WorldOptions = {}) {
    this.#options = { seed: 1, accounts: 60, slots: 24, changes: 12, ...options };
    this.#random = this.#options.seed;
    this.genesis = this.#make(undefined, MemoryState.empty(), this.#changes(MemoryState.empty(), 40));
  }

  genesisRecord(nodes: Uint8Array = new Uint8Array()): GenesisRecord {
    const { record } = this.genesis;
    const head = { head: record.hash, canonical: [{ number: 0n, hash: record.hash }] };
    return { genesisHash: record.hash, config: '{"chainId":1}', block: { ...record, head }, nodes };
  }

  child(parent: WorldBlock): WorldBlock {
    return this.#make(parent, parent.state, this.#changes(parent.state, this.#options.changes));
  }

  /** Blocks upon each other. */
  line(from: WorldBlock, length: number): WorldBlock[] {
    const blocks: WorldBlock[] = [];
    for (let i = 0; i < length; i++) blocks.push(this.child(blocks.at(-1) ?? from));
    return blocks;
  }

  /** Blocks that only write slots of one account. */
  writing(
    from: WorldBlock,
    address: Hex,
    account: NonNullable<AccountChange['account']>,
    writes: readonly AccountChange['storage'][],
  ): WorldBlock[] {
    const blocks: WorldBlock[] = [];
    for (const storage of writes) {
      const parent = blocks.at(-1) ?? from;
      const change = {
        address,
        account: { ...account, nonce: parent.record.number },
        storageCleared: false,
        storage,
      };
      blocks.push(this.#make(parent, parent.state, { accounts: [change], code: [] }));
    }
    return blocks;
  }

  #below(limit: number): number {
    // A linear congruence (Numerical Recipes): the same numbers everywhere.
    this.#random = (this.#random * 1_664_525 + 1_013_904_223) >>> 0;
    return Math.floor((this.#random / 2 ** 32) * limit);
  }

  #make(parent: WorldBlock | undefined, before: MemoryState, changes: StateChanges): WorldBlock {
    const name = `${this.#options.seed} ${this.#made++}`;
    const diff = completeDiff(diffOfChanges(changes, before), (address) => before.slotsOf(address));
    const state = before.fork();
    state.apply(changesOfDiff(diff));
    const number = parent === undefined ? 0n : parent.record.number + 1n;
    const transactionCount = parent === undefined ? 0 : this.#below(4);
    const transactions = Array.from({ length: transactionCount }, (_, index) =>
      hashOf(`tx ${name} ${index}`),
    );
    const record: BlockRecord = {
      hash: hashOf(`block ${name}`),
      number,
      parentHash: parent?.record.hash ?? hashOf('nothing'),
      totalDifficulty: (parent?.record.totalDifficulty ?? 0n) + 7n,
      header: Buffer.from(`header ${name}`),
      body: Buffer.from(`body ${name}`),
      receipts: Buffer.from(`receipts ${name}`),
      ...(this.#below(2) === 0 && { accessList: Buffer.from(`list ${name}`) }),
      diff: encodeStateDiff(diff),
      codes: diff.codes,
      transactionHashes: transactions,
    };
    return { record, diff, parent, state };
  }

  #changes(before: MemoryState, size: number): StateChanges {
    const { accounts } = this.#options;
    const indices = new Set(Array.from({ length: size }, () => this.#below(accounts)));
    const code: StateChanges['code'] = [];
    const changes = [...indices].map((index) => this.#change(before, index, code));
    return { accounts: changes, code };
  }

  #change(before: MemoryState, index: number, code: StateChanges['code']): AccountChange {
    const address = addressOf(index);
    const old = before.account(address);
    if (old !== undefined && this.#below(8) === 0)
      return { address, account: null, storageCleared: old.hasStorage, storage: [] };
    const isContract = index % 2 === 0;
    const codeHash = isContract ? hashOf(`code ${index}`) : emptyCodeHash;
    if (isContract && old === undefined) code.push([codeHash, Buffer.from(`code ${index}`)]);
    const balance = BigInt(this.#below(1000)) ** BigInt(1 + this.#below(8));
    const account = { nonce: BigInt(this.#below(300)), balance, codeHash };
    const storageCleared = isContract && this.#below(10) === 0;
    return { address, account, storageCleared, storage: isContract ? this.#storage() : [] };
  }

  #storage(): AccountChange['storage'] {
    const count = this.#below(6);
    const slots = new Map<Hash, bigint>();
    for (let i = 0; i < count; i++) {
      const value = this.#below(3) === 0 ? 0n : BigInt(this.#below(2 ** 31)) ** BigInt(1 + this.#below(8));
      slots.set(slotOf(this.#below(this.#options.slots)), value);
    }
    return [...slots];
  }
}

/** keccak256 of nothing. */
const emptyCodeHash: Hash = '0xc5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470';

export function placeOf({ record: { hash, number } }: WorldBlock): BlockPlace {
  return { hash, number };
}

/** The diffs that lead from one block to another. */
export function stepsBetween(from: WorldBlock, to: WorldBlock): DiffStep[] {
  const down: DiffStep[] = [];
  const up: DiffStep[] = [];
  let [low, high] = [from, to];
  while (low !== high) {
    if (low.record.number >= high.record.number) {
      down.push({ hash: low.record.hash, direction: 'backward' });
      low = low.parent as WorldBlock;
    } else {
      up.unshift({ hash: high.record.hash, direction: 'forward' });
      high = high.parent as WorldBlock;
    }
  }
  return [...down, ...up];
}
