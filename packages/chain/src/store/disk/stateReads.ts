/** Reads of the environment of the state. */
import { type Account, type Address, decodeAccount, type Hash } from '@heddle/engine';
import { bufferOf, fromHex, toBigint, toHex } from '../../bytes.ts';
import type { BlockPlace } from '../chainStore.ts';
import type { StateEnvironment } from './environment.ts';
import { factNames } from './factNames.ts';
import { decodeIndexedPlace, decodePlace, type IndexedPlace, numberBytes } from './values.ts';

const ADDRESS_BYTES = 20;
const SLOT_BYTES = 32;

/** Above every number and every slot. */
const LAST_NUMBER = 2n ** 64n - 1n;
const LAST_SLOT = Buffer.alloc(SLOT_BYTES, 0xff);

export class StateReads {
  readonly #tables: StateEnvironment['tables'];
  /** Address and slot of the read that is made: a key is copied when it is used. */
  readonly #slotKey = Buffer.alloc(ADDRESS_BYTES + SLOT_BYTES);

  constructor({ tables }: StateEnvironment) {
    this.#tables = tables;
  }

  marker(): BlockPlace | undefined {
    const bytes = this.#tables.facts.get(factNames.marker);
    return bytes && decodePlace(bytes);
  }

  account(address: Address): Account | undefined {
    const record = this.#tables.accounts.get(fromHex(address));
    return record && decodeAccount(record);
  }

  storage(address: Address, slot: Hash): bigint {
    this.#slotKey.write(address.slice(2), 0, 'hex');
    this.#slotKey.write(slot.slice(2), ADDRESS_BYTES, 'hex');
    const value = this.#tables.slots.get(this.#slotKey);
    return value === undefined ? 0n : toBigint(value);
  }

  *slotsOf(address: Address): Generator<[Hash, bigint]> {
    const start = fromHex(address);
    const range = { start, end: Buffer.concat([start, LAST_SLOT]), inclusiveEnd: true };
    for (const { key, value } of this.#tables.slots.getRange(range))
      yield [toHex(key.subarray(ADDRESS_BYTES)), toBigint(value)];
  }

  *accounts(): Generator<[Address, Account]> {
    for (const { key, value } of this.#tables.accounts.getRange()) yield [toHex(key), decodeAccount(value)];
  }

  node(key: Uint8Array): Uint8Array | undefined {
    return this.#tables.nodes.get(key);
  }

  indexedPlace(transaction: Hash): IndexedPlace | undefined {
    const bytes = this.#tables.transactions.get(fromHex(transaction));
    return bytes && decodeIndexedPlace(bytes);
  }

  /** The account after a block: as it was before the first later one that changed it, if there is one. */
  accountAt(number: bigint, address: Address): Account | undefined {
    const later = this.#firstAfter('accountHistory', fromHex(address), number);
    if (later === undefined) return this.account(address);
    return later.length === 0 ? undefined : decodeAccount(later);
  }

  storageAt(number: bigint, address: Address, slot: Hash): bigint {
    const key = Buffer.concat([fromHex(address), fromHex(slot)]);
    const later = this.#firstAfter('slotHistory', key, number);
    return later === undefined ? this.storage(address, slot) : toBigint(bufferOf(later));
  }

  #firstAfter(
    table: 'accountHistory' | 'slotHistory',
    location: Uint8Array,
    number: bigint,
  ): Uint8Array | undefined {
    const keyAt = (at: bigint) => Buffer.concat([location, numberBytes(at)]);
    const range = { start: keyAt(number + 1n), end: keyAt(LAST_NUMBER), limit: 1 };
    for (const { value } of this.#tables[table].getRange(range)) return value;
    return undefined;
  }
}
