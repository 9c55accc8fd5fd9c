/** From what a caller wrote to a block of the chain. */
import type { Hash } from '@heddle/engine';
import type { BlockRef, ChainReader } from './chainReader.ts';
import { RpcError, rpcCodes, serverError } from './errors.ts';
import type { BlockId, BlockNumber } from './params/block.ts';

/** A number or tag as the chain takes it. Nothing pending is kept as a block, so `pending` is the head. */
export function refOf(number: BlockNumber): BlockRef {
  return number === 'pending' ? 'latest' : number;
}

/** The hash of the block meant, undefined when there is none. */
export function findBlock(chain: ChainReader, id: BlockId): Hash | undefined {
  if (typeof id !== 'object') return chain.resolve(refOf(id));
  const hash = chain.resolve(id.hash);
  if (hash !== undefined && id.requireCanonical && !chain.isCanonical(hash)) {
    throw serverError('hash is not currently canonical');
  }
  return hash;
}

/** The hash of the block meant. @throws RpcError in geth's words when there is none */
export function blockOrThrow(chain: ChainReader, id: BlockId): Hash {
  const hash = findBlock(chain, id);
  if (hash !== undefined) return hash;
  if (id === 'safe' || id === 'finalized') throw new RpcError(rpcCodes.server, `${id} block not found`);
  throw serverError(typeof id === 'object' ? 'header for hash not found' : 'header not found');
}
