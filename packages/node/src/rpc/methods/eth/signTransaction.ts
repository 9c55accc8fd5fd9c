import { formatTransaction } from '../../format/transaction.ts';
import { method } from '../../method.ts';
import { callObject } from '../../params/callObject.ts';
import { signTransaction as signed } from '../../signing/signTransaction.ts';

export const signTransaction = method(
  'eth_signTransaction',
  [callObject],
  async (context, [request], { signal }) => {
    const { raw, transaction } = await signed(context, request, signal);
    return { raw, tx: formatTransaction(transaction) };
  },
);
