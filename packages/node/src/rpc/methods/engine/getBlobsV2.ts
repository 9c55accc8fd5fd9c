import { blobsOf, formatCellBlob } from '../../consensus/blobs.ts';
import { part } from '../../context.ts';
import { method } from '../../method.ts';
import { hash } from '../../params/hex.ts';
import { listOf } from '../../params/param.ts';

/** All of them or nothing. */
export const getBlobsV2 = method('engine_getBlobsV2', [listOf(hash)], (context, [hashes]) => {
  const blobs = blobsOf(part(context, 'pool'), hashes).map(formatCellBlob);
  return blobs.includes(null) ? null : blobs;
});
