import { formatHeader } from '../../format/header.ts';
import { method } from '../../method.ts';
import { blockNumber } from '../../params/block.ts';
import { refOf } from '../../resolveBlock.ts';

export const getHeaderByNumber = method('eth_getHeaderByNumber', [blockNumber], ({ chain }, [number]) => {
  const hash = chain.resolve(refOf(number));
  const header = hash && chain.header(hash);
  return header && formatHeader(hash, header);
});
