import type { Hash, Hex, Transaction } from '@heddle/engine';
import type { AddResult } from '../../pool/transactionPool.ts';
import { part, type RpcContext } from '../context.ts';
import { bytesOf } from '../format/hex.ts';

/** Gives a signed transaction to the pool. @throws PoolError for what it refuses */
export async function sendRaw(context: RpcContext, raw: Hex): Promise<Hash> {
  return hashOf(await part(context, 'pool').add([bytesOf(raw)], { source: 'local' }));
}

/** Gives the pool a transaction whose sender did not sign. @throws PoolError for what it refuses */
export async function sendUnsigned(context: RpcContext, transaction: Transaction): Promise<Hash> {
  return hashOf(await part(context, 'pool').addDecoded([transaction], { source: 'local' }));
}

function hashOf([added]: readonly AddResult[]): Hash {
  if (added === undefined || 'error' in added) throw added?.error;
  return added.hash;
}
