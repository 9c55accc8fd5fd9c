/** What the parts of a chain share. */
import type { Block, BlockAccessList, BlockResult, ChainSpec, Hash, Pool, StateReader } from '@heddle/engine';
import type { BlockTree } from './blocks/blockTree.ts';
import type { Heads } from './heads/heads.ts';
import type { DiffShelf } from './state/diffShelf.ts';
import type { LiveState } from './state/liveState.ts';
import type { StateView } from './state/stateView.ts';
import type { ChainStore } from './store/chainStore.ts';
import type { StateTrie } from './trie/stateTrie.ts';

/** Executes a block on the chain's pool. */
export type BlockExecutor = (
  block: Block,
  state: StateReader,
  options?: { blockAccessList?: BlockAccessList },
) => Promise<BlockResult>;

/** How blocks are imported. */
export interface ImportSettings {
  execute: BlockExecutor;
  /** Whether the root of a block is computed while the next one is executed. */
  pipeline: boolean;
  /** Seconds by which a block may be ahead of the clock; undefined when the clock does not matter. */
  mostSecondsAhead: number | undefined;
}

export interface ChainParts {
  spec: ChainSpec;
  settings: ImportSettings;
  store: ChainStore;
  pool: Pool;
  trie: StateTrie;
  tree: BlockTree;
  diffs: DiffShelf;
  live: LiveState;
  heads: Heads;
  /** The state after a block. */
  viewOf(hash: Hash): StateView;
}
