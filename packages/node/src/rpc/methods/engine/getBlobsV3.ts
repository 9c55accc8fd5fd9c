import { blobsOf, formatCellBlob } from '../../consensus/blobs.ts';
import { part } from '../../context.ts';
import { method } from '../../method.ts';
import { hash } from '../../params/hex.ts';
import { listOf } from '../../params/param.ts';

/** Those that are there; null in the places of the others. */
export const getBlobsV3 = method('engine_getBlobsV3', [listOf(hash)], (context, [hashes]) =>
  blobsOf(part(context, 'pool'), hashes).map(formatCellBlob),
);
