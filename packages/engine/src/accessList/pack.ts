/** A block access list as rows for the core (EIP-7928); see LIST_* in the layout. */
import { keccak256, layout } from '@heddle/evm';
import { fromHex, toHex } from '../bytes.ts';
import { writeAddress, writeHash, writeWord } from '../shared/words.ts';
import type { AccountAccesses, BlockAccessList, Hash, Hex, IndexedValue } from '../types.ts';

/** Rows of a share, at least: enough that taking one, an atomic add, costs nothing beside loading it. */
const ROWS_PER_SHARE = 64;

/** Code that an account gets, and the row whose value is to be its entry. */
export interface ListedCode {
  row: number;
  hash: Hash;
  code: Uint8Array;
}

/** A list ready to be copied into the shared memory. */
export interface PackedList {
  rows: Uint8Array;
  rowCount: number;
  /** First row of each share, and the end. */
  shares: Uint32Array;
  /** Changes per transaction. */
  counts: Uint32Array;
  codes: ListedCode[];
  /** Changes at the places before and after the transactions. */
  systemChanges: number;
}

class Packer {
  readonly codes: ListedCode[] = [];
  readonly shares: number[] = [0];
  readonly counts: Uint32Array;
  systemChanges = 0;
  #bytes: Uint8Array;
  #view: DataView;
  #row = 0;

  constructor(transactions: number, rowCount: number) {
    this.counts = new Uint32Array(transactions);
    this.#bytes = new Uint8Array(rowCount * layout.RECORD_BYTES);
    this.#view = new DataView(this.#bytes.buffer);
  }

  account(account: AccountAccesses): void {
    const { address, storageChanges, storageReads, balanceChanges, nonceChanges, codeChanges } = account;
    if (this.#row - (this.shares.at(-1) as number) >= ROWS_PER_SHARE) this.shares.push(this.#row);
    const isChanged = [storageChanges, balanceChanges, nonceChanges, codeChanges].some(
      ({ length }) => length > 0,
    );
    const at = this.#add(layout.RECORD_ACCOUNT, 0, isChanged);
    writeAddress(this.#bytes, at + layout.RECORD_VALUE, address);
    this.#view.setUint32(at + layout.LIST_COUNT, this.#changes(layout.RECORD_BALANCE, balanceChanges), true);
    this.#view.setUint32(at + layout.LIST_NONCES, this.#changes(layout.RECORD_NONCE, nonceChanges), true);
    this.#view.setUint32(at + layout.LIST_CODES, this.#codes(codeChanges), true);
    for (const { slot, changes } of storageChanges) {
      const header = this.#add(layout.RECORD_SLOT, 0, true);
      writeHash(this.#bytes, header + layout.RECORD_VALUE, slot);
      this.#view.setUint32(header + layout.LIST_COUNT, this.#changes(layout.LIST_VALUE, changes), true);
    }
    for (const slot of storageReads) {
      writeHash(this.#bytes, this.#add(layout.RECORD_SLOT, 0, false) + layout.RECORD_VALUE, slot);
    }
  }

  finish(): PackedList {
    const { codes, counts, systemChanges } = this;
    const shares = Uint32Array.from([...this.shares, this.#row]);
    const rows = this.#bytes.subarray(0, this.#row * layout.RECORD_BYTES);
    return { rows, rowCount: this.#row, shares, counts, codes, systemChanges };
  }

  /** Starts a row; returns its place. What changed is seen by whoever changes it. */
  #add(kind: number, tx: number, isSeen: boolean): number {
    const at = this.#row++ * layout.RECORD_BYTES;
    this.#view.setUint32(at + layout.RECORD_KIND, kind, true);
    this.#view.setUint32(at + layout.LIST_TX, tx, true);
    this.#view.setUint32(at + layout.LIST_SEEN, isSeen ? 1 : 0, true);
    return at;
  }

  /** True for a change by a transaction, which is counted; those of the protocol itself are not loaded. */
  #isLoaded(index: number): boolean {
    const isTransaction = index > 0 && index <= this.counts.length;
    if (isTransaction) this.counts[index - 1]!++;
    else this.systemChanges++;
    return isTransaction;
  }

  /** Adds the rows of one field; returns how many. */
  #changes(kind: number, changes: readonly IndexedValue<bigint>[]): number {
    const first = this.#row;
    for (const { index, value } of changes) {
      if (!this.#isLoaded(index)) continue;
      writeWord(this.#view, this.#add(kind, index - 1, true) + layout.RECORD_VALUE, value);
    }
    return this.#row - first;
  }

  #codes(changes: readonly IndexedValue<Hex>[]): number {
    const first = this.#row;
    for (const { index, value } of changes) {
      if (!this.#isLoaded(index)) continue;
      const code = fromHex(value);
      this.codes.push({ row: this.#row, hash: toHex(keccak256(code)), code });
      this.#add(layout.RECORD_CODE, index - 1, true);
    }
    return this.#row - first;
  }
}

function mostRows(list: BlockAccessList): number {
  return list.reduce(
    (sum, { storageChanges, storageReads, balanceChanges, nonceChanges, codeChanges }) =>
      storageChanges.reduce((rows, { changes }) => rows + 1 + changes.length, sum) +
      1 +
      storageReads.length +
      balanceChanges.length +
      nonceChanges.length +
      codeChanges.length,
    0,
  );
}

const packed = new WeakMap<BlockAccessList, PackedList>();

/** Packs a list that passed its checks; once, as long as the list lives. */
export function packBlockAccessList(list: BlockAccessList, transactions: number): PackedList {
  let known = packed.get(list);
  if (known === undefined) {
    const packer = new Packer(transactions, mostRows(list));
    for (const account of list) packer.account(account);
    known = packer.finish();
    packed.set(list, known);
  }
  return known;
}
