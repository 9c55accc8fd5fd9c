import { checkEra, eraAt } from '../../consensus/era.ts';
import { newPayload } from '../../consensus/newPayload.ts';
import { payloadV3 } from '../../consensus/readPayload.ts';
import { part } from '../../context.ts';
import { method } from '../../method.ts';
import { hash } from '../../params/hex.ts';
import { listOf } from '../../params/param.ts';

export const newPayloadV3 = method(
  'engine_newPayloadV3',
  [payloadV3, listOf(hash), hash],
  (context, [payload, versionedHashes, parentBeaconBlockRoot]) => {
    checkEra(eraAt(context.chain, payload.blockNumber, payload.timestamp), ['cancun'], 'the payload');
    return newPayload(part(context, 'consensus'), { payload, versionedHashes, parentBeaconBlockRoot });
  },
);
