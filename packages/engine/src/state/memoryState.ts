/** A state that lives in memory whole: fixtures, development chains, block files. */

import { keccak256 } from '@heddle/evm';
import { fromHex, toHex } from '../bytes.ts';
import { MissingStateError } from '../errors/input.ts';
import { EMPTY_CODE_HASH } from '../hash.ts';
import type { Account, Address, Hash, StateChanges, StateReader, WholeState } from '../types.ts';
import { type Alloc, readAlloc } from './alloc.ts';
import { stateRoot } from './stateRoot.ts';

/** An account with its storage. Never changed in place, so that forks share it. */
export interface StoredAccount {
  readonly nonce: bigint;
  /** Wei. */
  readonly balance: bigint;
  readonly codeHash: Hash;
  /** Values by slot. A slot with 0n is known to be empty; only strict states hold such. */
  readonly storage: ReadonlyMap<Hash, bigint>;
}

const NO_STORAGE: ReadonlyMap<Hash, bigint> = new Map();

/**
 * A {@link StateReader} over maps; all reads are synchronous.
 *
 * A *strict* state stands for the part of a larger one that a block needs: a slot that it does not list, of a
 * contract that it does, and code that it does not hold are errors instead of empty. Accounts that it does
 * not list do not exist in either mode, because block files leave out what did not exist before the block.
 */
export class MemoryState implements StateReader, WholeState {
  readonly strict: boolean;
  readonly #accounts: Map<Address, StoredAccount>;
  readonly #code: Map<Hash, Uint8Array>;
  #revision = 0;

  private constructor(accounts: Map<Address, StoredAccount>, code: Map<Hash, Uint8Array>, strict: boolean) {
    this.#accounts = accounts;
    this.#code = code;
    this.strict = strict;
  }

  /** Pools copy the state at once. */
  get whole(): this {
    return this;
  }

  /** Number of blocks applied. */
  get revision(): number {
    return this.#revision;
  }

  /** A state without accounts. */
  static empty(): MemoryState {
    return new MemoryState(new Map(), new Map(), false);
  }

  /**
   * The state that an allocation describes: `{ address: { balance, nonce?, code?, storage? } }` in hexadecimal.
   *
   * @param options.strict whether reads of unlisted slots are errors
   * @throws FieldMalformedError naming the field
   */
  static fromAlloc(alloc: Alloc, options: { strict?: boolean } = {}): MemoryState {
    const strict = options.strict ?? false;
    const accounts = new Map<Address, StoredAccount>();
    const code = new Map<Hash, Uint8Array>();
    for (const entry of readAlloc(alloc)) {
      const codeHash = entry.code === '0x' ? EMPTY_CODE_HASH : toHex(keccak256(fromHex(entry.code)));
      if (codeHash !== EMPTY_CODE_HASH) code.set(codeHash, fromHex(entry.code));
      const { nonce, balance } = entry;
      const storage = strict ? entry.storage : withoutEmpty(entry.storage);
      accounts.set(entry.address, { nonce, balance, codeHash, storage });
    }
    return new MemoryState(accounts, code, strict);
  }

  account(address: Address): Account | undefined {
    const stored = this.#accounts.get(address);
    if (stored === undefined) return undefined;
    const { nonce, balance, codeHash, storage } = stored;
    return { nonce, balance, codeHash, hasStorage: hasValues(storage) };
  }

  /** @throws MissingStateError when strict and the slot of a contract is not listed */
  storage(address: Address, slot: Hash): bigint {
    const stored = this.#accounts.get(address);
    const value = stored?.storage.get(slot);
    if (value !== undefined) return value;
    // What has no code had no chance to store anything.
    if (this.strict && stored !== undefined && stored.codeHash !== EMPTY_CODE_HASH) {
      throw new MissingStateError({ address, slot });
    }
    return 0n;
  }

  /** @throws MissingStateError when no account was given that code */
  code(hash: Hash): Uint8Array {
    const code = this.#code.get(hash);
    if (code === undefined) throw new MissingStateError({ codeHash: hash });
    return code;
  }

  /** All accounts with their storage, in no particular order. */
  entries(): IterableIterator<[Address, StoredAccount]> {
    return this.#accounts.entries();
  }

  /** The slots of an account, in no particular order. */
  slotsOf(address: Address): IterableIterator<[Hash, bigint]> {
    return (this.#accounts.get(address)?.storage ?? NO_STORAGE).entries();
  }

  /** All code by hash, that of nothing excluded. */
  codes(): IterableIterator<[Hash, Uint8Array]> {
    return this.#code.entries();
  }

  /** A state with the same content that changes apart from this one; accounts are shared until changed. */
  fork(): MemoryState {
    return new MemoryState(new Map(this.#accounts), new Map(this.#code), this.strict);
  }

  /** Makes this the state after a block. */
  apply(changes: StateChanges): void {
    this.#revision++;
    for (const [hash, code] of changes.code) this.#code.set(hash, code);
    for (const { address, account, storageCleared, storage } of changes.accounts) {
      if (account === null) {
        this.#accounts.delete(address);
        continue;
      }
      const before = storageCleared ? NO_STORAGE : (this.#accounts.get(address)?.storage ?? NO_STORAGE);
      const { nonce, balance, codeHash } = account;
      const after = storage.length === 0 ? before : this.#written(before, storage);
      this.#accounts.set(address, { nonce, balance, codeHash, storage: after });
    }
  }

  /** The root that the header of a block commits to. */
  stateRoot(): Hash {
    return stateRoot(this.#accounts);
  }

  #written(before: ReadonlyMap<Hash, bigint>, writes: readonly [Hash, bigint][]): ReadonlyMap<Hash, bigint> {
    const after = new Map(before);
    for (const [slot, value] of writes) {
      if (value === 0n && !this.strict) after.delete(slot);
      else after.set(slot, value);
    }
    return after;
  }
}

function hasValues(storage: ReadonlyMap<Hash, bigint>): boolean {
  for (const value of storage.values()) if (value !== 0n) return true;
  return false;
}

function withoutEmpty(storage: ReadonlyMap<Hash, bigint>): ReadonlyMap<Hash, bigint> {
  return new Map([...storage].filter(([, value]) => value !== 0n));
}
