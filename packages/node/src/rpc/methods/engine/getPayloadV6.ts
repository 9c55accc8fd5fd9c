import { builtPayload, formatWithRequests } from '../../consensus/getPayload.ts';
import { part } from '../../context.ts';
import { method } from '../../method.ts';
import { fixedData } from '../../params/hex.ts';

export const getPayloadV6 = method(
  'engine_getPayloadV6',
  [fixedData(8, 'payload id')],
  async (context, [id]) => {
    const built = await builtPayload(part(context, 'consensus'), context.chain, id, ['amsterdam']);
    return formatWithRequests(built);
  },
);
