import { toQuantity } from '../../format/hex.ts';
import { method } from '../../method.ts';

export const blockNumber = method('eth_blockNumber', [], ({ chain }) => toQuantity(chain.head.header.number));
