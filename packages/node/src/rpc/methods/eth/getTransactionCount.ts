import { toQuantity } from '../../format/hex.ts';
import { method } from '../../method.ts';
import { block } from '../../params/block.ts';
import { address } from '../../params/hex.ts';
import { optional } from '../../params/param.ts';
import { blockOrThrow } from '../../resolveBlock.ts';

/** For `pending`, what waits in the pool counts. */
export const getTransactionCount = method(
  'eth_getTransactionCount',
  [address, optional(block, 'latest')],
  async ({ chain, pool }, [who, id]) => {
    if (id === 'pending' && pool !== undefined) return toQuantity(await pool.nonceOf(who));
    const account = await chain.stateAt(blockOrThrow(chain, id)).account(who);
    return toQuantity(account?.nonce ?? 0n);
  },
);
