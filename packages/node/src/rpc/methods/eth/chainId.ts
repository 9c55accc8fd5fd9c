import { toQuantity } from '../../format/hex.ts';
import { method } from '../../method.ts';

export const chainId = method('eth_chainId', [], ({ chain }) => toQuantity(chain.spec.chainId));
