/** Opens a chain: on disk, or in memory with the same interface. */
import { createPool, executeBlock, type Hash, type Mechanism, type Pool } from '@heddle/engine';
import { BlockTree } from './blocks/blockTree.ts';
import { Chain } from './chain.ts';
import type { BlockExecutor, ChainParts, ImportSettings } from './chainParts.ts';
import type { Genesis } from './genesis/genesis.ts';
import { useGenesis } from './genesis/useGenesis.ts';
import { writeGenesis } from './genesis/writeGenesis.ts';
import { Heads } from './heads/heads.ts';
import { DiffShelf } from './state/diffShelf.ts';
import { type FlushLimits, LiveState } from './state/liveState.ts';
import { StateView } from './state/stateView.ts';
import type { ChainStore } from './store/chainStore.ts';
import { openDiskStore } from './store/disk/openDiskStore.ts';
import { createMemoryStore } from './store/memory/memoryStore.ts';
import type { StoreOptions } from './store/settings.ts';
import { EMPTY_TRIE_ROOT } from './trie/emptyHashes.ts';
import { StateTrie } from './trie/stateTrie.ts';

/** How a chain is opened. */
export interface ChainOptions extends StoreOptions {
  /** What the chain begins with. Needed in memory and for an empty folder; a folder that has a chain must have this one. */
  genesis?: Genesis;
  /** Default `optimistic`. */
  mechanism?: Mechanism;
  /** Worker threads when no pool is given, 1 to 32; default one per core. */
  workers?: number;
  /** A pool of one's own, which stays open when the chain is closed. */
  pool?: Pool;
  /** Computes the root of a block while the next one is executed; default true. */
  pipeline?: boolean;
  /** Threads that compute state roots, beside the calling one; default as many as workers, 0 for none. */
  rootThreads?: number;
  /** When what has changed is written into the flat state. */
  flush?: Partial<FlushLimits>;
  /** Waits until the disk has a block before it counts as imported; default true. */
  sync?: boolean;
  /** Seconds by which a block's timestamp may be ahead of the clock; by default the clock is not asked. */
  mostSecondsAhead?: number;
  /** @internal Executes blocks in another way. */
  execute?: BlockExecutor;
}

/**
 * 128 blocks: a flush writes each changed location once, and the hot ones of a chain change in nearly every block. The trie's
 * nodes may take 512 MiB and the cache three quarters of its region before both are read anew from the flat state.
 */
const defaultLimits: FlushLimits = { blocks: 128, trieBytes: 512 * 2 ** 20, cacheShare: 0.75 };

/**
 * Opens the chain in a folder, or a new one in memory when `dir` is undefined.
 *
 * @throws ChainMissingError for a folder without a chain when no genesis is given, GenesisMismatchError when it has another one
 * @throws StoreError and its kinds for a folder that cannot be opened
 */
export async function openChain(dir: string | undefined, options: ChainOptions = {}): Promise<Chain> {
  const store =
    dir === undefined
      ? createMemoryStore(options)
      : await openDiskStore(dir, { ...options, create: options.genesis !== undefined });
  const opened: (() => Promise<void>)[] = [() => store.close()];
  try {
    const parts = await assemble(store, options, opened);
    return new Chain(parts, () => release(opened));
  } catch (error) {
    await release(opened);
    throw error;
  }
}

function settingsOf(
  { mechanism, pipeline, mostSecondsAhead, execute }: ChainOptions,
  pool: Pool,
): ImportSettings {
  return {
    execute:
      execute ??
      ((block, state, more) =>
        executeBlock(block, state, { pool, mechanism: mechanism ?? 'optimistic', ...more })),
    pipeline: pipeline ?? true,
    mostSecondsAhead,
  };
}

/** Closes in the reverse order of opening. */
async function release(opened: (() => Promise<void>)[]): Promise<void> {
  for (const close of opened.splice(0).reverse()) await close();
}

async function assemble(
  store: ChainStore,
  options: ChainOptions,
  opened: (() => Promise<void>)[],
): Promise<ChainParts> {
  const { genesis } = options;
  const spec = useGenesis(store, genesis);
  const pool =
    options.pool ?? (await createPool(options.workers === undefined ? {} : { workers: options.workers }));
  if (options.pool === undefined) opened.push(() => pool.close());
  const tree = new BlockTree(store, spec);
  const diffs = new DiffShelf(store);
  const trie = await StateTrie.create({
    root: store.facts === undefined ? EMPTY_TRIE_ROOT : tree.get(store.marker().hash).header.stateRoot,
    threads: options.rootThreads ?? pool.workers,
    ...(store.nodeSource && { source: store.nodeSource }),
  });
  opened.push(() => trie.close());
  if (store.facts === undefined) await writeGenesis(store, genesis as Genesis, trie);
  const limits = { ...defaultLimits, ...options.flush };
  const live = new LiveState({ store, tree, diffs, trie, pool, limits });
  opened.push(() => pool.cache.release(live.reader));
  const heads = new Heads(store, tree, spec);
  const viewOf = (hash: Hash) => new StateView(hash, store, tree, diffs);
  return { spec, settings: settingsOf(options, pool), store, pool, trie, tree, diffs, live, heads, viewOf };
}
