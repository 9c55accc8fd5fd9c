/** Who owns what: the map that came with the block, and hashes for what it does not name. */

import {
  ACCOUNT_ADDRESS,
  BLOCK_PLACEMENT,
  PLACE_BYTES,
  PLACE_OWNER,
  PLACEMENT_CLAIMS,
  PLACEMENT_HOMES,
  PLACEMENT_MAP,
  PLACEMENT_MASK,
  PLACEMENT_SEED,
} from '../layout';
import { hashKey } from '../locations';
import { workers } from './ring';

function placement(): usize {
  return <usize>load<u32>(BLOCK_PLACEMENT);
}

/** Worker whose part it is to execute a transaction. */
export function homeOf(tx: u32): u32 {
  return <u32>load<u8>(<usize>load<u32>(placement(), PLACEMENT_HOMES) + tx);
}

/** True when what is not in the map belongs to who touches it first. */
export function areClaimed(): bool {
  return load<u32>(placement(), PLACEMENT_CLAIMS) != 0;
}

/** Hash of an address in five 32-bit words; the same as `hashOfAddress` of the engine's placement. */
function hashOf(address: usize): u32 {
  let hash = load<u32>(placement(), PLACEMENT_SEED);
  for (let word: usize = 0; word < 20; word += 4) {
    hash = (hash ^ load<u32>(address + word)) * 0x9e3779b1;
    hash ^= hash >> 15;
  }
  return hash;
}

/** What the map says of an account: a worker with PLACE_* bits, or 0. */
export function placeOf(account: usize): u32 {
  const address = account + ACCOUNT_ADDRESS;
  const mask = load<u32>(placement(), PLACEMENT_MASK);
  if (mask == 0) return 0;
  const map = <usize>load<u32>(placement(), PLACEMENT_MAP);
  let place = hashOf(address) & mask;
  while (true) {
    const entry = map + <usize>place * PLACE_BYTES;
    const owner = load<u32>(entry, PLACE_OWNER);
    if (owner == 0) return 0;
    place = (place + 1) & mask;
    if (
      load<u64>(entry) == load<u64>(address) &&
      load<u64>(entry, 8) == load<u64>(address, 8) &&
      load<u32>(entry, 16) == load<u32>(address, 16)
    )
      return owner;
  }
}

/** Worker that an account falls to by its hash: its owner, or who keeps the register of its claims. */
export function hashedOwner(account: usize): u32 {
  return (hashOf(account + ACCOUNT_ADDRESS) >> 7) % workers;
}

/** As `hashedOwner` for one slot. */
export function hashedSlotOwner(account: usize, key: usize): u32 {
  return <u32>(hashKey(account, key) >> 33) % workers;
}
