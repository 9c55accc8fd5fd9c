/** Builds the block access list out of what every transaction accessed (EIP-7928). */
import { layout } from '@heddle/evm';
import {
  type Executed,
  type ExecutedGroup,
  LocationNames,
  readAccessRecords,
} from '../shared/readAccesses.ts';
import type { SharedMemory } from '../shared/sharedMemory.ts';
import { readHex, readWord } from '../shared/words.ts';
import type { AccountAccesses, BlockAccessList, Hash, Hex, IndexedValue } from '../types.ts';

/** A field of an account, or a slot, from place to place. */
class Field<Value extends bigint | number> {
  readonly changes: IndexedValue<Value>[] = [];
  #before: Value;
  #index = -1;
  now: Value;

  constructor(before: Value) {
    this.now = before;
    this.#before = before;
  }

  /** Sets the value at a place. Several calls of the protocol share one; what they leave as it was is no change. */
  set(index: number, value: Value): void {
    if (index !== this.#index) {
      this.#index = index;
      this.#before = this.now;
    } else if (this.changes.at(-1)?.index === index) {
      this.changes.pop();
    }
    this.now = value;
    if (value !== this.#before) this.changes.push({ index, value });
  }
}

/** What is known of one account so far. */
interface AccountBuild {
  balance: Field<bigint>;
  nonce: Field<bigint>;
  /** Code entry. */
  code: Field<number>;
  slots: Map<number, Field<bigint>>;
}

/** Gathers accesses in block order. */
class Builder {
  readonly #shared: SharedMemory;
  readonly #names: LocationNames;
  readonly #accounts = new Map<number, AccountBuild>();

  constructor(shared: SharedMemory) {
    this.#shared = shared;
    this.#names = new LocationNames(shared);
  }

  /** Takes in transactions that were executed together; those of the block pay fees to the beneficiary. */
  addGroup({ results, count, index }: ExecutedGroup, beneficiary: number | undefined): void {
    for (let i = 0; i < count; i++) {
      const result = results + i * layout.RESULT_BYTES;
      for (const { kind, location, value } of readAccessRecords(this.#shared, result))
        this.#add(index + i, kind, location, value);
      if (beneficiary === undefined) continue;
      this.addCredit(index + i, beneficiary, readWord(this.#shared.view, result + layout.RESULT_FEE));
    }
  }

  /** Takes in a credit, of 0 wei as well: the account was accessed. */
  addCredit(index: number, account: number, amount: bigint): void {
    const { balance } = this.#account(account);
    balance.set(index, balance.now + amount);
  }

  /** The list. */
  build(): BlockAccessList {
    return [...this.#accounts]
      .map(([entry, account]) => this.#finish(entry, account))
      .sort((a, b) => (a.address < b.address ? -1 : 1));
  }

  #add(index: number, kind: number, location: number, value: bigint): void {
    switch (kind) {
      case layout.RECORD_ACCOUNT:
        this.#account(location);
        break;
      case layout.RECORD_BALANCE:
        this.#account(location).balance.set(index, value);
        break;
      case layout.RECORD_CREDIT:
        this.addCredit(index, location, BigInt.asIntN(256, value));
        break;
      case layout.RECORD_NONCE:
        this.#account(location).nonce.set(index, value);
        break;
      case layout.RECORD_CODE:
        this.#account(location).code.set(index, Number(value));
        break;
      case layout.RECORD_SLOT_READ:
        this.#slot(location);
        break;
      case layout.RECORD_SLOT:
        this.#slot(location).set(index, value);
        break;
      default: // whether an account exists follows from its fields
    }
  }

  #account(entry: number): AccountBuild {
    let account = this.#accounts.get(entry);
    if (account === undefined) {
      const shared = this.#shared;
      const base = entry + layout.ACCOUNT_BASE;
      account = {
        balance: new Field(readWord(shared.view, base + layout.FIELDS_BALANCE)),
        nonce: new Field(shared.view.getBigUint64(base + layout.FIELDS_NONCE, true)),
        code: new Field(shared.getUint32(base + layout.FIELDS_CODE)),
        slots: new Map(),
      };
      this.#accounts.set(entry, account);
    }
    return account;
  }

  #slot(entry: number): Field<bigint> {
    const { slots } = this.#account(this.#names.ownerOf(entry));
    let slot = slots.get(entry);
    if (slot === undefined) {
      slot = new Field(readWord(this.#shared.view, entry + layout.SLOT_BASE));
      slots.set(entry, slot);
    }
    return slot;
  }

  #finish(entry: number, { balance, nonce, code, slots }: AccountBuild): AccountAccesses {
    const named = [...slots].map(([slot, { changes }]): [Hash, IndexedValue<bigint>[]] => [
      this.#names.slot(slot),
      changes,
    ]);
    named.sort(([a], [b]) => (a < b ? -1 : 1));
    return {
      address: this.#names.account(entry),
      storageChanges: named.flatMap(([slot, changes]) => (changes.length === 0 ? [] : [{ slot, changes }])),
      storageReads: named.flatMap(([slot, changes]) => (changes.length === 0 ? [slot] : [])),
      balanceChanges: balance.changes,
      nonceChanges: nonce.changes,
      codeChanges: code.changes.map(({ index, value }) => ({ index, value: this.#codeOf(value) })),
    };
  }

  #codeOf(entry: number): Hex {
    const start = this.#shared.getUint32(entry + layout.CODE_START);
    return readHex(this.#shared.bytes, start, this.#shared.getUint32(entry + layout.CODE_LENGTH));
  }
}

/** The access list of a block that was just executed; its memory still holds the records. */
export function buildBlockAccessList(shared: SharedMemory, executed: readonly Executed[]): BlockAccessList {
  const builder = new Builder(shared);
  const beneficiary = shared.getUint32(layout.BLOCK_BENEFICIARY_ACCOUNT);
  for (const one of executed) {
    if ('account' in one) builder.addCredit(one.index, one.account, one.amount);
    else builder.addGroup(one, one.paysFees ? beneficiary : undefined);
  }
  return builder.build();
}
