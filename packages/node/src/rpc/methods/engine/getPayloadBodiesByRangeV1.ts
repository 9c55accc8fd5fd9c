import { bodiesByRange } from '../../consensus/bodiesByRange.ts';
import { formatBody } from '../../consensus/formatPayload.ts';
import { method } from '../../method.ts';
import { uint64 } from '../../params/hex.ts';

export const getPayloadBodiesByRangeV1 = method(
  'engine_getPayloadBodiesByRangeV1',
  [uint64, uint64],
  ({ chain }, [start, count]) =>
    bodiesByRange(chain, start, count, (wanted) => {
      const block = chain.block(wanted);
      return block === undefined ? null : formatBody(block);
    }),
);
