import { keccak256 } from '@heddle/evm';
import { toHex } from '../bytes.ts';
import { EMPTY_CODE_HASH } from '../hash.ts';
import type { Account, Address, Hash, StateChanges, StateReader } from '../types.ts';

/** What is other than in the state below. */
interface Layer {
  nonce?: bigint;
  balance?: bigint;
  codeHash?: Hash;
  /** True when nothing of the storage below shows through. */
  hidesStorage: boolean;
  slots: Map<Hash, bigint>;
  /** True for an account that does not exist any more. */
  isGone: boolean;
}

const NOTHING = { nonce: 0n, balance: 0n, codeHash: EMPTY_CODE_HASH };

/** A state with some accounts, fields, slots and code other than in the one below, which stays as it is. */
export class OverlaidState implements StateReader {
  readonly #below: StateReader;
  readonly #layers = new Map<Address, Layer>();
  readonly #code = new Map<Hash, Uint8Array>();
  #stamp = {};
  #belowThen: unknown;

  constructor(below: StateReader) {
    this.#below = below;
  }

  /** Changes with every change here and with that of the state below; undefined when that one has none. */
  get revision(): unknown {
    const below = this.#below.revision;
    if (below === undefined || this.#layers.size === 0) return below;
    if (below !== this.#belowThen) this.#stamp = {};
    this.#belowThen = below;
    return this.#stamp;
  }

  beforeBinding(): void | Promise<void> {
    return this.#below.beforeBinding?.();
  }

  account(address: Address): Account | undefined | Promise<Account | undefined> {
    const layer = this.#layers.get(address);
    if (layer === undefined) return this.#below.account(address);
    if (layer.isGone) return undefined;
    const below = this.#below.account(address);
    return below instanceof Promise ? below.then((found) => merge(layer, found)) : merge(layer, below);
  }

  storage(address: Address, slot: Hash): bigint | Promise<bigint> {
    const layer = this.#layers.get(address);
    return (
      layer?.slots.get(slot) ??
      (layer !== undefined && (layer.hidesStorage || layer.isGone) ? 0n : this.#below.storage(address, slot))
    );
  }

  code(hash: Hash): Uint8Array | Promise<Uint8Array> {
    return this.#code.get(hash) ?? this.#below.code(hash);
  }

  /** Sets fields of an account, which exists from then on. */
  set(address: Address, fields: { nonce?: bigint; balance?: bigint; code?: Uint8Array }): void {
    const layer = this.#layer(address);
    layer.isGone = false;
    if (fields.nonce !== undefined) layer.nonce = fields.nonce;
    if (fields.balance !== undefined) layer.balance = fields.balance;
    if (fields.code === undefined) return;
    layer.codeHash = fields.code.length === 0 ? EMPTY_CODE_HASH : toHex(keccak256(fields.code));
    this.#code.set(layer.codeHash, fields.code);
  }

  /** Sets slots, all others being empty from then on where `hides`. */
  setStorage(address: Address, slots: Iterable<readonly [Hash, bigint]>, hides: boolean): void {
    const layer = this.#layer(address);
    if (hides) {
      layer.hidesStorage = true;
      layer.slots.clear();
    }
    for (const [slot, value] of slots) layer.slots.set(slot, value);
  }

  /** Makes this the state after a block. */
  apply(changes: StateChanges): void {
    for (const [hash, code] of changes.code) this.#code.set(hash, code);
    for (const { address, account, storageCleared, storage } of changes.accounts) {
      const layer = this.#layer(address);
      layer.isGone = account === null;
      Object.assign(layer, account ?? NOTHING);
      this.setStorage(address, storage, storageCleared || account === null);
    }
  }

  /** The layer of an account, about to be changed. */
  #layer(address: Address): Layer {
    this.#stamp = {};
    const known = this.#layers.get(address) ?? { hidesStorage: false, slots: new Map(), isGone: false };
    this.#layers.set(address, known);
    return known;
  }
}

function merge(
  { nonce, balance, codeHash, hidesStorage, slots }: Layer,
  below: Account | undefined,
): Account {
  return {
    nonce: nonce ?? below?.nonce ?? 0n,
    balance: balance ?? below?.balance ?? 0n,
    codeHash: codeHash ?? below?.codeHash ?? EMPTY_CODE_HASH,
    hasStorage:
      (!hidesStorage && below?.hasStorage === true) || [...slots.values()].some((value) => value !== 0n),
  };
}
