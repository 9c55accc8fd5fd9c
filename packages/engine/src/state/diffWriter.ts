/** Makes diffs in TypeScript, where no block was executed. */
import { layout } from '@heddle/evm';
import { EMPTY_CODE_HASH } from '../hash.ts';
import type { Address, Hash } from '../types.ts';
import type { DiffFields, StateDiff } from './stateDiff.ts';

/** A slot and its values. */
export type SlotChange = readonly [slot: Hash, before: bigint, after: bigint];

/** What is to be written of one account. */
export interface AccountRecord {
  address: Address;
  /** DIFF_* bits. */
  flags: number;
  before: DiffFields | undefined;
  after: DiffFields | undefined;
  /** Number of slots that follow. */
  slotCount: number;
}

const ABSENT: DiffFields = { nonce: 0n, balance: 0n, codeHash: EMPTY_CODE_HASH };

/** Writes records into room of known size; accounts and slots come in ascending order. */
export class DiffWriter {
  readonly accounts: Buffer;
  readonly slots: Buffer;
  #account = 0;
  #slot = 0;

  constructor(accountCount: number, slotCount: number) {
    this.accounts = Buffer.alloc(accountCount * layout.DIFF_ACCOUNT_BYTES);
    this.slots = Buffer.alloc(slotCount * layout.DIFF_SLOT_BYTES);
  }

  /** Writes an account; its slots must be written next. */
  account({ address, flags, before = ABSENT, after = ABSENT, slotCount }: AccountRecord): void {
    const { accounts } = this;
    const at = this.#take();
    accounts.write(address.slice(2), at + layout.DIFF_ADDRESS, 'hex');
    accounts.writeUInt32LE(flags, at + layout.DIFF_FLAGS);
    accounts.writeBigUInt64LE(before.nonce, at + layout.DIFF_NONCE_BEFORE);
    accounts.writeBigUInt64LE(after.nonce, at + layout.DIFF_NONCE_AFTER);
    writeValue(accounts, at + layout.DIFF_BALANCE_BEFORE, before.balance);
    writeValue(accounts, at + layout.DIFF_BALANCE_AFTER, after.balance);
    accounts.write(before.codeHash.slice(2), at + layout.DIFF_CODE_HASH_BEFORE, 'hex');
    accounts.write(after.codeHash.slice(2), at + layout.DIFF_CODE_HASH_AFTER, 'hex');
    this.#writeRange(at, slotCount);
  }

  /** Copies an account's record, with other flags and other slots, which must be written next. */
  copyAccount(record: Uint8Array, flags: number, slotCount: number): void {
    const at = this.#take();
    this.accounts.set(record, at);
    this.accounts.writeUInt32LE(flags, at + layout.DIFF_FLAGS);
    this.#writeRange(at, slotCount);
  }

  #take(): number {
    const at = this.#account;
    this.#account += layout.DIFF_ACCOUNT_BYTES;
    return at;
  }

  #writeRange(at: number, slotCount: number): void {
    this.accounts.writeUInt32LE(this.#slot / layout.DIFF_SLOT_BYTES, at + layout.DIFF_FIRST_SLOT);
    this.accounts.writeUInt32LE(slotCount, at + layout.DIFF_SLOT_COUNT);
  }

  slot([slot, before, after]: SlotChange): void {
    const at = this.#slot;
    this.#slot += layout.DIFF_SLOT_BYTES;
    this.slots.write(slot.slice(2), at + layout.DIFF_SLOT_KEY, 'hex');
    writeValue(this.slots, at + layout.DIFF_SLOT_BEFORE, before);
    writeValue(this.slots, at + layout.DIFF_SLOT_AFTER, after);
  }

  /** Copies records of slots. */
  copySlots(records: Uint8Array): void {
    this.slots.set(records, this.#slot);
    this.#slot += records.length;
  }

  finish(codes: ReadonlyMap<Hash, Uint8Array>): StateDiff {
    return { accounts: this.accounts, slots: this.slots, codes };
  }
}

function writeValue(bytes: Buffer, at: number, value: bigint): void {
  if (value !== 0n) bytes.write(value.toString(16).padStart(64, '0'), at, 'hex');
}
