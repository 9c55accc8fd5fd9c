/**
 * Brings the pre-state into the shared memory: a state that lives in memory all at once, any other on
 * demand, an account, slot or code at a time.
 */
import { layout } from '@heddle/evm';
import { EMPTY_CODE_HASH } from '../hash.ts';
import type { SharedMemory } from '../shared/sharedMemory.ts';
import { addressLimbs, readAddress, readHash, writeHash, writeWord } from '../shared/words.ts';
import type { Account, Address, StateReader } from '../types.ts';
import { MemoryState } from './memoryState.ts';

/** The shared entry of an account, made when absent. */
export function internAccount(shared: SharedMemory, address: Address): number {
  return shared.core.internAccount(...addressLimbs(address)) >>> 0;
}

/** Fills in an account's base state. */
function fillAccount(shared: SharedMemory, entry: number, account: Account | undefined): void {
  const base = entry + layout.ACCOUNT_BASE;
  if (account !== undefined) {
    const hasCode = account.codeHash !== EMPTY_CODE_HASH;
    // A reader need not know about storage where there is code: the answer matters only for accounts without.
    const owns = account.hasStorage || hasCode ? layout.HAS_STORAGE : 0;
    shared.setUint32(base + layout.FIELDS_FLAGS, layout.EXISTS | owns);
    if (hasCode) shared.setUint32(base + layout.FIELDS_CODE, shared.internCode(account.codeHash));
    shared.view.setBigUint64(base + layout.FIELDS_NONCE, account.nonce, true);
    writeWord(shared.view, base + layout.FIELDS_BALANCE, account.balance);
  }
  Atomics.store(shared.words, (entry + layout.ACCOUNT_LOADED) >>> 2, 1);
}

function fillSlot(shared: SharedMemory, entry: number, value: bigint): void {
  writeWord(shared.view, entry + layout.SLOT_BASE, value);
  Atomics.store(shared.words, (entry + layout.SLOT_LOADED) >>> 2, 1);
}

/** Loads a whole state that lives in memory. */
function loadAll(shared: SharedMemory, state: MemoryState): void {
  for (const [hash, code] of state.codes()) shared.fillCode(shared.internCode(hash), code);
  for (const [address, { storage }] of state.entries()) {
    const entry = internAccount(shared, address);
    fillAccount(shared, entry, state.account(address));
    for (const [slot, value] of storage) {
      writeHash(shared.bytes, shared.scratch, slot);
      fillSlot(shared, shared.core.internSlot(entry, shared.scratch) >>> 0, value);
    }
  }
}

/** Makes `state` the pre-state that the shared memory holds. */
export function bindState(shared: SharedMemory, state: StateReader): void {
  shared.clearState();
  const inMemory = state instanceof MemoryState;
  const complete = inMemory
    ? state.strict
      ? layout.ACCOUNTS_COMPLETE
      : layout.ACCOUNTS_COMPLETE | layout.SLOTS_COMPLETE
    : 0;
  shared.setUint32(layout.PLAN_STATE_COMPLETE, complete);
  if (inMemory) loadAll(shared, state);
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
