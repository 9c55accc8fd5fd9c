import type { Transaction } from '@heddle/engine';
import { part, type RpcContext } from '../../context.ts';
import { method } from '../../method.ts';
import { type CallObject, callObject } from '../../params/callObject.ts';
import { fillTransaction } from '../../signing/fillTransaction.ts';
import { signTransaction } from '../../signing/signTransaction.ts';
import { sendRaw, sendUnsigned } from '../sendRaw.ts';

/** The transaction of an account whose key nobody has, where the node lets it pass. */
async function impersonate(
  context: RpcContext,
  request: CallObject,
  signal: AbortSignal,
): Promise<Transaction | undefined> {
  const impersonation = context.accounts?.impersonation;
  if (impersonation === undefined || request.from === undefined) return undefined;
  if (!impersonation.covers(request.from)) return undefined;
  const { from, ...unsigned } = await fillTransaction(context, request, signal);
  return impersonation.transactionOf(unsigned, from);
}

export const sendTransaction = method(
  'eth_sendTransaction',
  [callObject],
  async (context, [request], { signal }) => {
    part(context, 'pool');
    const impersonated = await impersonate(context, request, signal);
    if (impersonated !== undefined) return sendUnsigned(context, impersonated);
    const { raw } = await signTransaction(context, request, signal);
    return sendRaw(context, raw);
  },
);
