import { type Block, encodeBlock } from '@heddle/engine';
import { toData } from '../../format/hex.ts';
import { method } from '../../method.ts';
import { block } from '../../params/block.ts';
import { blockOrThrow } from '../../resolveBlock.ts';

export const getRawBlock = method('debug_getRawBlock', [block], ({ chain }, [id]) => {
  const found = chain.block(blockOrThrow(chain, id));
  // The encoding asks for the parts of a block that travel, not for its place in the chain.
  return found && toData(encodeBlock(found as unknown as Block));
});
