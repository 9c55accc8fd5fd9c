import {
  type AccessListEntry,
  type Address,
  type Authorization,
  type Hash,
  type Header,
  recoverSender,
  type Transaction,
  transactionHash,
} from '@heddle/engine';
import { lesser } from '../lesser.ts';
import { toQuantity } from './hex.ts';

/** Where a transaction stands. */
export interface TransactionPlace {
  blockHash: Hash;
  header: Header;
  txIndex: number;
}

const hashes = new WeakMap<Transaction, Hash>();

/** The hash of a transaction, remembered as long as the object lives: a block's receipts ask for all of them. */
export function hashOf(transaction: Transaction): Hash {
  const known = hashes.get(transaction);
  if (known !== undefined) return known;
  const hash = transactionHash(transaction);
  hashes.set(transaction, hash);
  return hash;
}

/** The sender, recovered where the source does not name it, and then kept. */
export function senderOf(transaction: Transaction): Address {
  transaction.from ??= recoverSender(transaction);
  return transaction.from;
}

/** Wei per gas that the sender pays in a block with that base fee. */
export function effectiveGasPrice(transaction: Transaction, baseFeePerGas: bigint | undefined): bigint {
  const { maxFeePerGas, maxPriorityFeePerGas } = transaction;
  if (baseFeePerGas === undefined) return maxFeePerGas;
  const wanted = baseFeePerGas + maxPriorityFeePerGas;
  return lesser(wanted, maxFeePerGas);
}

/** A transaction as eth_getTransactionBy… gives it; without a place it waits in the pool. */
export function formatTransaction(transaction: Transaction, place?: TransactionPlace) {
  const { type, nonce, gasLimit, to, value, data, r, s } = transaction;
  return {
    blockHash: place?.blockHash ?? null,
    blockNumber: place ? toQuantity(place.header.number) : null,
    transactionIndex: place ? toQuantity(place.txIndex) : null,
    ...(place && { blockTimestamp: toQuantity(place.header.timestamp) }),
    hash: hashOf(transaction),
    type: toQuantity(type),
    from: senderOf(transaction),
    to,
    nonce: toQuantity(nonce),
    gas: toQuantity(gasLimit),
    value: toQuantity(value),
    input: data,
    ...pricesOf(transaction, place),
    ...listsOf(transaction),
    ...signatureOf(transaction),
    r: toQuantity(r),
    s: toQuantity(s),
  };
}

/** For one that waits, the highest price stands for the one that will be paid, as geth has it. */
function pricesOf(transaction: Transaction, place: TransactionPlace | undefined) {
  const { type, maxFeePerGas, maxPriorityFeePerGas } = transaction;
  const paid = place ? effectiveGasPrice(transaction, place.header.baseFeePerGas) : maxFeePerGas;
  if (type < 2) return { gasPrice: toQuantity(maxFeePerGas) };
  return {
    gasPrice: toQuantity(paid),
    maxFeePerGas: toQuantity(maxFeePerGas),
    maxPriorityFeePerGas: toQuantity(maxPriorityFeePerGas),
    ...(type === 3 && { maxFeePerBlobGas: toQuantity(transaction.maxFeePerBlobGas) }),
  };
}

function listsOf({ type, accessList, blobVersionedHashes, authorizationList }: Transaction) {
  return {
    ...(type > 0 && { accessList: formatAccessList(accessList) }),
    ...(type === 3 && { blobVersionedHashes }),
    ...(type === 4 && { authorizationList: authorizationList.map(formatAuthorization) }),
  };
}

/** v holds the chain id for legacy transactions with replay protection (EIP-155), else it is the parity. */
function signatureOf({ type, yParity, chainId }: Transaction) {
  if (type > 0) {
    return { chainId: toQuantity(chainId ?? 0n), v: toQuantity(yParity), yParity: toQuantity(yParity) };
  }
  if (chainId === undefined) return { v: toQuantity(27 + yParity) };
  return { chainId: toQuantity(chainId), v: toQuantity(35n + 2n * chainId + BigInt(yParity)) };
}

export function formatAccessList(list: readonly AccessListEntry[]) {
  return list.map(({ address, storageKeys }) => ({ address, storageKeys }));
}

function formatAuthorization({ chainId, address, nonce, yParity, r, s }: Authorization) {
  return {
    chainId: toQuantity(chainId),
    address,
    nonce: toQuantity(nonce),
    yParity: toQuantity(yParity),
    r: toQuantity(r),
    s: toQuantity(s),
  };
}
