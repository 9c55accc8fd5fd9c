/** engine_getBlobs in all its versions. */
import type { Hash } from '@heddle/engine';
import type { PooledBlob } from '../../pool/transactionPool.ts';
import type { OfferedPool } from '../context.ts';
import { RpcError, rpcCodes } from '../errors.ts';
import { toData } from '../format/hex.ts';

/** As the specification asks for. */
const MAX_BLOBS = 128;

/** Blobs of the pool in the order of their hashes. @throws RpcError -38004 for too many */
export function blobsOf(pool: OfferedPool, hashes: readonly Hash[]): (PooledBlob | undefined)[] {
  if (hashes.length <= MAX_BLOBS) return pool.blobs(hashes);
  throw new RpcError(
    rpcCodes.requestTooLarge,
    `Too large request: ${hashes.length} blobs, at most ${MAX_BLOBS}`,
  );
}

/** A blob with the proof of the whole; null for one that is missing or has proofs of cells. */
export function formatBlob(blob: PooledBlob | undefined) {
  if (blob === undefined || blob.version !== 0) return null;
  return { blob: toData(blob.blob), proof: toData(blob.proofs[0]!) };
}

/** A blob with the proofs of its cells (EIP-7594); null for one that is missing or has none. */
export function formatCellBlob(blob: PooledBlob | undefined) {
  if (blob === undefined || blob.version !== 1) return null;
  return { blob: toData(blob.blob), proofs: blob.proofs.map(toData) };
}
