/** What a block changed, out of the records that the workers wrote. */
import { layout } from '@heddle/evm';
import type { AccountChange, Address, Hash, StateChanges } from '../types.ts';
import type { SharedMemory } from './sharedMemory.ts';
import { readAddress, readHash, readWord } from './words.ts';

/** Where one thread's records are. */
export interface ChangeRecords {
  accounts: number;
  accountCount: number;
  slots: number;
  slotCount: number;
}

/** A copy of the records and of the code they speak of, to be decoded when somebody asks. */
export interface RawChanges {
  accounts: Uint8Array[];
  slots: Uint8Array[];
  /** Code entries' hashes, and the code that was deployed. */
  hashes: Map<number, Hash>;
  code: Map<Hash, Uint8Array>;
}

/** Copies the records out: a copy of bytes is quick, decoding them is not and mostly not wanted at once. */
export function copyChanges(
  shared: SharedMemory,
  records: readonly ChangeRecords[],
  epoch: number,
): RawChanges {
  const raw: RawChanges = { accounts: [], slots: [], hashes: new Map(), code: new Map() };
  for (const { accounts, accountCount, slots, slotCount } of records) {
    raw.accounts.push(shared.bytes.slice(accounts, accounts + accountCount * layout.CHANGE_BYTES));
    raw.slots.push(shared.bytes.slice(slots, slots + slotCount * layout.SLOT_CHANGE_BYTES));
    for (let i = 0; i < accountCount; i++) {
      noteCode(shared, raw, shared.getUint32(accounts + i * layout.CHANGE_BYTES + layout.CHANGE_CODE), epoch);
    }
  }
  return raw;
}

function noteCode(shared: SharedMemory, raw: RawChanges, entry: number, epoch: number): void {
  if (raw.hashes.has(entry)) return;
  const hash = readHash(shared.bytes, entry + layout.CODE_HASH);
  raw.hashes.set(entry, hash);
  if (shared.getUint32(entry + layout.CODE_STAMP) !== epoch) return;
  const start = shared.getUint32(entry + layout.CODE_START);
  raw.code.set(hash, shared.bytes.slice(start, start + shared.getUint32(entry + layout.CODE_LENGTH)));
}

/** The changes in full, in ascending order. */
export function decodeChanges({ accounts, slots, hashes, code }: RawChanges): StateChanges {
  const changes = new Map<Address, AccountChange>();
  const touched = new Set<Address>();
  for (const records of accounts) decodeAccounts(records, hashes, changes, touched);
  for (const records of slots) decodeSlots(records, changes, touched);
  const kept = [...changes.values()].filter(({ address }) => touched.has(address));
  for (const { storage } of kept) storage.sort(([a], [b]) => (a < b ? -1 : 1));
  kept.sort((a, b) => (a.address < b.address ? -1 : 1));
  return { accounts: kept, code: [...code].sort(([a], [b]) => (a < b ? -1 : 1)) };
}

/** Notes in `touched` the accounts that are not as before; the others are there for their slots. */
function decodeAccounts(
  records: Uint8Array,
  hashes: ReadonlyMap<number, Hash>,
  changes: Map<Address, AccountChange>,
  touched: Set<Address>,
): void {
  const view = new DataView(records.buffer, records.byteOffset, records.byteLength);
  for (let at = 0; at < records.length; at += layout.CHANGE_BYTES) {
    const address = readAddress(records, at);
    const flags = view.getUint32(at + layout.CHANGE_FLAGS, true);
    const nonce = view.getBigUint64(at + layout.CHANGE_NONCE, true);
    const balance = readWord(view, at + layout.CHANGE_BALANCE);
    const codeHash = hashes.get(view.getUint32(at + layout.CHANGE_CODE, true)) as Hash;
    const account = (flags & layout.CHANGE_EXISTS) === 0 ? null : { nonce, balance, codeHash };
    const storageCleared = (flags & layout.CHANGE_CLEARED) !== 0;
    changes.set(address, { address, account, storageCleared, storage: [] });
    if ((flags & (layout.CHANGE_FIELDS | layout.CHANGE_CLEARED)) !== 0) touched.add(address);
  }
}

function decodeSlots(
  records: Uint8Array,
  changes: ReadonlyMap<Address, AccountChange>,
  touched: Set<Address>,
): void {
  const view = new DataView(records.buffer, records.byteOffset, records.byteLength);
  for (let at = 0; at < records.length; at += layout.SLOT_CHANGE_BYTES) {
    const address = readAddress(records, at);
    const slot = readHash(records, at + layout.SLOT_CHANGE_KEY);
    changes.get(address)?.storage.push([slot, readWord(view, at + layout.SLOT_CHANGE_VALUE)]);
    touched.add(address);
  }
}
