import { checkEra, eraAt } from '../../consensus/era.ts';
import { newPayload } from '../../consensus/newPayload.ts';
import { executionRequests, payloadV3 } from '../../consensus/readPayload.ts';
import { part } from '../../context.ts';
import { method } from '../../method.ts';
import { hash } from '../../params/hex.ts';
import { listOf } from '../../params/param.ts';

export const newPayloadV4 = method(
  'engine_newPayloadV4',
  [payloadV3, listOf(hash), hash, executionRequests],
  (context, [payload, versionedHashes, parentBeaconBlockRoot, requests]) => {
    checkEra(
      eraAt(context.chain, payload.blockNumber, payload.timestamp),
      ['prague', 'osaka'],
      'the payload',
    );
    const beside = { versionedHashes, parentBeaconBlockRoot, requests };
    return newPayload(part(context, 'consensus'), { payload, ...beside });
  },
);
