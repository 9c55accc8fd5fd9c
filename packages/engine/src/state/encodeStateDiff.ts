/**
 * A diff as one byte string: version (u32), numbers of accounts, slots and codes (u32 each), records of accounts,
 * records of slots, then per code its hash, its length (u32) and its bytes. Integers are little-endian.
 */
import { layout } from '@heddle/evm';
import { fromHex, toHex } from '../bytes.ts';
import { StateDiffMalformedError } from '../errors/input.ts';
import type { Hash } from '../types.ts';
import { diffAccountCount, diffAccounts, diffSlotCount, type StateDiff } from './stateDiff.ts';

const VERSION = 1;
const HEAD_BYTES = 16;
const CODE_HEAD_BYTES = 36;

/** @see decodeStateDiff */
export function encodeStateDiff({ accounts, slots, codes }: StateDiff): Uint8Array {
  let size = HEAD_BYTES + accounts.length + slots.length;
  for (const code of codes.values()) size += CODE_HEAD_BYTES + code.length;
  const bytes = new Uint8Array(size);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, VERSION, true);
  view.setUint32(4, accounts.length / layout.DIFF_ACCOUNT_BYTES, true);
  view.setUint32(8, slots.length / layout.DIFF_SLOT_BYTES, true);
  view.setUint32(12, codes.size, true);
  bytes.set(accounts, HEAD_BYTES);
  bytes.set(slots, HEAD_BYTES + accounts.length);
  let at = HEAD_BYTES + accounts.length + slots.length;
  for (const [hash, code] of codes) {
    bytes.set(fromHex(hash), at);
    view.setUint32(at + 32, code.length, true);
    bytes.set(code, at + CODE_HEAD_BYTES);
    at += CODE_HEAD_BYTES + code.length;
  }
  return bytes;
}

/**
 * Reads what `encodeStateDiff` wrote. The parts are views of `bytes`, which must stay as they are.
 *
 * @throws StateDiffMalformedError for another version, a length that does not fit, or records that contradict each other
 */
export function decodeStateDiff(bytes: Uint8Array): StateDiff {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < HEAD_BYTES) throw malformed('it ends too early', bytes.length);
  const version = view.getUint32(0, true);
  if (version !== VERSION) throw malformed(`version ${version}, expected ${VERSION}`, 0);
  const slotsAt = HEAD_BYTES + view.getUint32(4, true) * layout.DIFF_ACCOUNT_BYTES;
  const codesAt = slotsAt + view.getUint32(8, true) * layout.DIFF_SLOT_BYTES;
  if (codesAt > bytes.length) throw malformed('it ends too early', bytes.length);
  const codes = decodeCodes(bytes, view, codesAt, view.getUint32(12, true));
  const diff = {
    accounts: bytes.subarray(HEAD_BYTES, slotsAt),
    slots: bytes.subarray(slotsAt, codesAt),
    codes,
  };
  checkRecords(diff);
  return diff;
}

function decodeCodes(bytes: Uint8Array, view: DataView, start: number, count: number): Map<Hash, Uint8Array> {
  const codes = new Map<Hash, Uint8Array>();
  let at = start;
  for (let i = 0; i < count; i++) {
    if (at + CODE_HEAD_BYTES > bytes.length) throw malformed('it ends too early', bytes.length);
    const end = at + CODE_HEAD_BYTES + view.getUint32(at + 32, true);
    if (end > bytes.length) throw malformed('it ends too early', bytes.length);
    codes.set(toHex(bytes.subarray(at, at + 32)), bytes.subarray(at + CODE_HEAD_BYTES, end));
    at = end;
  }
  if (at !== bytes.length) throw malformed('something follows', at);
  return codes;
}

const KNOWN_FLAGS =
  layout.DIFF_EXISTS_BEFORE |
  layout.DIFF_EXISTS_AFTER |
  layout.DIFF_STORAGE_CLEARED |
  layout.DIFF_FIELDS |
  layout.DIFF_MAY_OWN_BEFORE |
  layout.DIFF_MAY_OWN_AFTER;

/** Looks whether the accounts share the slots out between them, in order and without a rest. */
function checkRecords(diff: StateDiff): void {
  let next = 0;
  let at = HEAD_BYTES;
  for (const account of diffAccounts(diff)) {
    if ((account.flags & ~KNOWN_FLAGS) !== 0) throw malformed('unknown flags', at + layout.DIFF_FLAGS);
    if (account.firstSlot !== next) throw malformed('slots out of order', at + layout.DIFF_FIRST_SLOT);
    next += account.slotCount;
    at += layout.DIFF_ACCOUNT_BYTES;
  }
  const count = diffSlotCount(diff);
  const where = HEAD_BYTES + diffAccountCount(diff) * layout.DIFF_ACCOUNT_BYTES;
  if (next !== count) throw malformed(`${count} slots, of which accounts name ${next}`, where);
}

function malformed(reason: string, offset: number): StateDiffMalformedError {
  return new StateDiffMalformedError({ reason, offset });
}
