import { encodeTransaction } from '@heddle/engine';
import { toData } from '../../format/hex.ts';
import { method } from '../../method.ts';
import { hash } from '../../params/hex.ts';
import { findTransaction } from '../findTransaction.ts';

export const getRawTransactionByHash = method(
  'eth_getRawTransactionByHash',
  [hash],
  ({ chain, pool }, [wanted]) => {
    const transaction = findTransaction(chain, wanted)?.transaction ?? pool?.get(wanted)?.transaction;
    return transaction && toData(encodeTransaction(transaction));
  },
);
