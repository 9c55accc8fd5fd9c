import type { RpcContext } from '../../context.ts';
import { toQuantity } from '../../format/hex.ts';
import { method } from '../../method.ts';

/** False when the node is not behind. */
export function syncStatusOf({ sync }: RpcContext) {
  const progress = sync?.progress();
  if (progress === undefined) return false;
  return {
    startingBlock: toQuantity(progress.startingBlock),
    currentBlock: toQuantity(progress.currentBlock),
    highestBlock: toQuantity(progress.highestBlock),
  };
}

export const syncing = method('eth_syncing', [], syncStatusOf);
