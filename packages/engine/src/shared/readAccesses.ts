/** What transactions accessed, out of the records that the core wrote. */
import { layout } from '@heddle/evm';
import type { Address, Hash } from '../types.ts';
import type { SharedMemory } from './sharedMemory.ts';
import { readAddress, readHash, readWord } from './words.ts';

/** Result records of transactions that were executed together. */
export interface ExecutedGroup {
  /** First result record. */
  results: number;
  count: number;
  /** Place in the block of the first (EIP-7928): 0 for calls before the transactions, 1 for the first of these. */
  index: number;
  /** True for the transactions of the block, false for calls of the protocol. */
  paysFees: boolean;
}

/** Wei that the protocol gave an account outside any transaction. */
export interface ExecutedCredit {
  /** Account entry. */
  account: number;
  amount: bigint;
  index: number;
}

/** What changed the state, in block order. */
export type Executed = ExecutedGroup | ExecutedCredit;

/** One RECORD_* entry. */
export interface AccessRecord {
  kind: number;
  /** Account or slot entry; the same number for the same location. */
  location: number;
  by: number;
  selector: number;
  value: bigint;
}

/** The entries of one transaction, in the order of their kinds per location. */
export function* readAccessRecords(shared: SharedMemory, result: number): Generator<AccessRecord> {
  let at = shared.getUint32(result + layout.RESULT_RECORDS);
  for (let left = shared.getUint32(result + layout.RESULT_RECORD_COUNT); left > 0; left--) {
    yield {
      location: shared.getUint32(at),
      kind: shared.getUint32(at + layout.RECORD_KIND),
      by: shared.getUint32(at + layout.RECORD_BY),
      selector: shared.getUint32(at + layout.RECORD_SELECTOR),
      value: readValue(shared, at),
    };
    at += layout.RECORD_BYTES;
  }
}

/** The core writes only as many bytes of a value as its kind has. */
function readValue({ view }: SharedMemory, at: number): bigint {
  const value = at + layout.RECORD_VALUE;
  switch (view.getUint32(at + layout.RECORD_KIND, true)) {
    case layout.RECORD_ACCOUNT:
    case layout.RECORD_CODE:
    case layout.RECORD_EXISTS:
      return BigInt(view.getUint32(value, true));
    case layout.RECORD_NONCE:
      return view.getBigUint64(value, true);
    case layout.RECORD_WIPE:
      return 0n;
    default:
      return readWord(view, value);
  }
}

/** The addresses and slots that entries stand for, each read once. */
export class LocationNames {
  readonly #shared: SharedMemory;
  readonly #accounts = new Map<number, Address>();

  constructor(shared: SharedMemory) {
    this.#shared = shared;
  }

  account(entry: number): Address {
    let address = this.#accounts.get(entry);
    if (address === undefined) {
      address = readAddress(this.#shared.bytes, entry + layout.ACCOUNT_ADDRESS);
      this.#accounts.set(entry, address);
    }
    return address;
  }

  /** Account entry that a slot belongs to. */
  ownerOf(slot: number): number {
    return this.#shared.getUint32(slot + layout.SLOT_ACCOUNT);
  }

  slot(entry: number): Hash {
    return readHash(this.#shared.bytes, entry + layout.SLOT_KEY);
  }
}
