/** What a chain begins with. */
import type { Alloc, ChainSpec, Hash, Header } from '@heddle/engine';

/** The first block of a chain, its rules, and the state after that block. */
export interface Genesis {
  spec: ChainSpec;
  /** The state root is computed; one that is given must be that. */
  header: Omit<Header, 'stateRoot'> & { stateRoot?: Hash | undefined };
  alloc: Alloc;
  /** The configuration as text, kept so that the chain opens without it the next time. */
  config?: string;
}
