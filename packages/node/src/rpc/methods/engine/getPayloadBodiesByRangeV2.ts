import { bodiesByRange } from '../../consensus/bodiesByRange.ts';
import { formatListedBody } from '../../consensus/formatPayload.ts';
import { method } from '../../method.ts';
import { uint64 } from '../../params/hex.ts';

export const getPayloadBodiesByRangeV2 = method(
  'engine_getPayloadBodiesByRangeV2',
  [uint64, uint64],
  ({ chain }, [start, count]) =>
    bodiesByRange(chain, start, count, (wanted) => {
      const block = chain.block(wanted);
      return block === undefined ? null : formatListedBody(block, chain.accessList(wanted));
    }),
);
