import { checkEra, eraAt } from '../../consensus/era.ts';
import { newPayload } from '../../consensus/newPayload.ts';
import { payloadV1OrV2 } from '../../consensus/readPayload.ts';
import { part } from '../../context.ts';
import { invalidParams } from '../../errors.ts';
import { method } from '../../method.ts';

export const newPayloadV2 = method('engine_newPayloadV2', [payloadV1OrV2], (context, [payload]) => {
  const era = eraAt(context.chain, payload.blockNumber, payload.timestamp);
  checkEra(era, ['paris', 'shanghai'], 'the payload');
  if ((payload.withdrawals !== undefined) !== (era === 'shanghai')) {
    throw invalidParams(`invalid argument 0: field "withdrawals": not as in ${era}`);
  }
  return newPayload(part(context, 'consensus'), { payload });
});
