/** What the parts of a chain share. */
import type { ChainSpec, Hash, Mechanism, Pool } from '@heddle/engine';
import type { BlockTree } from './blockTree.ts';
import type { Heads } from './heads.ts';
import type { DiffShelf } from './state/diffShelf.ts';
import type { LiveState } from './state/liveState.ts';
import type { StateView } from './state/stateView.ts';
import type { ChainStore } from './store/chainStore.ts';
import type { StateTrie } from './trie/stateTrie.ts';

/** How blocks are imported. */
export interface ImportSettings {
  mechanism: Mechanism;
  /** Whether blocks too small to be shared out run on one worker; as `executeBlock` decides when undefined. */
  fallBack: boolean | undefined;
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
