/** From bytes to a block at its place in the chain. */

import type { ChainSpec } from '@heddle/engine';
import { type Block, decodeBlock, encodeBlock, type Hash, headerHash, placeOf } from '@heddle/engine';
import type { BlockTree, KnownBlock } from '../blocks/blockTree.ts';

/** A block that came in, with its bytes and its name. */
export interface Arrival {
  hash: Hash;
  rlp: Uint8Array;
  block: Block;
}

/**
 * Reads a block that came in.
 *
 * @throws RlpError for bytes that are no block
 */
export function receiveBlock(input: Uint8Array | Block, spec: ChainSpec): Arrival {
  const block = input instanceof Uint8Array ? decodeBlock(input, { spec }) : input;
  const rlp = input instanceof Uint8Array ? input : encodeBlock(block);
  return { hash: headerHash(block.header), rlp, block };
}

/** Fills in what follows from the block's place: hardfork, hashes of ancestors, the DAO's move. */
export function placeBlock(block: Block, parent: KnownBlock, tree: BlockTree, spec: ChainSpec): Block {
  const context = {
    spec,
    chainId: block.chainId,
    parentTotalDifficulty: parent.totalDifficulty,
    blockHashes: tree.hashesBelow(parent.hash),
  };
  return Object.assign(block, placeOf(block.header, context));
}
