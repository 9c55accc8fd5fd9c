/** What one block's diff says of an account or slot, found by name. Made when somebody first asks. */
import {
  type Account,
  type Address,
  type DiffAccount,
  type DiffSlot,
  diffAccounts,
  type Hash,
  type StateDiff,
} from '@heddle/engine';
import { layout } from '@heddle/evm';
import type { DiffStep } from '../store/chainStore.ts';

/** Found: the value on the asked side of the block, undefined there for an account that does not exist. */
export interface Found<Value> {
  value: Value;
}

type Direction = DiffStep['direction'];

export class DiffLookup {
  readonly #accounts = new Map<Address, DiffAccount>();
  /** The slots of accounts that somebody asked for. */
  readonly #slots = new Map<Address, Map<Hash, DiffSlot>>();

  constructor(diff: StateDiff) {
    for (const account of diffAccounts(diff)) this.#accounts.set(account.address, account);
  }

  /** The account before or after the block; nothing when the block did not touch it. */
  account(address: Address, direction: Direction): Found<Account | undefined> | undefined {
    const account = this.#accounts.get(address);
    if (account === undefined) return undefined;
    const isAfter = direction === 'forward';
    const fields = account.fieldsAt(isAfter ? 'after' : 'before');
    if (fields === undefined) return { value: undefined };
    const mayOwn = isAfter ? layout.DIFF_MAY_OWN_AFTER : layout.DIFF_MAY_OWN_BEFORE;
    return { value: { ...fields, hasStorage: account.has(mayOwn) } };
  }

  /** The value of a slot before or after the block; nothing when the block did not change it. */
  slot(address: Address, slot: Hash, direction: Direction): Found<bigint> | undefined {
    const found = this.#slotsOf(address)?.get(slot);
    return found && { value: found.valueAt(direction === 'forward' ? 'after' : 'before') };
  }

  /** All slots of an account that the block changed, with their values before or after it. */
  *slots(address: Address, direction: Direction): Generator<[Hash, bigint]> {
    for (const [slot, found] of this.#slotsOf(address) ?? [])
      yield [slot, found.valueAt(direction === 'forward' ? 'after' : 'before')];
  }

  /** The accounts that the block touched. */
  addresses(): IterableIterator<Address> {
    return this.#accounts.keys();
  }

  #slotsOf(address: Address): Map<Hash, DiffSlot> | undefined {
    const known = this.#slots.get(address);
    if (known !== undefined) return known;
    const account = this.#accounts.get(address);
    if (account === undefined) return undefined;
    const slots = new Map<Hash, DiffSlot>();
    for (const slot of account.slots()) slots.set(slot.key, slot);
    this.#slots.set(address, slots);
    return slots;
  }
}
