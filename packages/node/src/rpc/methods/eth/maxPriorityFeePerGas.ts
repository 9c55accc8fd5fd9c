import { suggestTip } from '../../fees/suggestTip.ts';
import { toQuantity } from '../../format/hex.ts';
import { method } from '../../method.ts';

export const maxPriorityFeePerGas = method('eth_maxPriorityFeePerGas', [], ({ chain }) =>
  toQuantity(suggestTip(chain)),
);
