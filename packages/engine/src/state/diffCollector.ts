/**
 * Collects the accounts of a first state, in any order, and makes the diff from nothing of them. A million accounts as
 * objects would take a GB; here each takes 144 bytes until all are known, and then its record.
 */
import { keccak256, layout } from '@heddle/evm';
import { fromHex, toHex } from '../bytes.ts';
import { FieldMalformedError } from '../errors/input.ts';
import { EMPTY_CODE_HASH } from '../hash.ts';
import type { Hash, Hex } from '../types.ts';
import type { AllocEntry } from './alloc.ts';
import { ByteList } from './byteList.ts';
import type { StateDiff } from './stateDiff.ts';

/**
 * What is kept of an account is what is not zero in its record: the head, up to the number of slots, and the tail, from the
 * balance after. The index of the first slot is that among the slots collected.
 */
const HEAD_BYTES = 48;
const TAIL_BYTES = layout.DIFF_ACCOUNT_BYTES - layout.DIFF_BALANCE_AFTER;
const ACCOUNT_BYTES = HEAD_BYTES + TAIL_BYTES;
const inTail = (offset: number) => offset - layout.DIFF_BALANCE_AFTER + HEAD_BYTES;
/** A slot: key and value, 32 bytes each, big-endian. */
const SLOT_BYTES = 64;

const noCode = fromHex(EMPTY_CODE_HASH);

export class DiffCollector {
  readonly #accounts = new ByteList(ACCOUNT_BYTES);
  readonly #slots = new ByteList(SLOT_BYTES);
  readonly #codes = new Map<Hash, Uint8Array>();

  /** Number of accounts so far. */
  get size(): number {
    return this.#accounts.length;
  }

  /** Adds an account; slots with 0 are left out. */
  add({ address, nonce, balance, code, storage }: AllocEntry): void {
    const firstSlot = this.#slots.length;
    const slots = storage.size < 2 ? storage : [...storage].sort(byKey);
    for (const [key, value] of slots) if (value !== 0n) this.#addSlot(key, value);
    const slotCount = this.#slots.length - firstSlot;
    const owns = slotCount === 0 ? 0 : layout.DIFF_MAY_OWN_AFTER;
    const record = this.#accounts.push();
    record.write(address.slice(2), layout.DIFF_ADDRESS, 'hex');
    record.writeUInt32LE(layout.DIFF_EXISTS_AFTER | layout.DIFF_FIELDS | owns, layout.DIFF_FLAGS);
    record.writeBigUInt64LE(nonce, layout.DIFF_NONCE_AFTER);
    record.writeUInt32LE(firstSlot, layout.DIFF_FIRST_SLOT);
    record.writeUInt32LE(slotCount, layout.DIFF_SLOT_COUNT);
    writeValue(record, inTail(layout.DIFF_BALANCE_AFTER), balance);
    record.set(noCode, inTail(layout.DIFF_CODE_HASH_BEFORE));
    record.set(this.#keep(code), inTail(layout.DIFF_CODE_HASH_AFTER));
  }

  #addSlot(key: Hash, value: bigint): void {
    const record = this.#slots.push();
    record.write(key.slice(2), 0, 'hex');
    writeValue(record, 32, value);
  }

  /** The hash of a code, which is kept. */
  #keep(code: Hex): Uint8Array {
    if (code === '0x') return noCode;
    const bytes = fromHex(code);
    const hash = keccak256(bytes);
    this.#codes.set(toHex(hash), bytes);
    return hash;
  }

  /**
   * The diff from nothing to all of them. The collector is of no use afterwards.
   *
   * @throws FieldMalformedError for an account that is there twice
   */
  finish(): StateDiff {
    const order = sortedByAddress(this.#accounts);
    const accounts = Buffer.alloc(order.length * layout.DIFF_ACCOUNT_BYTES);
    const slots = Buffer.alloc(this.#slots.length * layout.DIFF_SLOT_BYTES);
    let slot = 0;
    let at = 0;
    for (const index of order) {
      const kept = this.#accounts.at(index);
      accounts.set(kept.subarray(0, HEAD_BYTES), at);
      accounts.set(kept.subarray(HEAD_BYTES), at + layout.DIFF_BALANCE_AFTER);
      accounts.writeUInt32LE(slot, at + layout.DIFF_FIRST_SLOT);
      const first = kept.readUInt32LE(layout.DIFF_FIRST_SLOT);
      const end = first + kept.readUInt32LE(layout.DIFF_SLOT_COUNT);
      for (let i = first; i < end; i++) writeSlot(slots, slot++ * layout.DIFF_SLOT_BYTES, this.#slots.at(i));
      at += layout.DIFF_ACCOUNT_BYTES;
    }
    return { accounts, slots, codes: new Map([...this.#codes].sort(byKey)) };
  }
}

function writeSlot(slots: Buffer, at: number, kept: Buffer): void {
  slots.set(kept.subarray(0, 32), at + layout.DIFF_SLOT_KEY);
  slots.set(kept.subarray(32), at + layout.DIFF_SLOT_AFTER);
}

/** Indices of the accounts in ascending order. @throws FieldMalformedError for an account that is there twice */
function sortedByAddress(accounts: ByteList): Uint32Array {
  // Six bytes are exact in a double and tell nearly all addresses apart.
  const heads = Float64Array.from({ length: accounts.length }, (_, i) =>
    accounts.at(i).readUIntBE(layout.DIFF_ADDRESS, 6),
  );
  const compare = (a: number, b: number) =>
    heads[a]! - heads[b]! || Buffer.compare(addressOf(accounts, a), addressOf(accounts, b));
  const order = Uint32Array.from(heads.keys()).sort(compare);
  const twice = order.findIndex((index, i) => i > 0 && compare(order[i - 1]!, index) === 0);
  if (twice < 0) return order;
  const value = toHex(addressOf(accounts, order[twice]!));
  throw new FieldMalformedError({ field: 'alloc', value, expected: 'each account once' });
}

function addressOf(accounts: ByteList, index: number): Buffer {
  return accounts.at(index).subarray(layout.DIFF_ADDRESS, layout.DIFF_ADDRESS + 20);
}

function writeValue(record: Buffer, at: number, value: bigint): void {
  if (value !== 0n) record.write(value.toString(16).padStart(64, '0'), at, 'hex');
}

function byKey([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  return a < b ? -1 : 1;
}
