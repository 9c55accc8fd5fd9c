/** State readers that give what they are asked for, and remember it or insist on it. */
import { type Account, type Address, type Hash, MissingStateError, type StateReader } from '@heddle/engine';

/** What an execution asked its state for. */
export class Asked {
  readonly accounts = new Set<Address>();
  readonly slots = new Set<string>();
  readonly code = new Set<Hash>();
}

/** Reads from another state and notes what for. */
export class RecordingReader implements StateReader {
  readonly asked = new Asked();
  readonly #inner: StateReader;

  constructor(inner: StateReader) {
    this.#inner = inner;
  }

  account(address: Address) {
    this.asked.accounts.add(address);
    return this.#inner.account(address);
  }

  storage(address: Address, slot: Hash) {
    this.asked.slots.add(address + slot);
    return this.#inner.storage(address, slot);
  }

  code(hash: Hash) {
    this.asked.code.add(hash);
    return this.#inner.code(hash);
  }
}

/**
 * Knows only what serial execution asked for, and answers late. A run on stale values may ask for more, which must not
 * show in the end.
 */
export class MinimalReader implements StateReader {
  readonly #inner: StateReader;
  readonly #known: Asked;

  constructor(inner: StateReader, known: Asked) {
    this.#inner = inner;
    this.#known = known;
  }

  async account(address: Address): Promise<Account | undefined> {
    if (!this.#known.accounts.has(address)) throw new MissingStateError({ address });
    return this.#inner.account(address);
  }

  async storage(address: Address, slot: Hash): Promise<bigint> {
    if (!this.#known.slots.has(address + slot)) throw new MissingStateError({ address, slot });
    return this.#inner.storage(address, slot);
  }

  async code(codeHash: Hash): Promise<Uint8Array> {
    if (!this.#known.code.has(codeHash)) throw new MissingStateError({ codeHash });
    return this.#inner.code(codeHash);
  }
}
