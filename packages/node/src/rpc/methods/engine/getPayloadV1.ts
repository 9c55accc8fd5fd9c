import { formatPayload } from '../../consensus/formatPayload.ts';
import { builtPayload } from '../../consensus/getPayload.ts';
import { part } from '../../context.ts';
import { method } from '../../method.ts';
import { fixedData } from '../../params/hex.ts';

export const getPayloadV1 = method(
  'engine_getPayloadV1',
  [fixedData(8, 'payload id')],
  async (context, [id]) => {
    const built = await builtPayload(part(context, 'consensus'), context.chain, id, ['paris']);
    return formatPayload(built.block);
  },
);
