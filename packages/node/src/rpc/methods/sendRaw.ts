import type { Hash, Hex } from '@heddle/engine';
import { part, type RpcContext } from '../context.ts';
import { bytesOf } from '../format/hex.ts';

/** Gives a signed transaction to the pool. @throws PoolError for what it refuses */
export async function sendRaw(context: RpcContext, raw: Hex): Promise<Hash> {
  const [added] = await part(context, 'pool').add([bytesOf(raw)], { source: 'local' });
  if (added === undefined || 'error' in added) throw added?.error;
  return added.hash;
}
