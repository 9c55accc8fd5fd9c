/** The blocks that are known, on whatever branch: headers by hash, those under way included. */
import {
  type Ancestor,
  type ChainSpec,
  decodeHeader,
  decodeRlp,
  type Hash,
  type Header,
  ommersHash,
} from '@heddle/engine';
import { UnknownBlockError } from '../errors/chain.ts';
import { decodeBody } from '../records/body.ts';
import type { ChainStore } from '../store/chainStore.ts';

/** What is known of a block without its body. */
export interface KnownBlock {
  hash: Hash;
  header: Header;
  /** Sum of the difficulties up to this block, itself included. */
  totalDifficulty: bigint;
  /** The ommers that it names; read when somebody asks {@link BlockTree.ommersOf}. */
  ommers?: readonly Header[];
}

/** Headers kept decoded: BLOCKHASH looks 256 back, and a few branches are met at once. */
const MOST_DECODED = 4096;

/** BLOCKHASH sees this many ancestors. */
const VISIBLE_ANCESTORS = 256;

/** What a header says that names none. */
const NO_OMMERS = ommersHash([]);

export class BlockTree {
  readonly #store: ChainStore;
  readonly #spec: ChainSpec;
  readonly #decoded = new Map<Hash, KnownBlock>();
  /** Executed and not yet committed. */
  readonly #pending = new Map<Hash, KnownBlock>();

  constructor(store: ChainStore, spec: ChainSpec) {
    this.#store = store;
    this.#spec = spec;
  }

  /** A block that was executed; undefined for one that is unknown. */
  find(hash: Hash): KnownBlock | undefined {
    const known = this.#pending.get(hash) ?? this.#decoded.get(hash);
    return known ?? this.#read(hash);
  }

  /** @throws UnknownBlockError */
  get(hash: Hash): KnownBlock {
    const known = this.find(hash);
    if (known === undefined) throw new UnknownBlockError({ block: hash });
    return known;
  }

  /** True for a block that is executed but not committed. */
  isPending(hash: Hash): boolean {
    return this.#pending.has(hash);
  }

  addPending(block: KnownBlock): void {
    this.#pending.set(block.hash, block);
  }

  /** A pending block was committed, or proved invalid. */
  settle(hash: Hash): void {
    this.#pending.delete(hash);
  }

  /** A block and its ancestors, itself first. */
  *line(hash: Hash): Generator<KnownBlock> {
    for (let block = this.find(hash); block !== undefined; block = this.find(block.header.parentHash))
      yield block;
  }

  /** The ommers that a block names. */
  ommersOf(block: KnownBlock): readonly Header[] {
    if (block.ommers !== undefined) return block.ommers;
    const body = block.header.ommersHash === NO_OMMERS ? undefined : this.#store.body(block.hash);
    block.ommers = body === undefined ? [] : decodeBody(body, this.#spec).ommers;
    return block.ommers;
  }

  /** A block and its ancestors as the rules for ommers want them, itself first. */
  *ancestors(hash: Hash): Generator<Ancestor> {
    for (const block of this.line(hash)) yield { header: block.header, ommers: [...this.ommersOf(block)] };
  }

  /** The hashes that the child of `parent` sees, by number. */
  hashesBelow(parent: Hash): Map<bigint, Hash> {
    const hashes = new Map<bigint, Hash>();
    for (const { hash, header } of this.line(parent)) {
      hashes.set(header.number, hash);
      if (hashes.size === VISIBLE_ANCESTORS) break;
    }
    return hashes;
  }

  #read(hash: Hash): KnownBlock | undefined {
    const header = this.#store.header(hash);
    if (header === undefined) return undefined;
    const totalDifficulty = this.#store.totalDifficulty(hash) ?? 0n;
    const known = { hash, header: decodeHeader(decodeRlp(header)), totalDifficulty };
    this.#decoded.set(hash, known);
    if (this.#decoded.size > MOST_DECODED) this.#decoded.delete(this.#decoded.keys().next().value as Hash);
    return known;
  }
}
