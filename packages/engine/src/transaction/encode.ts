/** Transactions to their bytes, with the signature and without. */
import { fromHex } from '../bytes.ts';
import { type RlpInput, rlpHex } from '../rlp/encode.ts';
import type { Authorization, Hex, Transaction } from '../types.ts';
import { legacyV } from './legacySignature.ts';

/** The bytes of a signed transaction: what the transactions root commits to and the hash is of. */
export function encodeTransaction(transaction: Transaction): Uint8Array {
  return fromHex(transactionHex(transaction));
}

/** {@link encodeTransaction} as {@link Hex}. */
export function transactionHex(transaction: Transaction): Hex {
  return enveloped(transaction.type, signedFields(transaction));
}

/** A transaction as an item of a block: a list when legacy, else a byte string. */
export function transactionItem(transaction: Transaction): RlpInput {
  return transaction.type === 0 ? signedFields(transaction) : transactionHex(transaction);
}

/** The bytes whose keccak256 the sender signed. */
export function signingHex(transaction: Transaction): Hex {
  const fields = unsignedFields(transaction);
  // Replay protection puts the chain id where the signature will stand (EIP-155).
  if (transaction.type === 0 && transaction.chainId !== undefined) fields.push(transaction.chainId, 0n, 0n);
  return enveloped(transaction.type, fields);
}

function enveloped(type: Transaction['type'], fields: RlpInput[]): Hex {
  const body = rlpHex(fields);
  return type === 0 ? body : `0x0${type}${body.slice(2)}`;
}

function signedFields(transaction: Transaction): RlpInput[] {
  const { type, yParity, chainId, r, s } = transaction;
  const v = type === 0 ? legacyV(yParity, chainId) : BigInt(yParity);
  return [...unsignedFields(transaction), v, r, s];
}

function unsignedFields(transaction: Transaction): RlpInput[] {
  const { type, nonce, gasLimit, value, data, maxFeePerGas, maxPriorityFeePerGas } = transaction;
  const to = transaction.to ?? '0x';
  if (type === 0) return [nonce, maxFeePerGas, gasLimit, to, value, data];
  const chainId = transaction.chainId ?? 0n;
  const accessList = transaction.accessList.map((entry) => [entry.address, entry.storageKeys]);
  if (type === 1) return [chainId, nonce, maxFeePerGas, gasLimit, to, value, data, accessList];
  return [
    ...[chainId, nonce, maxPriorityFeePerGas, maxFeePerGas, gasLimit, to, value, data, accessList],
    ...(type === 3 ? [transaction.maxFeePerBlobGas, transaction.blobVersionedHashes] : []),
    ...(type === 4 ? [transaction.authorizationList.map(authorizationFields)] : []),
  ];
}

function authorizationFields(authorization: Authorization): RlpInput[] {
  const { chainId, address, nonce, yParity, r, s } = authorization;
  return [chainId, address, nonce, yParity, r, s];
}
