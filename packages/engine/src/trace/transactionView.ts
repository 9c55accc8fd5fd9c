/** What a transaction saw and changed, read from its own view before it is committed. */
import { layout } from '@heddle/evm';
import type { SharedMemory } from '../shared/sharedMemory.ts';
import { readAddress, readHash, readWord } from '../shared/words.ts';
import type { Address, Hash } from '../types.ts';

/** Code that an account has: its bytes when they are in memory. */
export interface SeenCode {
  hash: Hash;
  bytes: Uint8Array | undefined;
}

/** Fields of an account. Wei. */
export interface SeenFields {
  exists: boolean;
  nonce: bigint;
  balance: bigint;
  code: SeenCode;
}

export interface SeenAccount {
  address: Address;
  before: SeenFields;
  after: SeenFields;
  /** True when it is deleted by a self-destruction. */
  isDestroyed: boolean;
  /** Slots that were accessed, with their values before and after. */
  slots: { key: Hash; before: Hash; after: Hash }[];
}

/** Valid while `settled` runs. */
export class TransactionView {
  readonly #shared: SharedMemory;
  readonly #context: number;

  constructor(shared: SharedMemory) {
    this.#shared = shared;
    this.#context = shared.plan.largeContext;
  }

  /** All accounts that were accessed, and the beneficiary, in no particular order. */
  accounts(): SeenAccount[] {
    const beneficiary = this.#shared.getUint32(layout.BLOCK_BENEFICIARY_ACCOUNT);
    const seen = new Map<number, SeenAccount>();
    for (const entry of this.#list(layout.CTX_FIRST_ACCOUNT)) {
      const isBeneficiary = this.#word(entry, layout.LOCAL_SHARED) === beneficiary;
      if (isBeneficiary || this.#has(entry, layout.ACCESSED))
        seen.set(entry, this.#account(entry, isBeneficiary));
    }
    for (const entry of this.#list(layout.CTX_FIRST_SLOT)) {
      if (!this.#has(entry, layout.ACCESSED) || !this.#has(entry, layout.VALUE_KNOWN)) continue;
      const { bytes } = this.#shared;
      seen.get(this.#word(entry, layout.LOCAL_OWNER))?.slots.push({
        key: readHash(bytes, entry + layout.LOCAL_KEY),
        before: readHash(bytes, entry + layout.LOCAL_ORIGINAL),
        after: readHash(bytes, entry + layout.LOCAL_VALUE),
      });
    }
    return [...seen.values()];
  }

  *#list(first: number): Generator<number> {
    let entry = this.#word(this.#context, first);
    for (; entry !== 0; entry = this.#word(entry, layout.LOCAL_LINK)) yield entry;
  }

  #word(entry: number, offset: number): number {
    return this.#shared.getUint32(entry + offset);
  }

  #has(entry: number, flag: number): boolean {
    return (this.#word(entry, layout.LOCAL_FLAGS) & flag) !== 0;
  }

  #account(entry: number, isBeneficiary: boolean): SeenAccount {
    const { bytes } = this.#shared;
    const before = this.#committed(this.#word(entry, layout.LOCAL_SHARED));
    return {
      address: readAddress(bytes, entry + layout.LOCAL_ADDRESS),
      before,
      after: this.#after(entry, before, isBeneficiary),
      isDestroyed: this.#has(entry, layout.DESTROYED),
      slots: [],
    };
  }

  /** Fields before the transaction: as committed in this block, else as before it. */
  #committed(account: number): SeenFields {
    const isCurrent =
      this.#word(account, layout.ACCOUNT_STAMP) === this.#shared.getUint32(layout.BLOCK_EPOCH);
    const fields = account + (isCurrent ? layout.ACCOUNT_CURRENT : layout.ACCOUNT_BASE);
    return {
      exists: (this.#word(fields, layout.FIELDS_FLAGS) & layout.EXISTS) !== 0,
      nonce: this.#shared.view.getBigUint64(fields + layout.FIELDS_NONCE, true),
      balance: readWord(this.#shared.view, fields + layout.FIELDS_BALANCE),
      code: this.#code(this.#word(fields, layout.FIELDS_CODE)),
    };
  }

  #after(entry: number, before: SeenFields, isBeneficiary: boolean): SeenFields {
    const { view } = this.#shared;
    const balance = readWord(view, entry + layout.LOCAL_BALANCE);
    const known = this.#has(entry, layout.BALANCE_KNOWN) ? balance : wrap(before.balance + balance);
    return {
      exists: !this.#has(entry, layout.GONE),
      nonce: this.#has(entry, layout.NONCE_KNOWN)
        ? view.getBigUint64(entry + layout.LOCAL_NONCE, true)
        : before.nonce,
      balance: isBeneficiary ? wrap(known + this.#fee()) : known,
      code: this.#has(entry, layout.CODE_KNOWN)
        ? this.#code(this.#word(entry, layout.LOCAL_CODE))
        : before.code,
    };
  }

  /** What the beneficiary is about to be credited. */
  #fee(): bigint {
    const result = this.#word(this.#context, layout.CTX_RESULT);
    const isLost = this.#word(result, layout.RESULT_BENEFICIARY_ENDED) !== 0;
    return isLost ? 0n : readWord(this.#shared.view, result + layout.RESULT_FEE);
  }

  #code(entry: number): SeenCode {
    const { bytes } = this.#shared;
    const known = entry === 0 ? this.#shared.getUint32(layout.PLAN_EMPTY_CODE) : entry;
    const start = this.#word(known, layout.CODE_START);
    const isLoaded = this.#word(known, layout.CODE_LOADED) !== 0;
    return {
      hash: readHash(bytes, known + layout.CODE_HASH),
      bytes: isLoaded ? bytes.slice(start, start + this.#word(known, layout.CODE_LENGTH)) : undefined,
    };
  }
}

/** Sums of wei are taken modulo 2^256: what is taken away is added as its complement. */
function wrap(value: bigint): bigint {
  return BigInt.asUintN(256, value);
}
