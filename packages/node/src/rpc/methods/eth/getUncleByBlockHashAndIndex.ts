import { formatOmmer } from '../../format/block.ts';
import { method } from '../../method.ts';
import { hash, uint64 } from '../../params/hex.ts';

export const getUncleByBlockHashAndIndex = method(
  'eth_getUncleByBlockHashAndIndex',
  [hash, uint64],
  ({ chain }, [wanted, index]) => formatOmmer(chain.block(wanted)?.ommers[Number(index)]),
);
