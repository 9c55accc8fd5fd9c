/**
 * Brings the pre-state into the shared memory: a state that lives in memory all at once, any other on
 * demand, an account, slot or code at a time.
 */
import { layout } from '@heddle/evm';
import { fillAccount, fillSlot } from '../shared/fillEntries.ts';
import type { SharedMemory } from '../shared/sharedMemory.ts';
import { addressLimbs, readAddress, readHash, writeHash } from '../shared/words.ts';
import type { Address, StateReader, WholeState } from '../types.ts';

/** The shared entry of an account, made when absent. */
export function internAccount(shared: SharedMemory, address: Address): number {
  return shared.core.internAccount(...addressLimbs(address)) >>> 0;
}

/** Loads a whole state that lives in memory. */
function loadAll(shared: SharedMemory, state: WholeState): void {
  for (const [hash, code] of state.codes()) {
    shared.clearBlockArena(); // where code lies on its way
    shared.fillCode(shared.internCode(hash), code);
  }
  for (const [address, account] of state.entries()) {
    const entry = internAccount(shared, address);
    const hasStorage = [...account.storage.values()].some((value) => value !== 0n);
    fillAccount(shared, entry, { ...account, hasStorage });
    for (const [slot, value] of account.storage) {
      writeHash(shared.bytes, shared.scratch, slot);
      fillSlot(shared, shared.core.internSlot(entry, shared.scratch) >>> 0, value);
    }
  }
}

/** Makes `state` the pre-state that the shared memory holds. */
export function bindState(shared: SharedMemory, { whole }: StateReader): void {
  shared.clearBlockArena();
  shared.clearState();
  const complete = whole?.strict
    ? layout.ACCOUNTS_COMPLETE
    : layout.ACCOUNTS_COMPLETE | layout.SLOTS_COMPLETE;
  shared.setUint32(layout.PLAN_STATE_COMPLETE, whole === undefined ? 0 : complete);
  if (whole !== undefined) loadAll(shared, whole);
}

/** Reads an account into its entry unless it is there. */
export async function loadAccount(shared: SharedMemory, state: StateReader, entry: number): Promise<void> {
  if (shared.getUint32(entry + layout.ACCOUNT_LOADED) !== 0) return;
  const address = readAddress(shared.bytes, entry + layout.ACCOUNT_ADDRESS);
  fillAccount(shared, entry, await state.account(address));
}

/** Reads a slot into its entry. */
export async function loadSlot(shared: SharedMemory, state: StateReader, entry: number): Promise<void> {
  const account = shared.getUint32(entry + layout.SLOT_ACCOUNT);
  const address = readAddress(shared.bytes, account + layout.ACCOUNT_ADDRESS);
  fillSlot(shared, entry, await state.storage(address, readHash(shared.bytes, entry + layout.SLOT_KEY)));
}

/** Reads code into its entry. */
export async function loadCode(shared: SharedMemory, state: StateReader, entry: number): Promise<void> {
  const code = await state.code(readHash(shared.bytes, entry + layout.CODE_HASH));
  shared.fillCode(entry, code);
}
