/** What a block changed, out of the records that the workers wrote. */
import { layout } from '@heddle/evm';
import { EMPTY_CODE_HASH } from '../hash.ts';
import type { Conflict } from '../report.ts';
import type { AccountChange, Address, Hash, StateChanges } from '../types.ts';
import type { SharedMemory } from './sharedMemory.ts';
import { readAddress, readHash, readWord } from './words.ts';

/** A copy of the records and of the code they speak of, to be decoded when somebody asks. */
export interface RawChanges {
  accounts: Uint8Array;
  slots: Uint8Array;
  /** Hashes by code entry, and the code that accounts got in the block. */
  hashes: Map<number, Hash>;
  code: Map<Hash, Uint8Array>;
  conflicts: Conflict[];
}

/** Has the core write down what the block changed, and copies it out. Empties the dirty lists. */
export function takeChanges(shared: SharedMemory, workers: number): RawChanges {
  const { core, bytes } = shared;
  core.encodeChanges(workers);
  const accounts = core.accountChanges.value >>> 0;
  const slots = core.slotChanges.value >>> 0;
  const count = core.accountChangeCount.value;
  const raw: RawChanges = {
    accounts: bytes.slice(accounts, accounts + count * layout.CHANGE_BYTES),
    slots: bytes.slice(slots, slots + core.slotChangeCount.value * layout.SLOT_CHANGE_BYTES),
    hashes: new Map(),
    code: new Map(),
    conflicts: readConflicts(shared, core.firstConflict.value >>> 0),
  };
  for (let i = 0; i < count; i++) {
    noteCode(shared, raw, accounts + i * layout.CHANGE_BYTES);
  }
  return raw;
}

/** Notes the hash of the code that a record names, and the code itself when the account got it in the block. */
function noteCode(shared: SharedMemory, raw: RawChanges, record: number): void {
  const entry = shared.getUint32(record + layout.CHANGE_CODE);
  const hash = raw.hashes.get(entry) ?? readHash(shared.bytes, entry + layout.CODE_HASH);
  raw.hashes.set(entry, hash);
  const isNew = (shared.getUint32(record + layout.CHANGE_FLAGS) & layout.CHANGE_NEW_CODE) !== 0;
  if (!isNew || hash === EMPTY_CODE_HASH || raw.code.has(hash)) return;
  const start = shared.getUint32(entry + layout.CODE_START);
  raw.code.set(hash, shared.bytes.slice(start, start + shared.getUint32(entry + layout.CODE_LENGTH)));
}

const KINDS = ['balance', 'nonce', 'code', 'slot'] as const;

/** The locations at which transactions were aborted, hottest first. */
function readConflicts(shared: SharedMemory, first: number): Conflict[] {
  const conflicts: Conflict[] = [];
  for (let at = first; at !== 0; at = shared.getUint32(at + layout.CONFLICT_NEXT)) {
    const address = readAddress(shared.bytes, at + layout.CONFLICT_ADDRESS);
    const kind = KINDS[shared.getUint32(at + layout.CONFLICT_KIND)] as Conflict['kind'];
    const count = shared.getUint32(at + layout.CONFLICT_COUNT);
    const slot = kind === 'slot' ? { slot: readHash(shared.bytes, at + layout.CONFLICT_KEY) } : {};
    conflicts.push({ address, kind, ...slot, count });
  }
  return conflicts.sort((a, b) => b.count - a.count);
}

/** The changes in full, in ascending order. */
export function decodeChanges({ accounts, slots, hashes, code }: RawChanges): StateChanges {
  const changes = new Map<Address, AccountChange>();
  const touched = new Set<Address>();
  decodeAccounts(accounts, hashes, changes, touched);
  decodeSlots(slots, changes, touched);
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
