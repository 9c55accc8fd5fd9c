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
import type { AccountAccesses, Address, BlockAccessList, Hash, Hex, IndexedValue } from '../types.ts';

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
  /** Place at which its storage was dropped last (before Cancun). */
  wiped: number | undefined;
  earlier: AccountAccesses | undefined;
  balance: Field<bigint>;
  nonce: Field<bigint>;
  /** Code entry. */
  code: Field<number>;
  slots: Map<number, Field<bigint>>;
}

function lastOf(changes: readonly IndexedValue<bigint>[] | undefined): bigint | undefined {
  return changes?.at(-1)?.value;
}

/** Gathers accesses in block order. */
export class AccessListBuilder {
  readonly #shared: SharedMemory;
  readonly #names: LocationNames;
  readonly #accounts = new Map<number, AccountBuild>();
  readonly #earlier: (address: Address) => AccountAccesses | undefined;

  /** @param earlier what a list says of earlier places, where gathering begins in the middle of a block */
  constructor(
    shared: SharedMemory,
    earlier: (address: Address) => AccountAccesses | undefined = () => undefined,
  ) {
    this.#shared = shared;
    this.#names = new LocationNames(shared);
    this.#earlier = earlier;
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

  /** Entries of the accounts met, and of their slots with what changed there. */
  *entries(): Generator<{ account: number; slots: ReadonlyMap<number, { changes: readonly unknown[] }> }> {
    for (const [account, { slots }] of this.#accounts) yield { account, slots };
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
      case layout.RECORD_WIPE:
        this.#wipe(index, this.#account(location));
        break;
      default: // whether an account exists follows from its fields
    }
  }

  #wipe(index: number, account: AccountBuild): void {
    account.wiped = index;
    for (const slot of account.slots.values()) slot.set(index, 0n);
  }

  #account(entry: number): AccountBuild {
    let account = this.#accounts.get(entry);
    if (account === undefined) {
      const shared = this.#shared;
      const base = entry + layout.ACCOUNT_BASE;
      const earlier = this.#earlier(this.#names.account(entry));
      account = {
        wiped: undefined,
        earlier,
        balance: new Field(
          lastOf(earlier?.balanceChanges) ?? readWord(shared.view, base + layout.FIELDS_BALANCE),
        ),
        nonce: new Field(
          lastOf(earlier?.nonceChanges) ?? shared.view.getBigUint64(base + layout.FIELDS_NONCE, true),
        ),
        code: new Field(shared.getUint32(base + layout.FIELDS_CODE)),
        slots: new Map(),
      };
      this.#accounts.set(entry, account);
    }
    return account;
  }

  #slot(entry: number): Field<bigint> {
    const { slots, earlier, wiped } = this.#account(this.#names.ownerOf(entry));
    let slot = slots.get(entry);
    if (slot === undefined) {
      const key = earlier === undefined ? undefined : this.#names.slot(entry);
      const before = lastOf(earlier?.storageChanges.find((one) => one.slot === key)?.changes);
      slot = new Field(before ?? readWord(this.#shared.view, entry + layout.SLOT_BASE));
      if (wiped !== undefined) slot.set(wiped, 0n);
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
    return readHex(this.#shared.buffer, start, this.#shared.getUint32(entry + layout.CODE_LENGTH));
  }
}

/** The access list of a block that was just executed; its memory still holds the records. */
export function buildBlockAccessList(shared: SharedMemory, executed: readonly Executed[]): BlockAccessList {
  const builder = new AccessListBuilder(shared);
  const beneficiary = shared.getUint32(layout.BLOCK_BENEFICIARY_ACCOUNT);
  for (const one of executed) {
    if ('account' in one) builder.addCredit(one.index, one.account, one.amount);
    else builder.addGroup(one, one.paysFees ? beneficiary : undefined);
  }
  return builder.build();
}
