import { failureOf } from '../../format/failure.ts';
import { method } from '../../method.ts';
import { block } from '../../params/block.ts';
import { callObject } from '../../params/callObject.ts';
import { blockOverrides, stateOverrides } from '../../params/overrides.ts';
import { optional } from '../../params/param.ts';
import { blockOrThrow } from '../../resolveBlock.ts';

export const call = method(
  'eth_call',
  [
    callObject,
    optional(block, 'latest'),
    optional(stateOverrides, undefined),
    optional(blockOverrides, undefined),
  ],
  async ({ chain, calls }, [request, id, accounts, changes], { signal }) => {
    const overrides = { stateOverrides: accounts, blockOverrides: changes };
    const result = await calls.call(blockOrThrow(chain, id), request, { ...overrides, signal });
    if (result.status === 'success') return result.output;
    throw failureOf(result);
  },
);
