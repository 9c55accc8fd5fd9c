/**
 * The one live state of a chain: flat state, trie and the pool's cache, moved from block to block by diffs.
 *
 * Three places matter, each a block: the *marker* (what the flat state holds, and the trie nodes in the store), the
 * *root position* (what the trie stands for) and the *cache position* (what the next block is executed on). The marker
 * lags; the root position is behind the cache position while a block is executed whose parent's root is under way.
 */
import { type Hash, InvariantError, type Pool, type StateDiff } from '@heddle/engine';
import type { BlockTree } from '../blocks/blockTree.ts';
import type { ChainStore, DiffStep } from '../store/chainStore.ts';
import type { StateTrie } from '../trie/stateTrie.ts';
import type { DiffShelf } from './diffShelf.ts';
import { LiveReader } from './liveReader.ts';
import { pathBetween } from './path.ts';

/** When the flat state is brought up to date. */
export interface FlushLimits {
  /** Blocks between the marker and the root position. */
  blocks: number;
  /** Bytes of the trie's memory. */
  trieBytes: number;
  /** Part of the cache that may be in use, 0 to 1. */
  cacheShare: number;
}

export interface LiveParts {
  store: ChainStore;
  tree: BlockTree;
  diffs: DiffShelf;
  trie: StateTrie;
  pool: Pool;
  limits: FlushLimits;
}

const NO_NODES = new Uint8Array();

export class LiveState {
  readonly reader: LiveReader;
  readonly #parts: LiveParts;
  #rootPosition: Hash;
  #sinceFlush = 0;
  #flushing: Promise<unknown> | undefined;
  /** Records of the trie that it has given and the store does not have. */
  #unwritten: Uint8Array = NO_NODES;

  constructor(parts: LiveParts) {
    this.#parts = parts;
    this.reader = new LiveReader(parts.store);
    this.#rootPosition = this.reader.revision;
  }

  /** The block that the next one is executed on. */
  get cachePosition(): Hash {
    return this.reader.revision;
  }

  get rootPosition(): Hash {
    return this.#rootPosition;
  }

  /** True when a block can be executed on the cache position: what the flat state lacks is in the cache. */
  isReady(): boolean {
    const { pool, store } = this.#parts;
    return pool.cache.holds(this.reader) || store.marker().hash === this.cachePosition;
  }

  /** The block just executed becomes the cache position. Call it before anything else runs on the pool. */
  advanceCache(hash: Hash): void {
    const isAdvanced = this.#parts.pool.cache.advance(this.reader, hash);
    if (!isAdvanced) throw new InvariantError(`the pool does not hold the state that block ${hash} left`);
    this.reader.revision = hash;
  }

  /** The diff of a child of the root position; returns the root of the state after it. */
  async advanceRoot(hash: Hash, diff: StateDiff): Promise<Hash> {
    const root = await this.#parts.trie.apply(diff, 'forward');
    this.#rootPosition = hash;
    this.#sinceFlush++;
    return root;
  }

  /** Takes back what `advanceRoot` did: the block is invalid. The cache is of no use any more. */
  async takeBackRoot(parent: Hash, diff: StateDiff): Promise<void> {
    await this.#parts.trie.apply(diff, 'backward');
    this.#rootPosition = parent;
    this.#sinceFlush--;
  }

  /** Moves everything to another block. Nothing may be executed or under way meanwhile. */
  async moveTo(hash: Hash): Promise<void> {
    if (this.cachePosition !== this.#rootPosition) await this.dropCache();
    for (const step of this.#pathFrom(this.#rootPosition, hash)) await this.#take(step);
  }

  /** Runs something while the trie stands at another block; the cache stays where it is. Nothing may be under way. */
  async visit<T>(hash: Hash, task: () => Promise<T>): Promise<T> {
    const { diffs, trie } = this.#parts;
    const done: DiffStep[] = [];
    try {
      for (const step of this.#pathFrom(this.#rootPosition, hash)) {
        await trie.apply(diffs.diffOf(step.hash), step.direction);
        done.push(step);
      }
      return await task();
    } finally {
      for (const { hash, direction } of done.reverse())
        await trie.apply(diffs.diffOf(hash), direction === 'forward' ? 'backward' : 'forward');
    }
  }

  /** Drops the cache, so that the next block reads the flat state at the root position. */
  async dropCache(): Promise<void> {
    await this.flush();
    this.#parts.pool.cache.forget(this.reader);
    this.reader.revision = this.#rootPosition;
  }

  /** Starts a flush when enough has come together; it goes on beside the next blocks, and {@link flush} tells of its failure. */
  flushWhenDue(): void {
    const { limits } = this.#parts;
    const isDue = this.#sinceFlush >= limits.blocks || this.#isTrieFull;
    if (isDue && this.#flushing === undefined) this.#startFlush().catch(() => undefined);
  }

  /** True when the cache or the trie's memory is so full that {@link tidy} should come before the next block. */
  get isFull(): boolean {
    return this.#isCacheFull || this.#isTrieFull;
  }

  get #isCacheFull(): boolean {
    const { usedBytes, sizeBytes } = this.#parts.pool.cache;
    return usedBytes > sizeBytes * this.#parts.limits.cacheShare;
  }

  get #isTrieFull(): boolean {
    // What is nowhere else cannot be dropped.
    if (this.#parts.store.nodeSource === undefined) return false;
    return this.#parts.trie.usedBytes > this.#parts.limits.trieBytes;
  }

  /** Makes room, and what the next block reads right. Nothing may be under way. */
  async tidy(): Promise<void> {
    if (!this.isReady() || this.#isCacheFull) await this.dropCache();
    if (!this.#isTrieFull) return;
    await this.flush();
    const { trie, tree } = this.#parts;
    trie.reset(tree.get(this.#rootPosition).header.stateRoot);
  }

  /** Writes everything up to the root position into the flat state. */
  async flush(): Promise<void> {
    await this.#flushing;
    if (this.#parts.store.marker().hash !== this.#rootPosition) await this.#startFlush();
  }

  #startFlush(): Promise<unknown> {
    this.#flushing = this.#writeOut().finally(() => {
      this.#flushing = undefined;
    });
    return this.#flushing;
  }

  async #writeOut(): Promise<void> {
    const { store, trie, tree } = this.#parts;
    const hash = this.#rootPosition;
    const marker = { hash, number: tree.get(hash).header.number };
    const steps = this.#pathFrom(store.marker().hash, hash);
    const nodes = Buffer.concat([this.#unwritten, trie.takeDirtyNodes().bytes]);
    this.#sinceFlush = 0;
    // The trie takes what it has given for written: a flush that fails must not lose it.
    this.#unwritten = nodes;
    await store.flush({ marker, steps, nodes });
    this.#unwritten = NO_NODES;
  }

  async #take({ hash, direction }: DiffStep): Promise<void> {
    const { diffs, trie, pool, tree } = this.#parts;
    const { header } = tree.get(hash);
    const target = direction === 'forward' ? hash : header.parentHash;
    const diff = diffs.diffOf(hash);
    const root = await trie.apply(diff, direction);
    const expected = tree.get(target).header.stateRoot;
    if (root !== expected) throw new InvariantError(`state root ${root} at block ${target}, not ${expected}`);
    if (pool.cache.holds(this.reader)) pool.cache.applyDiff(this.reader, diff, direction, target);
    this.#rootPosition = target;
    this.reader.revision = target;
    this.#sinceFlush++;
  }

  #pathFrom(from: Hash, to: Hash): DiffStep[] {
    return pathBetween(from, to, (of) => {
      const { header } = this.#parts.tree.get(of);
      return { number: header.number, parentHash: header.parentHash };
    });
  }
}
