import { encodeTransaction, type Hex, signingHash, type Transaction } from '@heddle/engine';
import { part, type RpcContext } from '../context.ts';
import { toData } from '../format/hex.ts';
import type { CallObject } from '../params/callObject.ts';
import { fillTransaction } from './fillTransaction.ts';
import { signBy } from './signBy.ts';

/** Fills in what a call object leaves open and signs it with a key of the node. @throws RpcError as those two do */
export async function signTransaction(
  context: RpcContext,
  request: CallObject,
  signal: AbortSignal,
): Promise<{ raw: Hex; transaction: Transaction }> {
  const accounts = part(context, 'accounts');
  const unsigned = {
    ...(await fillTransaction(context, request, signal)),
    r: 0n,
    s: 0n,
    yParity: 0 as const,
  };
  const transaction = { ...unsigned, ...signBy(accounts, unsigned.from, signingHash(unsigned)) };
  return { raw: toData(encodeTransaction(transaction)), transaction };
}
