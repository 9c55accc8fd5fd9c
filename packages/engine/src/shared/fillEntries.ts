/**
 * Gives accounts, slots and code their values before the block, in the main thread and in workers alike. Several threads may
 * fill the same entry: they write the same values, and each publishes them when it is done.
 */
import { type CoreExports, layout } from '@heddle/evm';
import { EMPTY_CODE_HASH } from '../hash.ts';
import {
  ACCOUNT_HAS_CODE,
  ACCOUNT_HAS_STORAGE,
  ACCOUNT_REST,
  checkAccountRecord,
} from '../state/accountRecord.ts';
import type { Account } from '../types.ts';
import { writeHash, writeWord } from './words.ts';

/** The shared memory as one thread has it. */
export interface ThreadMemory {
  readonly core: Pick<CoreExports, 'internCode' | 'fillCode' | 'takeFromBlock'>;
  readonly bytes: Uint8Array;
  readonly view: DataView;
  readonly words: Int32Array;
  /** 32 bytes of the thread's own. */
  readonly scratch: number;
}

function publish({ words }: ThreadMemory, loaded: number): void {
  Atomics.store(words, loaded >>> 2, 1);
}

/**
 * Writes the big-endian bytes from `start` to before `end`, at most 32, as a word. The end is given in numbers everywhere here:
 * stores hand out one large buffer again and again and only set its `length`, which `subarray` and `set` do not look at.
 */
function writeBytes(
  { bytes }: ThreadMemory,
  at: number,
  value: Uint8Array,
  start: number,
  end: number,
): void {
  const length = end - start;
  for (let i = 0; i < length; i++) bytes[at + i] = value[end - 1 - i] as number;
  bytes.fill(0, at + length, at + 32);
}

/** The account's base; undefined when it does not exist. */
export function fillAccount(memory: ThreadMemory, entry: number, account: Account | undefined): void {
  const { view, bytes, core, scratch } = memory;
  const base = entry + layout.ACCOUNT_BASE;
  if (account !== undefined) {
    const hasCode = account.codeHash !== EMPTY_CODE_HASH;
    if (hasCode) {
      writeHash(bytes, scratch, account.codeHash);
      view.setUint32(base + layout.FIELDS_CODE, core.internCode(scratch), true);
    }
    writeFlags(memory, base, hasCode, account.hasStorage);
    view.setBigUint64(base + layout.FIELDS_NONCE, account.nonce, true);
    writeWord(view, base + layout.FIELDS_BALANCE, account.balance);
  }
  publish(memory, entry + layout.ACCOUNT_LOADED);
}

/** The same from the bytes of `encodeAccount`. @throws AccountRecordMalformedError when they are none */
export function fillAccountRecord(memory: ThreadMemory, entry: number, record: Uint8Array | undefined): void {
  const base = entry + layout.ACCOUNT_BASE;
  if (record !== undefined) {
    checkAccountRecord(record);
    const flags = record[0] as number;
    const hasCode = (flags & ACCOUNT_HAS_CODE) !== 0;
    const balance = hasCode ? ACCOUNT_REST + 32 : ACCOUNT_REST;
    if (hasCode) {
      writeBytes(memory, memory.scratch, record, ACCOUNT_REST, balance);
      memory.view.setUint32(base + layout.FIELDS_CODE, memory.core.internCode(memory.scratch), true);
    }
    writeFlags(memory, base, hasCode, (flags & ACCOUNT_HAS_STORAGE) !== 0);
    for (let i = 0; i < 8; i++) memory.bytes[base + layout.FIELDS_NONCE + i] = record[1 + i] as number;
    writeBytes(memory, base + layout.FIELDS_BALANCE, record, balance, record.length);
  }
  publish(memory, entry + layout.ACCOUNT_LOADED);
}

/** A reader need not know about storage where there is code: the answer matters only for accounts without. */
function writeFlags({ view }: ThreadMemory, base: number, hasCode: boolean, hasStorage: boolean): void {
  const owns = hasStorage || hasCode ? layout.HAS_STORAGE : 0;
  view.setUint32(base + layout.FIELDS_FLAGS, layout.EXISTS | owns, true);
}

export function fillSlot(memory: ThreadMemory, entry: number, value: bigint): void {
  writeWord(memory.view, entry + layout.SLOT_BASE, value);
  publish(memory, entry + layout.SLOT_LOADED);
}

/** The same from at most 32 big-endian bytes; undefined for an empty slot. */
export function fillSlotBytes(memory: ThreadMemory, entry: number, value: Uint8Array | undefined): void {
  if (value !== undefined) writeBytes(memory, entry + layout.SLOT_BASE, value, 0, value.length);
  publish(memory, entry + layout.SLOT_LOADED);
}

/** The bytes of a code entry. */
export function fillCode({ core, bytes }: ThreadMemory, entry: number, code: Uint8Array): void {
  const copy = core.takeFromBlock(code.length) >>> 0;
  bytes.set(code.subarray(0, code.length), copy);
  core.fillCode(entry, copy, code.length);
}
