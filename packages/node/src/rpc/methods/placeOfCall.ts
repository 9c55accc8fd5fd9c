import type { BlockOverrides, CallPlace, StateOverrides } from '../callApi.ts';
import type { ChainReader } from '../chainReader.ts';
import type { BlockId } from '../params/block.ts';
import { blockOrThrow } from '../resolveBlock.ts';

/** Where a call with these parameters runs. @throws RpcError when the block is not there */
export function placeOfCall(
  chain: ChainReader,
  id: BlockId,
  stateOverrides: StateOverrides | undefined,
  blockOverrides: BlockOverrides | undefined,
): CallPlace {
  return {
    block: blockOrThrow(chain, id),
    ...(stateOverrides && { stateOverrides }),
    ...(blockOverrides && { blockOverrides }),
  };
}
