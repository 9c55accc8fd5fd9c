import type { Block, StateReader } from '@heddle/engine';

/** A block and the state before it, ready to execute. */
export interface LoadedBlock {
  /** The file it came from, or a word for where else: it starts every message about the block. */
  source: string;
  block: Block;
  state: StateReader;
  /** True when the header does not say what execution ends in: `seal` fills that in. */
  isOpen?: boolean;
}
