/** Transactions as the records that the core reads; made once per block and copied into the memory for each run. */
import { type HardforkRules, layout } from '@heddle/evm';
import { stateByteGas } from '../block/stateGas.ts';
import { sizeOfHex } from '../bytes.ts';
import { InvariantError } from '../errors.ts';
import { floorGas, intrinsicGas, intrinsicStateGas } from '../transaction/intrinsicGas.ts';
import type { Address, Block, Transaction } from '../types.ts';
import { writeAddress, writeHash, writeWord } from './words.ts';

const LIMB = (1n << 64n) - 1n;
/** Input is followed by this many zero bytes, for reads of whole words past its end. */
const DATA_PADDING = 32;

/** Bytes that a transaction needs beside its record. */
function extraBytes(tx: Transaction): number {
  let bytes = align(sizeOfHex(tx.data) + DATA_PADDING) + 32 * tx.blobVersionedHashes.length;
  for (const { storageKeys } of tx.accessList) bytes += layout.ACCESS_BYTES + 32 * storageKeys.length;
  return bytes + layout.AUTH_BYTES * tx.authorizationList.length;
}

function align(bytes: number): number {
  return (bytes + 15) & ~15;
}

/** Records of all transactions, then what they point to; pointers are relative to the start. */
export function packTransactions(block: Block, rules: HardforkRules): Uint8Array {
  const { transactions } = block;
  const heads = transactions.length * layout.TX_BYTES;
  const total = transactions.reduce((sum, tx) => sum + extraBytes(tx), heads);
  const packer = new Packer(new Uint8Array(total), heads);
  const lastOf = new Map<Address, number>();
  transactions.forEach((tx, index) => {
    if (tx.from === undefined)
      throw new InvariantError('a transaction was packed before its sender was known');
    packer.pack(tx, index * layout.TX_BYTES, rules, block, lastOf.get(tx.from));
    lastOf.set(tx.from, index);
  });
  return packer.bytes;
}

class Packer {
  readonly bytes: Uint8Array;
  readonly #view: DataView;
  #next: number;

  constructor(bytes: Uint8Array, next: number) {
    this.bytes = bytes;
    this.#view = new DataView(bytes.buffer);
    this.#next = next;
  }

  pack(
    tx: Transaction,
    at: number,
    rules: HardforkRules,
    { header, chainId }: Pick<Block, 'header' | 'chainId'>,
    predecessor: number | undefined,
  ): void {
    const view = this.#view;
    const stateGas = intrinsicStateGas(tx, stateByteGas(header, rules));
    view.setUint32(at + layout.TX_FLAGS, tx.to === null ? layout.TX_IS_CREATE : 0, true);
    view.setBigInt64(at + layout.TX_GAS_LIMIT, tx.gasLimit, true);
    view.setBigInt64(at + layout.TX_INTRINSIC, intrinsicGas(tx, rules) + stateGas, true);
    view.setBigInt64(at + layout.TX_INTRINSIC_STATE, stateGas, true);
    view.setBigInt64(at + layout.TX_FLOOR, floorGas(tx, rules), true);
    view.setBigUint64(at + layout.TX_NONCE, tx.nonce & LIMB, true);
    view.setUint32(at + layout.TX_PREDECESSOR, predecessor === undefined ? 0 : predecessor + 1, true);
    writeAddress(this.bytes, at + layout.TX_SENDER, tx.from as Address);
    if (tx.to !== null) writeAddress(this.bytes, at + layout.TX_TO, tx.to);
    writeWord(view, at + layout.TX_VALUE, tx.value);
    writeWord(view, at + layout.TX_MAX_FEE, tx.maxFeePerGas);
    writeWord(view, at + layout.TX_PRIORITY_FEE, tx.maxPriorityFeePerGas);
    writeWord(view, at + layout.TX_MAX_BLOB_FEE, tx.maxFeePerBlobGas);
    this.#packData(tx, at);
    this.#packBlobs(tx, at);
    this.#packAccessList(tx, at);
    this.#packAuthorizations(tx, at, chainId);
  }

  /** Notes at `pointer` that the next thing starts here, and how many follow at `count`. */
  #point(pointer: number, count: number, length: number): void {
    this.#view.setUint32(pointer, this.#next, true);
    this.#view.setUint32(count, length, true);
  }

  #packData(tx: Transaction, at: number): void {
    const length = sizeOfHex(tx.data);
    this.#point(at + layout.TX_DATA, at + layout.TX_DATA_LENGTH, length);
    if (length !== 0) this.bytes.set(Buffer.from(tx.data.slice(2), 'hex'), this.#next);
    this.#next += align(length + DATA_PADDING);
  }

  #packBlobs({ blobVersionedHashes }: Transaction, at: number): void {
    this.#point(at + layout.TX_BLOBS, at + layout.TX_BLOB_COUNT, blobVersionedHashes.length);
    for (const hash of blobVersionedHashes) {
      this.bytes.set(Buffer.from(hash.slice(2), 'hex'), this.#next);
      this.#next += 32;
    }
  }

  #packAccessList({ accessList }: Transaction, at: number): void {
    this.#point(at + layout.TX_ACCESS_LIST, at + layout.TX_ACCESS_COUNT, accessList.length);
    for (const { address, storageKeys } of accessList) {
      writeAddress(this.bytes, this.#next, address);
      this.#view.setUint32(this.#next + layout.ACCESS_COUNT, storageKeys.length, true);
      this.#next += layout.ACCESS_BYTES;
      for (const key of storageKeys) {
        writeHash(this.bytes, this.#next, key);
        this.#next += 32;
      }
    }
  }

  #packAuthorizations({ authorizationList }: Transaction, at: number, chainId: bigint): void {
    this.#point(at + layout.TX_AUTHORIZATIONS, at + layout.TX_AUTHORIZATION_COUNT, authorizationList.length);
    for (const tuple of authorizationList) {
      const { authority, address, nonce } = tuple;
      // A tuple for another chain, without signer or with the last nonce is skipped (EIP-7702).
      const fits = (tuple.chainId === 0n || tuple.chainId === chainId) && nonce < LIMB;
      if (authority !== undefined && authority !== null && fits) {
        writeAddress(this.bytes, this.#next, authority);
        writeAddress(this.bytes, this.#next + layout.AUTH_DELEGATE, address);
        this.#view.setBigUint64(this.#next + layout.AUTH_NONCE, nonce, true);
        this.#view.setUint32(this.#next + layout.AUTH_VALID, 1, true);
      }
      this.#next += layout.AUTH_BYTES;
    }
  }
}

/** The record of a call by the protocol itself. */
export function packSystemCall(
  caller: Address,
  target: Address,
  data: `0x${string}`,
  gas: bigint,
): Uint8Array {
  const bytes = new Uint8Array(layout.TX_BYTES + align(sizeOfHex(data) + DATA_PADDING));
  const view = new DataView(bytes.buffer);
  view.setUint32(layout.TX_FLAGS, layout.TX_IS_SYSTEM, true);
  view.setBigInt64(layout.TX_GAS_LIMIT, gas, true);
  writeAddress(bytes, layout.TX_SENDER, caller);
  writeAddress(bytes, layout.TX_TO, target);
  view.setUint32(layout.TX_DATA, layout.TX_BYTES, true);
  view.setUint32(layout.TX_DATA_LENGTH, sizeOfHex(data), true);
  bytes.set(Buffer.from(data.slice(2), 'hex'), layout.TX_BYTES);
  return bytes;
}
