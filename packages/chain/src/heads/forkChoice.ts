/** Which block is the head, and which blocks become canonical with it. */
import { type ChainSpec, type Hash, rulesOf } from '@heddle/engine';
import type { BlockTree, KnownBlock } from '../blocks/blockTree.ts';
import type { CanonicalChange } from '../store/chainStore.ts';

/**
 * True when a block that was just imported becomes the head by itself. Before the merge the chain with the most work wins,
 * and of equal ones the one that was there first; after it whoever imports says what the head is, and
 * where nobody does it is the last block (EIP-3675).
 */
export function isBetterHead(
  block: KnownBlock,
  head: KnownBlock,
  parent: KnownBlock,
  spec: ChainSpec,
): boolean {
  const { number, timestamp } = block.header;
  const hardfork = spec.hardforkAt({ number, timestamp, parentTotalDifficulty: parent.totalDifficulty });
  return rulesOf(hardfork).proofOfStake || block.totalDifficulty > head.totalDifficulty;
}

/** How the canonical chain changes with a new head. */
export interface HeadChange {
  /** Number by number: the block that is canonical now, or undefined above a lower head. */
  canonical: CanonicalChange[];
  /** Blocks that are canonical now, ascending. */
  added: Hash[];
  /** Blocks that are not any more, ascending. */
  removed: Hash[];
}

/**
 * What a new head changes.
 *
 * @param canonicalHash the canonical block of a number, as it is before the change
 */
export function changeHead(
  from: KnownBlock,
  to: KnownBlock,
  tree: BlockTree,
  canonicalHash: (number: bigint) => Hash | undefined,
): HeadChange {
  const added: KnownBlock[] = [];
  for (
    let block = to;
    canonicalHash(block.header.number) !== block.hash;
    block = tree.get(block.header.parentHash)
  )
    added.push(block);
  const fork = to.header.number - BigInt(added.length);
  const canonical: CanonicalChange[] = added
    .reverse()
    .map(({ hash, header }) => ({ number: header.number, hash }));
  const removed: Hash[] = [];
  for (let number = fork + 1n; number <= from.header.number; number++) {
    removed.push(canonicalHash(number) as Hash);
    if (number > to.header.number) canonical.push({ number, hash: undefined });
  }
  return { canonical, added: added.map(({ hash }) => hash), removed };
}
