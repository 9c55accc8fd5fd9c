/** engine_newPayload in all its versions. */
import {
  type Block,
  type BlockAccessList,
  decodeBlockAccessList,
  type Hash,
  HeddleError,
  headerHash,
} from '@heddle/engine';
import { bytesOf } from '../format/hex.ts';
import { blockOfPayload, type PayloadCompanions } from './blockOfPayload.ts';
import type { Consensus } from './consensus.ts';
import type { ExecutionPayload } from './readPayload.ts';
import { invalid, type PayloadStatus } from './status.ts';

export interface NewPayload extends PayloadCompanions {
  payload: ExecutionPayload;
  /** Hashes of the blobs that the beacon block names; undefined before blobs. */
  versionedHashes?: Hash[];
}

/** Says what a payload is worth, and keeps it when it is worth something. */
export async function newPayload(
  { payloads }: Consensus,
  { payload, versionedHashes, ...beside }: NewPayload,
): Promise<PayloadStatus> {
  const { chain } = payloads;
  const { blockAccessList } = payload;
  let block: Block;
  let accessList: BlockAccessList | undefined;
  try {
    block = blockOfPayload(payload, beside, chain.spec);
    accessList = blockAccessList && decodeBlockAccessList(bytesOf(blockAccessList));
  } catch (error) {
    if (error instanceof HeddleError) return invalid(null, error.message);
    throw error;
  }
  const hash = headerHash(block.header);
  if (hash !== payload.blockHash) {
    return invalid(null, `blockhash mismatch: the payload says ${payload.blockHash}, its block has ${hash}`);
  }
  if (versionedHashes !== undefined && !carriesBlobs(block, versionedHashes)) {
    return invalid(null, 'the blobs of the transactions are not those expected');
  }
  return payloads.inTurn(() => payloads.take(hash, block, accessList));
}

function carriesBlobs({ transactions }: Block, expected: readonly Hash[]): boolean {
  const actual = transactions.flatMap(({ blobVersionedHashes }) => blobVersionedHashes);
  return actual.length === expected.length && actual.every((hash, index) => hash === expected[index]);
}
