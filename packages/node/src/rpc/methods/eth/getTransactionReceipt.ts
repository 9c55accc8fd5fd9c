import { method } from '../../method.ts';
import { hash } from '../../params/hex.ts';
import { receiptOf } from '../receiptOf.ts';

export const getTransactionReceipt = method('eth_getTransactionReceipt', [hash], ({ chain }, [wanted]) =>
  receiptOf(chain, wanted),
);
