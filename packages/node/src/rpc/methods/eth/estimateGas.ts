import { toQuantity } from '../../format/hex.ts';
import { failureOf } from '../../format/revert.ts';
import { method } from '../../method.ts';
import { block } from '../../params/block.ts';
import { callObject } from '../../params/callObject.ts';
import { blockOverrides, stateOverrides } from '../../params/overrides.ts';
import { optional } from '../../params/param.ts';
import { placeOfCall } from '../placeOfCall.ts';

export const estimateGas = method(
  'eth_estimateGas',
  [
    callObject,
    optional(block, 'latest'),
    optional(stateOverrides, undefined),
    optional(blockOverrides, undefined),
  ],
  async ({ chain, calls }, [request, id, accounts, changes], { signal }) => {
    const place = placeOfCall(chain, id, accounts, changes);
    const estimate = await calls.estimateGas(request, place, { signal });
    if ('gas' in estimate) return toQuantity(estimate.gas);
    throw failureOf(estimate.failure);
  },
);
