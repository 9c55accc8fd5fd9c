/** Ommers: valid blocks beside the chain that a later block names and pays for (yellow paper 11.1). */
import type { ChainSpec } from '../chainSpec.ts';
import { OmmersInvalidError } from '../errors/block.ts';
import type { Block, Hash, Header } from '../types.ts';
import { headerHash } from './header.ts';
import { validateHeader } from './validateHeader.ts';

const MAX_OMMERS = 2;
/** An ommer's parent is at least two and at most this many generations above the block. */
const MAX_GENERATIONS = 7;

/** A block of the chain below: its header and the ommers that it named. */
export type Ancestor = Pick<Block, 'header' | 'ommers'>;

/**
 * Checks the ommers of a block against the chain.
 *
 * @param ancestors the chain below, the parent first; seven are looked at, fewer near the genesis
 * @throws OmmersInvalidError, or what `validateHeader` throws for an ommer that is no valid header
 */
export function validateOmmers(block: Block, ancestors: readonly Ancestor[], spec: ChainSpec): void {
  const { header, ommers } = block;
  if (ommers.length === 0) return;
  const { number } = header;
  if (ommers.length > MAX_OMMERS)
    throw new OmmersInvalidError({ reason: `${ommers.length} of them`, number });
  const family = ancestors.slice(0, MAX_GENERATIONS);
  const lineage = new Map(family.map(({ header }) => [headerHash(header), header]));
  const named = new Set(family.flatMap(({ ommers }) => ommers.map(headerHash)));
  for (const ommer of ommers) {
    const hash = headerHash(ommer);
    if (named.has(hash)) throw new OmmersInvalidError({ ommer: hash, reason: 'named twice', number });
    if (lineage.has(hash)) throw new OmmersInvalidError({ ommer: hash, reason: 'an ancestor', number });
    named.add(hash);
    validateHeader(ommer, parentOf(ommer, hash, header, lineage), spec);
  }
}

function parentOf(ommer: Header, hash: Hash, header: Header, lineage: ReadonlyMap<Hash, Header>): Header {
  const parent = lineage.get(ommer.parentHash);
  if (parent === undefined) {
    throw new OmmersInvalidError({ ommer: hash, reason: 'no recent relative', number: header.number });
  }
  // A sibling competes with the block itself and is nobody's ommer yet.
  if (ommer.parentHash === header.parentHash) {
    throw new OmmersInvalidError({ ommer: hash, reason: 'a sibling', number: header.number });
  }
  return parent;
}
