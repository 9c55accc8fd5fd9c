import { encodeHeader } from '@heddle/engine';
import { toData } from '../../format/hex.ts';
import { method } from '../../method.ts';
import { block } from '../../params/block.ts';
import { blockOrThrow } from '../../resolveBlock.ts';

export const getRawHeader = method('debug_getRawHeader', [block], ({ chain }, [id]) => {
  const header = chain.header(blockOrThrow(chain, id));
  return header && toData(encodeHeader(header));
});
