import { part } from '../../context.ts';
import { method } from '../../method.ts';
import { callObject } from '../../params/callObject.ts';
import { signTransaction } from '../../signing/signTransaction.ts';
import { sendRaw } from '../sendRaw.ts';

export const sendTransaction = method(
  'eth_sendTransaction',
  [callObject],
  async (context, [request], { signal }) => {
    part(context, 'pool');
    const { raw } = await signTransaction(context, request, signal);
    return sendRaw(context, raw);
  },
);
