import { builtPayload, formatWithBlobs } from '../../consensus/getPayload.ts';
import { part } from '../../context.ts';
import { method } from '../../method.ts';
import { fixedData } from '../../params/hex.ts';

export const getPayloadV3 = method(
  'engine_getPayloadV3',
  [fixedData(8, 'payload id')],
  async (context, [id]) => {
    const built = await builtPayload(part(context, 'consensus'), context.chain, id, ['cancun']);
    return formatWithBlobs(built);
  },
);
