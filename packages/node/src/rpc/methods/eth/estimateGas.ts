import { toQuantity } from '../../format/hex.ts';
import { method } from '../../method.ts';
import { block } from '../../params/block.ts';
import { callObject } from '../../params/callObject.ts';
import { blockOverrides, stateOverrides } from '../../params/overrides.ts';
import { optional } from '../../params/param.ts';
import { blockOrThrow } from '../../resolveBlock.ts';

export const estimateGas = method(
  'eth_estimateGas',
  [
    callObject,
    optional(block, 'latest'),
    optional(stateOverrides, undefined),
    optional(blockOverrides, undefined),
  ],
  async ({ chain, calls }, [request, id, accounts, changes], { signal }) => {
    const overrides = { stateOverrides: accounts, blockOverrides: changes };
    return toQuantity(await calls.estimateGas(blockOrThrow(chain, id), request, { ...overrides, signal }));
  },
);
