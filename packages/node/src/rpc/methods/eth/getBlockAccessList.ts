import { RpcError, rpcCodes } from '../../errors.ts';
import { formatBlockAccessList } from '../../format/accessList.ts';
import { method } from '../../method.ts';
import { block } from '../../params/block.ts';
import { findBlock } from '../../resolveBlock.ts';

/** Null for a block that is not there; an error for one without a list: EIP-7928 brings them. */
export const getBlockAccessList = method('eth_getBlockAccessList', [block], ({ chain }, [id]) => {
  const hash = findBlock(chain, id);
  if (hash === undefined) return null;
  const list = chain.accessList(hash);
  if (list !== undefined) return formatBlockAccessList(list);
  throw new RpcError(rpcCodes.historyPruned, 'the block has no access list, or it is not kept any more');
});
