import { checkEra, eraAt } from '../../consensus/era.ts';
import { newPayload } from '../../consensus/newPayload.ts';
import { executionRequests, payloadV4 } from '../../consensus/readPayload.ts';
import { part } from '../../context.ts';
import { method } from '../../method.ts';
import { hash } from '../../params/hex.ts';
import { listOf } from '../../params/param.ts';

export const newPayloadV5 = method(
  'engine_newPayloadV5',
  [payloadV4, listOf(hash), hash, executionRequests],
  (context, [payload, versionedHashes, parentBeaconBlockRoot, requests]) => {
    checkEra(eraAt(context.chain, payload.blockNumber, payload.timestamp), ['amsterdam'], 'the payload');
    const beside = { versionedHashes, parentBeaconBlockRoot, requests };
    return newPayload(part(context, 'consensus'), { payload, ...beside });
  },
);
