import { nextBaseFee } from '../../fees/feeHistory.ts';
import { toQuantity } from '../../format/hex.ts';
import { method } from '../../method.ts';

/** Of the next block. */
export const baseFee = method('eth_baseFee', [], ({ chain }) =>
  toQuantity(nextBaseFee(chain, chain.head.header)),
);
