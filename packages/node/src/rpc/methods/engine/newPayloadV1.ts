import { checkEra, eraAt } from '../../consensus/era.ts';
import { newPayload } from '../../consensus/newPayload.ts';
import { payloadV1 } from '../../consensus/readPayload.ts';
import { part } from '../../context.ts';
import { method } from '../../method.ts';

export const newPayloadV1 = method('engine_newPayloadV1', [payloadV1], (context, [payload]) => {
  checkEra(eraAt(context.chain, payload.blockNumber, payload.timestamp), ['paris'], 'the payload');
  return newPayload(part(context, 'consensus'), { payload });
});
