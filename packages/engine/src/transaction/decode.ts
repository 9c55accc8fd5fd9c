/** Transactions from their bytes: legacy RLP, or a type byte and the RLP of that type (EIP-2718). */
import { RlpError } from '../errors/rlp.ts';
import { SignatureInvalidError } from '../errors/transaction.ts';
import { partOf, type RlpNode, RlpString, readRlp } from '../rlp/decode.ts';
import { addressField, bytesField, hashField, isString, listField, uintField } from '../rlp/fields.ts';
import type { AccessListEntry, Address, Authorization, Transaction } from '../types.ts';
import { legacySignature } from './legacySignature.ts';

/**
 * Reads a transaction as it stands in the pool protocol and in `eth_sendRawTransaction`.
 *
 * @throws RlpError for anything but the canonical encoding of a transaction of type 0 to 4; SignatureInvalidError for a
 *   signature without a recovery value, which no key can have made
 */
export function decodeTransaction(bytes: Uint8Array): Transaction {
  const first = bytes[0];
  if (first !== undefined && first >= 0xc0) return decodeLegacy(readRlp(partOf(bytes)));
  return decodeTyped(partOf(bytes));
}

/**
 * Reads a transaction as an item of a block: a list when legacy, else a byte string.
 *
 * @throws like {@link decodeTransaction}
 */
export function decodeTransactionItem(item: RlpNode): Transaction {
  if (item instanceof Uint8Array) return decodeTyped(partOf(item));
  return item instanceof RlpString ? decodeTyped(item) : decodeLegacy(item);
}

function decodeTyped({ source, start, end }: RlpString): Transaction {
  const type = start === end ? undefined : source[start];
  if (type !== 1 && type !== 2 && type !== 3 && type !== 4) {
    throw new RlpError({ field: 'transaction', reason: `no transaction type ${type}` });
  }
  const body = readRlp(new RlpString(source, start + 1, end));
  if (type === 1) return decodeAccessList(body);
  if (type === 2) return decodeFeeMarket(body);
  return type === 3 ? decodeBlob(body) : decodeSetCode(body);
}

function decodeLegacy(item: RlpNode): Transaction {
  const [nonce, price, gasLimit, to, value, data, v, r, s] = listField(item, 'transaction', 9);
  const gasPrice = uintField(price, 32, 'gasPrice');
  return {
    type: 0,
    ...legacySignature(uintField(v, 32, 'v')),
    ...common(nonce, gasLimit, value, data),
    to: recipient(to),
    maxFeePerGas: gasPrice,
    maxPriorityFeePerGas: gasPrice,
    maxFeePerBlobGas: 0n,
    blobVersionedHashes: [],
    accessList: [],
    authorizationList: [],
    r: uintField(r, 32, 'r'),
    s: uintField(s, 32, 's'),
  };
}

/** Type 1 (EIP-2930). */
function decodeAccessList(item: RlpNode): Transaction {
  const fields = listField(item, 'transaction', 11);
  const [chainId, nonce, price, gasLimit, to, value, data, list] = fields;
  const gasPrice = uintField(price, 32, 'gasPrice');
  return {
    type: 1,
    chainId: uintField(chainId, 32, 'chainId'),
    ...common(nonce, gasLimit, value, data),
    to: recipient(to),
    maxFeePerGas: gasPrice,
    maxPriorityFeePerGas: gasPrice,
    maxFeePerBlobGas: 0n,
    blobVersionedHashes: [],
    accessList: accessList(list),
    authorizationList: [],
    ...signature(fields, 8),
  };
}

/** Type 2 (EIP-1559). */
function decodeFeeMarket(item: RlpNode): Transaction {
  const fields = listField(item, 'transaction', 12);
  return {
    type: 2,
    ...feeMarketFields(fields),
    to: recipient(fields[5]),
    maxFeePerBlobGas: 0n,
    blobVersionedHashes: [],
    authorizationList: [],
    ...signature(fields, 9),
  };
}

/** Type 3 (EIP-4844), as it stands in a block: without the blobs themselves. */
function decodeBlob(item: RlpNode): Transaction {
  const fields = listField(item, 'transaction', 14);
  return {
    type: 3,
    ...feeMarketFields(fields),
    to: recipient(fields[5]),
    maxFeePerBlobGas: uintField(fields[9], 32, 'maxFeePerBlobGas'),
    blobVersionedHashes: listField(fields[10], 'blobVersionedHashes').map((hash) =>
      hashField(hash, 'blobVersionedHash'),
    ),
    authorizationList: [],
    ...signature(fields, 11),
  };
}

/** Type 4 (EIP-7702). */
function decodeSetCode(item: RlpNode): Transaction {
  const fields = listField(item, 'transaction', 13);
  return {
    type: 4,
    ...feeMarketFields(fields),
    to: recipient(fields[5]),
    maxFeePerBlobGas: 0n,
    blobVersionedHashes: [],
    authorizationList: listField(fields[9], 'authorizationList').map(authorization),
    ...signature(fields, 10),
  };
}

type Item = RlpNode | undefined;

function common(nonce: Item, gasLimit: Item, value: Item, data: Item) {
  return {
    nonce: uintField(nonce, 8, 'nonce'),
    gasLimit: uintField(gasLimit, 8, 'gasLimit'),
    value: uintField(value, 32, 'value'),
    data: bytesField(data, 'data'),
  };
}

/** The fields that types 2 to 4 begin with; the recipient between them is read apart. */
function feeMarketFields(fields: readonly RlpNode[]) {
  const [chainId, nonce, priorityFee, maxFee, gasLimit, , value, data, list] = fields;
  return {
    chainId: uintField(chainId, 32, 'chainId'),
    ...common(nonce, gasLimit, value, data),
    maxFeePerGas: uintField(maxFee, 32, 'maxFeePerGas'),
    maxPriorityFeePerGas: uintField(priorityFee, 32, 'maxPriorityFeePerGas'),
    accessList: accessList(list),
  };
}

/** Empty when the transaction creates a contract. */
function recipient(item: Item): Address | null {
  return isString(item) && item.length === 0 ? null : addressField(item, 'to');
}

function accessList(item: Item): AccessListEntry[] {
  return listField(item, 'accessList').map((entry) => {
    const [address, keys] = listField(entry, 'accessList entry', 2);
    return {
      address: addressField(address, 'accessList address'),
      storageKeys: listField(keys, 'storageKeys').map((key) => hashField(key, 'storageKey')),
    };
  });
}

function authorization(item: RlpNode): Authorization {
  const [chainId, address, nonce, yParity, r, s] = listField(item, 'authorization', 6);
  return {
    chainId: uintField(chainId, 32, 'authorization chainId'),
    address: addressField(address, 'authorization address'),
    nonce: uintField(nonce, 8, 'authorization nonce'),
    yParity: uintField(yParity, 1, 'authorization yParity'),
    r: uintField(r, 32, 'authorization r'),
    s: uintField(s, 32, 'authorization s'),
  };
}

/** yParity, r and s from three fields on. */
function signature(fields: readonly RlpNode[], first: number): { yParity: 0 | 1; r: bigint; s: bigint } {
  const yParity = uintField(fields[first], 1, 'yParity');
  if (yParity > 1n) throw new SignatureInvalidError({ reason: `parity ${yParity} is neither 0 nor 1` });
  return {
    yParity: yParity === 1n ? 1 : 0,
    r: uintField(fields[first + 1], 32, 'r'),
    s: uintField(fields[first + 2], 32, 's'),
  };
}
