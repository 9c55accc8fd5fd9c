/** engine_getPayload in all its versions. */
import type { Hex } from '@heddle/engine';
import type { ChainReader } from '../chainReader.ts';
import { RpcError, rpcCodes } from '../errors.ts';
import { toQuantity } from '../format/hex.ts';
import type { BuiltPayload, Consensus } from './consensus.ts';
import { checkEra, type Era, eraAt } from './era.ts';
import { formatPayload } from './formatPayload.ts';

/** The block that was built under an id. @throws RpcError -38001 for an unknown id, -38005 for one of another era */
export async function builtPayload(
  { builder }: Consensus,
  chain: ChainReader,
  id: Hex,
  eras: readonly Era[],
): Promise<BuiltPayload> {
  const built = await builder?.get(id);
  if (built === undefined) throw new RpcError(rpcCodes.unknownPayload, 'Unknown payload');
  const { number, timestamp } = built.block.header;
  checkEra(eraAt(chain, number, timestamp), eras, 'the payload');
  return built;
}

/** Payload and value, from Shanghai on. */
export function formatValued({ block, value, accessList }: BuiltPayload) {
  return { executionPayload: formatPayload(block, accessList), blockValue: toQuantity(value) };
}

/** And the blobs, from Cancun on. */
export function formatWithBlobs(built: BuiltPayload) {
  const { commitments, proofs, blobs } = built;
  return {
    ...formatValued(built),
    blobsBundle: { commitments, proofs, blobs },
    shouldOverrideBuilder: false,
  };
}

/** And the requests, from Prague on. */
export function formatWithRequests(built: BuiltPayload) {
  return { ...formatWithBlobs(built), executionRequests: built.requests };
}
