import { builtPayload, formatWithRequests } from '../../consensus/getPayload.ts';
import { part } from '../../context.ts';
import { method } from '../../method.ts';
import { fixedData } from '../../params/hex.ts';

/** As version 4; the proofs are those of cells (EIP-7594). */
export const getPayloadV5 = method(
  'engine_getPayloadV5',
  [fixedData(8, 'payload id')],
  async (context, [id]) => {
    const built = await builtPayload(part(context, 'consensus'), context.chain, id, ['osaka']);
    return formatWithRequests(built);
  },
);
