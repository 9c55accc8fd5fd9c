/** The messages between a trie and its threads. */
import type { CoreMemory, CoreModule } from '@heddle/evm';
import type { NodeSource } from './nodeSource.ts';

/** What a thread gets when it is started. */
export interface ThreadSetup {
  /** 1 and up; 0 is the thread that calls. */
  index: number;
  module: CoreModule;
  memory: CoreMemory;
  source: NodeSource | undefined;
}

/** `work`: take part in the run; `refresh` first when what is written since is to be read. `close`: end. */
export type ThreadOrder = { kind: 'work'; refresh: boolean } | { kind: 'close' };

/** What a thread says once after its start and once after each run. */
export type ThreadAnswer =
  | { kind: 'ready' }
  | { kind: 'done' }
  /** `isRead` when the reader threw. */
  | { kind: 'failed'; message: string; isRead: boolean };
