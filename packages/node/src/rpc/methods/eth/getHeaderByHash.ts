import { formatHeader } from '../../format/header.ts';
import { method } from '../../method.ts';
import { hash } from '../../params/hex.ts';

export const getHeaderByHash = method('eth_getHeaderByHash', [hash], ({ chain }, [wanted]) => {
  const header = chain.header(wanted);
  return header && formatHeader(wanted, header);
});
