import { part } from '../../context.ts';
import { method } from '../../method.ts';
import { callObject } from '../../params/callObject.ts';
import { signTransaction } from '../../signing/signTransaction.ts';

export const sendTransaction = method(
  'eth_sendTransaction',
  [callObject],
  async (context, [request], { signal }) => {
    const pool = part(context, 'pool');
    const { raw } = await signTransaction(context, request, signal);
    return pool.add(raw, 'local');
  },
);
