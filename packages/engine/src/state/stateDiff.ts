/**
 * What one block changed, forward and backward, in bytes: made by the core, taken by stores, tries and caches as it
 * is. The offsets inside a record are the DIFF_* constants of the layout.
 */
import { layout } from '@heddle/evm';
import { toBigint, toHex } from '../bytes.ts';
import { StateDiffIncompleteError } from '../errors/input.ts';
import type { Address, Hash } from '../types.ts';

/** The difference between the state before a block and after it. */
export interface StateDiff {
  /** DIFF_ACCOUNT_BYTES per account that changed, or of which a slot did; ascending by address. */
  readonly accounts: Uint8Array;
  /** DIFF_SLOT_BYTES per slot; those of an account are consecutive, ascending by slot. */
  readonly slots: Uint8Array;
  /** Code that accounts got in the block, by hash. */
  readonly codes: ReadonlyMap<Hash, Uint8Array>;
}

/** One end of a diff. */
export type DiffSide = 'before' | 'after';

/** The way in which a diff is applied: from before to after, or back. */
export type DiffDirection = 'forward' | 'backward';

/** An account on one side. */
export interface DiffFields {
  nonce: bigint;
  /** Wei. */
  balance: bigint;
  codeHash: Hash;
}

/** A view of one record of `slots`. Bytes are views of the diff, 32 each, big-endian. */
export class DiffSlot {
  readonly #bytes: Uint8Array;
  readonly #at: number;

  constructor(slots: Uint8Array, index: number) {
    this.#bytes = slots;
    this.#at = index * layout.DIFF_SLOT_BYTES;
  }

  #word(offset: number): Uint8Array {
    return this.#bytes.subarray(this.#at + offset, this.#at + offset + 32);
  }

  get keyBytes(): Uint8Array {
    return this.#word(layout.DIFF_SLOT_KEY);
  }

  get key(): Hash {
    return toHex(this.keyBytes);
  }

  /** The slot's value on one side. */
  bytesAt(side: DiffSide): Uint8Array {
    return this.#word(side === 'before' ? layout.DIFF_SLOT_BEFORE : layout.DIFF_SLOT_AFTER);
  }

  valueAt(side: DiffSide): bigint {
    return toBigint(this.bytesAt(side));
  }
}

/** A view of one record of `accounts`. */
export class DiffAccount {
  readonly #diff: StateDiff;
  readonly #view: DataView;
  readonly #at: number;

  constructor(diff: StateDiff, view: DataView, index: number) {
    this.#diff = diff;
    this.#view = view;
    this.#at = index * layout.DIFF_ACCOUNT_BYTES;
  }

  #bytes(offset: number, size: number): Uint8Array {
    return this.#diff.accounts.subarray(this.#at + offset, this.#at + offset + size);
  }

  /** The whole record, a view. */
  get record(): Uint8Array {
    return this.#bytes(0, layout.DIFF_ACCOUNT_BYTES);
  }

  /** 20 bytes, a view. */
  get addressBytes(): Uint8Array {
    return this.#bytes(layout.DIFF_ADDRESS, 20);
  }

  get address(): Address {
    return toHex(this.addressBytes);
  }

  /** DIFF_* bits. */
  get flags(): number {
    return this.#view.getUint32(this.#at + layout.DIFF_FLAGS, true);
  }

  has(flag: number): boolean {
    return (this.flags & flag) !== 0;
  }

  existsAt(side: DiffSide): boolean {
    return this.has(side === 'before' ? layout.DIFF_EXISTS_BEFORE : layout.DIFF_EXISTS_AFTER);
  }

  nonceAt(side: DiffSide): bigint {
    const offset = side === 'before' ? layout.DIFF_NONCE_BEFORE : layout.DIFF_NONCE_AFTER;
    return this.#view.getBigUint64(this.#at + offset, true);
  }

  /** 32 bytes, big-endian, a view. */
  balanceBytesAt(side: DiffSide): Uint8Array {
    return this.#bytes(side === 'before' ? layout.DIFF_BALANCE_BEFORE : layout.DIFF_BALANCE_AFTER, 32);
  }

  /** 32 bytes, a view. */
  codeHashBytesAt(side: DiffSide): Uint8Array {
    return this.#bytes(side === 'before' ? layout.DIFF_CODE_HASH_BEFORE : layout.DIFF_CODE_HASH_AFTER, 32);
  }

  /** The account on one side; undefined when it does not exist there. */
  fieldsAt(side: DiffSide): DiffFields | undefined {
    if (!this.existsAt(side)) return undefined;
    return {
      nonce: this.nonceAt(side),
      balance: toBigint(this.balanceBytesAt(side)),
      codeHash: toHex(this.codeHashBytesAt(side)),
    };
  }

  /** Index of the account's first slot among all slots. */
  get firstSlot(): number {
    return this.#view.getUint32(this.#at + layout.DIFF_FIRST_SLOT, true);
  }

  get slotCount(): number {
    return this.#view.getUint32(this.#at + layout.DIFF_SLOT_COUNT, true);
  }

  /** The account's slots, in order. */
  *slots(): Generator<DiffSlot> {
    const first = this.firstSlot;
    for (let i = 0; i < this.slotCount; i++) yield new DiffSlot(this.#diff.slots, first + i);
  }

  /** The records of the account's slots, a view. */
  get slotRecords(): Uint8Array {
    const start = this.firstSlot * layout.DIFF_SLOT_BYTES;
    return this.#diff.slots.subarray(start, start + this.slotCount * layout.DIFF_SLOT_BYTES);
  }
}

/** Number of accounts of which something changed. */
export function diffAccountCount(diff: StateDiff): number {
  return diff.accounts.length / layout.DIFF_ACCOUNT_BYTES;
}

/** Number of slots that changed. */
export function diffSlotCount(diff: StateDiff): number {
  return diff.slots.length / layout.DIFF_SLOT_BYTES;
}

/** Views of the accounts, in order. */
export function* diffAccounts(diff: StateDiff): Generator<DiffAccount> {
  const { buffer, byteOffset, byteLength } = diff.accounts;
  const view = new DataView(buffer, byteOffset, byteLength);
  const count = diffAccountCount(diff);
  for (let i = 0; i < count; i++) yield new DiffAccount(diff, view, i);
}

function firstCleared(diff: StateDiff): DiffAccount | undefined {
  for (const account of diffAccounts(diff)) if (account.has(layout.DIFF_STORAGE_CLEARED)) return account;
  return undefined;
}

/** True when the diff names every slot that it changes: applying it needs no other source. */
export function isComplete(diff: StateDiff): boolean {
  return firstCleared(diff) === undefined;
}

/** @throws StateDiffIncompleteError unless the diff is complete */
export function expectComplete(diff: StateDiff): void {
  const account = firstCleared(diff);
  if (account !== undefined) throw new StateDiffIncompleteError({ address: account.address });
}
