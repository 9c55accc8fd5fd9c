/** What a message accessed, out of the view that it leaves. */
import { layout } from '@heddle/evm';
import type { SharedMemory } from '../shared/sharedMemory.ts';
import { readAddress, readHash } from '../shared/words.ts';
import type { Address, Hash } from '../types.ts';

/** An account that was accessed, with its slots. */
export interface Accessed {
  address: Address;
  slots: Hash[];
  /** True when the message created it. */
  isCreated: boolean;
}

/** All accounts and slots that the message run last accessed; valid until the next one. */
export function accessedOf(shared: SharedMemory): Accessed[] {
  const context = shared.plan.largeContext;
  const seen = new Map<number, Accessed>();
  for (const entry of listOf(shared, context + layout.CTX_FIRST_ACCOUNT)) {
    const flags = shared.getUint32(entry + layout.LOCAL_FLAGS);
    if ((flags & layout.ACCESSED) === 0) continue;
    const address = readAddress(shared.bytes, entry + layout.LOCAL_ADDRESS);
    seen.set(entry, { address, slots: [], isCreated: (flags & layout.CREATED) !== 0 });
  }
  for (const entry of listOf(shared, context + layout.CTX_FIRST_SLOT)) {
    if ((shared.getUint32(entry + layout.LOCAL_FLAGS) & layout.ACCESSED) === 0) continue;
    const owner = seen.get(shared.getUint32(entry + layout.LOCAL_OWNER));
    owner?.slots.push(readHash(shared.bytes, entry + layout.LOCAL_KEY));
  }
  return [...seen.values()];
}

/** Entries of a view, the newest first. */
export function* listOf(shared: SharedMemory, first: number): Generator<number> {
  let entry = shared.getUint32(first);
  for (; entry !== 0; entry = shared.getUint32(entry + layout.LOCAL_LINK)) yield entry;
}
