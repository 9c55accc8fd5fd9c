import { toQuantity } from '../../format/hex.ts';
import { method } from '../../method.ts';
import { block } from '../../params/block.ts';
import { callObject } from '../../params/callObject.ts';
import { stateOverrides } from '../../params/overrides.ts';
import { optional } from '../../params/param.ts';
import { blockOrThrow } from '../../resolveBlock.ts';

/** A call that fails has a list, too: the failure then stands beside it, as geth has it. */
export const createAccessList = method(
  'eth_createAccessList',
  [callObject, optional(block, 'latest'), optional(stateOverrides, undefined)],
  async ({ chain, calls }, [request, id, accounts], { signal }) => {
    const changes = { stateOverrides: accounts, signal };
    const { accessList, gasUsed, error } = await calls.createAccessList(
      blockOrThrow(chain, id),
      request,
      changes,
    );
    return { accessList, ...(error !== undefined && { error }), gasUsed: toQuantity(gasUsed) };
  },
);
