import { suggestTip } from '../../fees/suggestTip.ts';
import { toQuantity } from '../../format/hex.ts';
import { method } from '../../method.ts';

/** The tip that is suggested on top of the head's base fee. */
export const gasPrice = method('eth_gasPrice', [], ({ chain }) =>
  toQuantity(suggestTip(chain) + (chain.head.header.baseFeePerGas ?? 0n)),
);
