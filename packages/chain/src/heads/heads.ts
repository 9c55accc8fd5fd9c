/** The head of the chain, and what consensus says is safe and final. */
import type { ChainSpec, Hash } from '@heddle/engine';
import type { BlockTree, KnownBlock } from '../blocks/blockTree.ts';
import type { ChainStore } from '../store/chainStore.ts';
import { changeHead, type HeadChange, isBetterHead } from './forkChoice.ts';

/** What listeners hear when the head moves. */
export interface HeadEvent {
  head: Hash;
  /** Blocks that became canonical, ascending. */
  added: readonly Hash[];
  /** Blocks that are not canonical any more, ascending. */
  removed: readonly Hash[];
}

export class Heads {
  readonly #store: ChainStore;
  readonly #tree: BlockTree;
  readonly #spec: ChainSpec;
  readonly #listeners = new Set<(event: HeadEvent) => void>();
  #head: KnownBlock;

  constructor(store: ChainStore, tree: BlockTree, spec: ChainSpec) {
    this.#store = store;
    this.#tree = tree;
    this.#spec = spec;
    this.#head = tree.get(store.heads().head);
  }

  get head(): KnownBlock {
    return this.#head;
  }

  get safe(): Hash | undefined {
    return this.#store.heads().safe;
  }

  get finalized(): Hash | undefined {
    return this.#store.heads().finalized;
  }

  /** Calls `listener` whenever the head has moved; returns a function that ends it. */
  onChange(listener: (event: HeadEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** True when fork choice prefers a block to the present head. */
  isBetter(block: KnownBlock): boolean {
    if (block.hash === this.#head.hash) return false;
    return isBetterHead(block, this.#head, this.#tree.get(block.header.parentHash), this.#spec);
  }

  /** What making a block the head changes. */
  changeTo(block: KnownBlock): HeadChange {
    return changeHead(this.#head, block, this.#tree, (number) => this.#store.canonicalHash(number));
  }

  /** The store has made a block the head. */
  moved(block: KnownBlock, { added, removed }: HeadChange): void {
    this.#head = block;
    for (const listener of this.#listeners) listener({ head: block.hash, added, removed });
  }

  /** Makes a known block the head if fork choice prefers it; returns whether it is the head. */
  async offer(block: KnownBlock): Promise<boolean> {
    if (this.isBetter(block)) await this.set(block);
    return this.#head.hash === block.hash;
  }

  /** Makes a committed block the head, and notes what is safe and final. */
  async set(block: KnownBlock, marks: { safe?: Hash; finalized?: Hash } = {}): Promise<void> {
    const change = this.changeTo(block);
    await this.#store.setHeads({ head: block.hash, canonical: change.canonical, ...marks });
    if (block.hash !== this.#head.hash) this.moved(block, change);
  }
}
