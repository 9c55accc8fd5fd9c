import { blobFeeOf } from '../../fees/feeHistory.ts';
import { toQuantity } from '../../format/hex.ts';
import { method } from '../../method.ts';

/** Of the head, as geth has it. */
export const blobBaseFee = method('eth_blobBaseFee', [], ({ chain }) =>
  toQuantity(blobFeeOf(chain, chain.head.header)),
);
