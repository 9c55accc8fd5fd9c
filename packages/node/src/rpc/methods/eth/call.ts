import { failureOf } from '../../format/revert.ts';
import { method } from '../../method.ts';
import { block } from '../../params/block.ts';
import { callObject } from '../../params/callObject.ts';
import { blockOverrides, stateOverrides } from '../../params/overrides.ts';
import { optional } from '../../params/param.ts';
import { placeOfCall } from '../placeOfCall.ts';

export const call = method(
  'eth_call',
  [
    callObject,
    optional(block, 'latest'),
    optional(stateOverrides, undefined),
    optional(blockOverrides, undefined),
  ],
  async ({ chain, calls }, [request, id, accounts, changes], { signal }) => {
    const outcome = await calls.call(request, placeOfCall(chain, id, accounts, changes), { signal });
    if (outcome.status === 'success') return outcome.output;
    throw failureOf(outcome);
  },
);
