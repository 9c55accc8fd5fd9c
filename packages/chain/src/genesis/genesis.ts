/** What a chain begins with. */
import {
  type Alloc,
  type ChainSpec,
  diffOfAlloc,
  type Hash,
  type Header,
  type StateDiff,
} from '@heddle/engine';

/** The first block of a chain, its rules, and the state after that block. */
export interface Genesis {
  spec: ChainSpec;
  /** The state root is computed; one that is given must be that. */
  header: Omit<Header, 'stateRoot'> & { stateRoot?: Hash | undefined };
  /** The accounts, or the diff from nothing to them, which for many accounts is much smaller. */
  alloc: Alloc | StateDiff;
  /** The configuration as text, kept so that the chain opens without it the next time. */
  config?: string;
}

/** The first state as a diff from nothing. @throws FieldMalformedError naming the field of an allocation */
export function firstDiff({ alloc }: Pick<Genesis, 'alloc'>): StateDiff {
  return isDiff(alloc) ? alloc : diffOfAlloc(alloc);
}

/** Accounts are named by addresses, so no allocation has bytes under this name. */
function isDiff(alloc: Alloc | StateDiff): alloc is StateDiff {
  return alloc.accounts instanceof Uint8Array;
}
