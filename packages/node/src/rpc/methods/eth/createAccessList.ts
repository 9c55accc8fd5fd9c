import { toQuantity } from '../../format/hex.ts';
import { failureOf } from '../../format/revert.ts';
import { formatAccessList } from '../../format/transaction.ts';
import { method } from '../../method.ts';
import { block } from '../../params/block.ts';
import { callObject } from '../../params/callObject.ts';
import { stateOverrides } from '../../params/overrides.ts';
import { optional } from '../../params/param.ts';
import { placeOfCall } from '../placeOfCall.ts';

/** A call that fails has a list, too: the failure then stands beside it, as geth has it. */
export const createAccessList = method(
  'eth_createAccessList',
  [callObject, optional(block, 'latest'), optional(stateOverrides, undefined)],
  async ({ chain, calls }, [request, id, accounts], { signal }) => {
    const place = placeOfCall(chain, id, accounts, undefined);
    const { accessList, outcome } = await calls.createAccessList(request, place, { signal });
    return {
      accessList: formatAccessList(accessList),
      gasUsed: toQuantity(outcome.gasUsed),
      ...(outcome.status !== 'success' && { error: failureOf(outcome).message }),
    };
  },
);
