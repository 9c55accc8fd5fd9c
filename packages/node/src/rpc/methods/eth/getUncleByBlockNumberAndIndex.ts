import { formatOmmer } from '../../format/block.ts';
import { method } from '../../method.ts';
import { blockNumber } from '../../params/block.ts';
import { uint64 } from '../../params/hex.ts';
import { refOf } from '../../resolveBlock.ts';

export const getUncleByBlockNumberAndIndex = method(
  'eth_getUncleByBlockNumberAndIndex',
  [blockNumber, uint64],
  ({ chain }, [number, index]) => formatOmmer(chain.block(refOf(number))?.ommers[Number(index)]),
);
