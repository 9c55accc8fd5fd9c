import { encodeTransaction } from '@heddle/engine';
import { toData } from '../../format/hex.ts';
import { formatTransaction } from '../../format/transaction.ts';
import { method } from '../../method.ts';
import { callObject } from '../../params/callObject.ts';
import { fillTransaction as filled } from '../../signing/fillTransaction.ts';

/** What eth_sendTransaction would sign. */
export const fillTransaction = method(
  'eth_fillTransaction',
  [callObject],
  async (context, [request], { signal }) => {
    const transaction = { ...(await filled(context, request, signal)), r: 0n, s: 0n, yParity: 0 as const };
    return { raw: toData(encodeTransaction(transaction)), tx: formatTransaction(transaction) };
  },
);
