import { blobsOf, formatBlob } from '../../consensus/blobs.ts';
import { checkEra, eraAt } from '../../consensus/era.ts';
import { part } from '../../context.ts';
import { method } from '../../method.ts';
import { hash } from '../../params/hex.ts';
import { listOf } from '../../params/param.ts';

export const getBlobsV1 = method('engine_getBlobsV1', [listOf(hash)], (context, [hashes]) => {
  const { number, timestamp } = context.chain.head.header;
  checkEra(eraAt(context.chain, number, timestamp), ['paris', 'shanghai', 'cancun', 'prague'], 'the head');
  return blobsOf(part(context, 'pool'), hashes).map(formatBlob);
});
