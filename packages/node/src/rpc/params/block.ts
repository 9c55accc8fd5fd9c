/** Which block a call is about: a number, a tag, a hash, or an object with one of them (EIP-1898). */
import type { Hash } from '@heddle/engine';
import { ParamError } from '../errors.ts';
import { fields } from './fields.ts';
import { hash, uint64 } from './hex.ts';
import { boolean, type Param } from './param.ts';

const tags = ['latest', 'earliest', 'pending', 'safe', 'finalized'] as const;
export type BlockTag = (typeof tags)[number];

/** A block of the canonical chain. */
export type BlockNumber = bigint | BlockTag;
/** Any block; one by hash may have to be canonical. */
export type BlockId = BlockNumber | { hash: Hash; requireCanonical: boolean };

/** A block number or a tag. */
export const blockNumber: Param<BlockNumber> = {
  read(value) {
    return tags.find((name) => name === value) ?? uint64.read(value);
  },
};

const blockObject = fields({ blockHash: hash, blockNumber, requireCanonical: boolean });

/** A number, a tag, a hash of 32 bytes, or `{ blockHash, requireCanonical? }` or `{ blockNumber }`. */
export const block: Param<BlockId> = {
  read(value) {
    if (typeof value === 'object') return fromObject(value);
    if (typeof value === 'string' && value.length === 66) {
      return { hash: hash.read(value), requireCanonical: false };
    }
    return blockNumber.read(value);
  },
};

function fromObject(value: unknown): BlockId {
  const { blockHash, blockNumber: number, requireCanonical = false } = blockObject.read(value);
  if (blockHash !== undefined && number !== undefined) {
    throw new ParamError('cannot specify both blockHash and blockNumber, choose one or the other');
  }
  if (blockHash !== undefined) return { hash: blockHash, requireCanonical };
  if (number !== undefined) return number;
  throw new ParamError('neither blockHash nor blockNumber is given');
}
