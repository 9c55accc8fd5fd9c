/** Which worker owns which accounts and runs which transactions, decided before a block starts. */
import { layout } from '@heddle/evm';
import { writeAddress } from '../shared/words.ts';
import type { Address, Block } from '../types.ts';
import { groupByAffinity } from './affinity.ts';

/** How accounts come to their owners; see docs/mechanisms/message-passing.md. */
export type PlacementKind = 'affinity' | 'hash';

/** The placement of a block for a number of workers. */
export interface Placement {
  kind: PlacementKind;
  /** Why the transactions are where they are, in a sentence. */
  reason: string;
  /** Workers that take part: the first ones. */
  workers: number;
  /** Home of each transaction. */
  homes: Uint8Array;
  /** Owners of the accounts that are named: a hash table of PLACE_* entries, a power of two of them, or none. */
  map: Uint8Array;
}

/** What is to be entered in the map. */
export type Places = ReadonlyMap<Address, { owner: number; isSplit: boolean }>;

/** Of the hash by which accounts are placed and found. Random, so that nobody can send a block whose accounts all collide; results do not depend on it. */
const seed = (Math.random() * 2 ** 32) >>> 0;
export const placementSeed = seed;

/** Hash of an address as limbs; the same as `hashOf` of the core's placement. */
function hashOfAddress(limbs: DataView, at: number): number {
  let hash = seed;
  for (let word = 0; word < 20; word += 4) {
    hash = Math.imul(hash ^ limbs.getUint32(at + word, true), 0x9e3779b1);
    hash ^= hash >>> 15;
  }
  return hash >>> 0;
}

function writeMap(places: Places): Uint8Array {
  let size = 16;
  while (size < 2 * places.size) size *= 2;
  const map = new Uint8Array(size * layout.PLACE_BYTES);
  const view = new DataView(map.buffer);
  const one = new Uint8Array(24);
  const limbs = new DataView(one.buffer);
  for (const [address, { owner, isSplit }] of places) {
    writeAddress(one, 0, address);
    let place = hashOfAddress(limbs, 0) & (size - 1);
    while (view.getUint32(place * layout.PLACE_BYTES + layout.PLACE_OWNER, true) !== 0)
      place = (place + 1) & (size - 1);
    map.set(one, place * layout.PLACE_BYTES);
    const bits = layout.PLACE_IS_USED | (isSplit ? layout.PLACE_IS_SPLIT : 0);
    view.setUint32(place * layout.PLACE_BYTES + layout.PLACE_OWNER, owner | bits, true);
  }
  return map;
}

/** Every account at the worker that its hash names, with all its slots; transactions at the callee, or the sender of a creation. */
function placeByHash({ transactions }: Block, workers: number): Placement {
  const one = new Uint8Array(24);
  const limbs = new DataView(one.buffer);
  const homes = Uint8Array.from(transactions, ({ to, from }) => {
    writeAddress(one, 0, to ?? (from as Address));
    return (hashOfAddress(limbs, 0) >>> 7) % workers;
  });
  return { kind: 'hash', reason: 'asked for', workers, homes, map: new Uint8Array() };
}

/** What transactions have in common goes to one worker. */
function placeByAffinity(block: Block, most: number): Placement {
  const { workers, homes, places, reason } = groupByAffinity(block, most);
  return { kind: 'affinity', reason, workers, homes, map: writeMap(places) };
}

/** Placements live as long as their blocks. */
const known = new WeakMap<Block, Map<string, Placement>>();

/** The placement of a block on `most` workers at most. */
export function placementOf(block: Block, most: number, kind: PlacementKind): Placement {
  const key = `${kind} ${most}`;
  const ofBlock = known.get(block) ?? new Map<string, Placement>();
  known.set(block, ofBlock);
  const found =
    ofBlock.get(key) ?? (kind === 'hash' ? placeByHash(block, most) : placeByAffinity(block, most));
  ofBlock.set(key, found);
  return found;
}
