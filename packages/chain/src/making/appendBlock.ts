/** A block that was made here becomes part of the chain, as it is. */
import type { Block, BlockResult, Hash, StateDiff } from '@heddle/engine';
import type { ChainParts } from '../chainParts.ts';
import { commitBlock } from '../import/commitBlock.ts';
import { placeBlock, receiveBlock } from '../import/placeBlock.ts';

/** What is stored of a block beside itself. */
export interface MadeBlock {
  block: Block;
  result: Pick<BlockResult, 'receipts' | 'blockAccessList'>;
  /** As `tryBlock` gave it. */
  diff: StateDiff;
}

/**
 * Commits a block without validating it again: development may have made it against the rules. The state root is compared.
 * Nothing may be executed or under way meanwhile.
 *
 * @throws InvariantError when the diff leads to another state root than the header says
 */
export async function appendBlock(parts: ChainParts, made: MadeBlock): Promise<Hash> {
  const { tree, diffs, live, heads, spec } = parts;
  const arrival = receiveBlock(made.block, spec);
  const { hash, block } = arrival;
  const { header, ommers } = block;
  if (tree.find(hash) !== undefined) {
    await heads.set(tree.get(hash)); // made again after going back: the same header, so the same block
    return hash;
  }
  const parent = tree.get(header.parentHash);
  placeBlock(block, parent, tree, spec);
  const known = { hash, header, totalDifficulty: parent.totalDifficulty + header.difficulty, ommers };
  await live.moveTo(parent.hash);
  tree.addPending(known);
  diffs.addPending(hash, made.diff);
  try {
    await live.moveTo(hash);
    const { result, diff } = made;
    await commitBlock(parts, { ...arrival, known, receipts: result.receipts, result, diff }, true);
    live.flushWhenDue();
  } catch (error) {
    if (live.rootPosition === hash) await live.moveTo(parent.hash);
    throw error;
  } finally {
    tree.settle(hash);
    diffs.settle(hash);
  }
  return hash;
}
